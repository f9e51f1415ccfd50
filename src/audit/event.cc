#include "audit/event.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace oso::audit {
namespace {

const std::vector<EventType>& Types() {
  static const std::vector<EventType> types = {
      {"call-refused", {"operation", "reason", "detail"}, "A call was not let in: who called may not do this."},
      {"connection-refused", {"reason", "certificate"}, "A connection failed its TLS handshake."},
      {"board-added", {"board"}, "A board was entered in the register."},
      {"school-added", {"school"}, "A school was entered in the register."},
      {"supplier-added", {"supplier"}, "A supplier was entered in the register."},
      {"access-point-added", {"access-point", "supplier"}, "An access point was entered, inactive."},
      {"access-point-state-changed", {"access-point", "state"}, "An access point was activated or deactivated."},
      {"session-opened", {"session", "target", "source", "kind"}, "The centre granted a session for one dossier."},
      {"session-refused", {"target", "source", "result"}, "The centre did not grant a session."},
      {"session-checked", {"session", "source", "result"}, "A source asked whether a session is valid, and was told."},
      {"session-closed", {"session", "source", "result"}, "A target reported its best result; the session is closed."},
      {"session-close-refused", {"session", "result"}, "A target's report was not accepted."},
      {"dossier-added", {"dossier", "school"}, "A composed version of a dossier was taken in at its source."},
      {"inspection-recorded", {"dossier", "agreement"}, "The inspection by the parents was recorded."},
      {"dossier-set-ready", {"dossier", "target"}, "A dossier was set ready for one school, or for whichever asks."},
      {"dossier-withdrawn", {"dossier"}, "A dossier is no longer set ready."},
      {"document-serving",
       {"session", "target", "dossier"},
       "Intent: a dossier is about to be sent. Written before its first byte leaves."},
      {"document-refused", {"session", "target", "result"}, "A source answered a request without a dossier."},
      {"dossier-asked", {"intake", "target", "source"}, "A target school began to ask for a pupil's dossier."},
      {"dossier-imported", {"intake", "session", "sha256"}, "A received dossier was durably imported."},
      {"intake-answered",
       {"intake", "session", "result", "state", "report"},
       "Asking for a dossier had this result; the intake is done, or still asked. The centre's word to the report of "
       "it."},
      {"dossier-refused", {"intake", "session", "source", "reason"}, "What a source sent was not taken over, and why."},
  };
  return types;
}

// The one place where an Event is put together: its values in the order of its fields in the catalogue.
Event Make(std::string_view type, Actor actor, Instant at, std::initializer_list<std::string_view> values) {
  const auto found = std::ranges::find(Types(), type, &EventType::type);
  if (found == Types().end() || found->fields.size() != values.size()) std::abort();  // a bug in this file
  Event event{found->type, std::move(actor), at, {}};
  std::size_t i = 0;
  for (std::string_view value : values) event.fields.push_back({found->fields[i++], std::string(value)});
  return event;
}

}  // namespace

Actor Actor::ForSystem(const Oin& oin, std::string request) {
  return {"oin:" + std::string(oin.text()), std::move(request)};
}
Actor Actor::ForAccount(std::string_view account, std::string request) {
  return {"account:" + std::string(account), std::move(request)};
}
Actor Actor::Unknown(std::string request) { return {"unknown", std::move(request)}; }

std::span<const EventType> Catalogue() { return Types(); }

Event CallRefused(Actor actor, Instant at, std::string_view operation, std::string_view reason,
                  std::string_view detail) {
  return Make("call-refused", std::move(actor), at, {operation, reason, detail});
}
Event ConnectionRefused(Actor actor, Instant at, std::string_view reason, std::string_view certificate) {
  return Make("connection-refused", std::move(actor), at, {reason, certificate});
}

Event BoardAdded(Actor actor, Instant at, std::string_view number) {
  return Make("board-added", std::move(actor), at, {number});
}
Event SchoolAdded(Actor actor, Instant at, const Brin& brin) {
  return Make("school-added", std::move(actor), at, {brin.text()});
}
Event SupplierAdded(Actor actor, Instant at, const Oin& oin) {
  return Make("supplier-added", std::move(actor), at, {oin.text()});
}
Event AccessPointAdded(Actor actor, Instant at, const AccessPointId& ap, const Oin& supplier) {
  return Make("access-point-added", std::move(actor), at, {ap.ToString(), supplier.text()});
}
Event AccessPointStateChanged(Actor actor, Instant at, const AccessPointId& ap, std::string_view state) {
  return Make("access-point-state-changed", std::move(actor), at, {ap.ToString(), state});
}

Event SessionOpened(Actor actor, Instant at, const SessionId& session, const AccessPointId& target, const Brin& source,
                    std::string_view kind) {
  return Make("session-opened", std::move(actor), at, {session.ToString(), target.ToString(), source.text(), kind});
}
Event SessionRefused(Actor actor, Instant at, const AccessPointId& target, const Brin& source,
                     std::string_view result) {
  return Make("session-refused", std::move(actor), at, {target.ToString(), source.text(), result});
}
Event SessionChecked(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                     std::string_view result) {
  return Make("session-checked", std::move(actor), at, {session.ToString(), source.ToString(), result});
}
Event SessionClosed(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                    std::string_view result) {
  return Make("session-closed", std::move(actor), at, {session.ToString(), source.ToString(), result});
}
Event SessionCloseRefused(Actor actor, Instant at, const SessionId& session, std::string_view result) {
  return Make("session-close-refused", std::move(actor), at, {session.ToString(), result});
}

Event DossierAdded(Actor actor, Instant at, const DossierId& dossier, const Brin& brin) {
  return Make("dossier-added", std::move(actor), at, {dossier.ToString(), brin.text()});
}
Event InspectionRecorded(Actor actor, Instant at, const DossierId& dossier, std::string_view agreement) {
  return Make("inspection-recorded", std::move(actor), at, {dossier.ToString(), agreement});
}
Event DossierSetReady(Actor actor, Instant at, const DossierId& dossier, std::string_view target) {
  return Make("dossier-set-ready", std::move(actor), at, {dossier.ToString(), target});
}
Event DossierWithdrawn(Actor actor, Instant at, const DossierId& dossier) {
  return Make("dossier-withdrawn", std::move(actor), at, {dossier.ToString()});
}
Event DocumentServing(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                      const DossierId& dossier) {
  return Make("document-serving", std::move(actor), at, {session.ToString(), target.ToString(), dossier.ToString()});
}
Event DocumentRefused(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                      std::string_view result) {
  return Make("document-refused", std::move(actor), at, {session.ToString(), target.ToString(), result});
}

Event DossierAsked(Actor actor, Instant at, const IntakeId& intake, const AccessPointId& target, const Brin& source) {
  return Make("dossier-asked", std::move(actor), at, {intake.ToString(), target.ToString(), source.text()});
}
Event DossierImported(Actor actor, Instant at, const IntakeId& intake, const SessionId& session,
                      std::string_view sha256) {
  return Make("dossier-imported", std::move(actor), at, {intake.ToString(), session.ToString(), sha256});
}
Event IntakeAnswered(Actor actor, Instant at, const IntakeId& intake, const std::optional<SessionId>& session,
                     std::string_view result, std::string_view state, std::string_view report) {
  return Make("intake-answered", std::move(actor), at,
              {intake.ToString(), session ? session->ToString() : "", result, state, report});
}

Event DossierRefused(Actor actor, Instant at, const IntakeId& intake, const SessionId& session,
                     const AccessPointId& source, std::string_view reason) {
  return Make("dossier-refused", std::move(actor), at,
              {intake.ToString(), session.ToString(), source.ToString(), reason});
}

}  // namespace oso::audit
