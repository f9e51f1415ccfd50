#include "audit/event.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

#include "audit/notice_event.h"

namespace oso::audit {
namespace {

const std::vector<EventType>& Types() {
  static const std::vector<EventType> types = {
      {"call-refused", {"operation", "reason", "detail"}, "A call was not let in: who called may not do this."},
      {"connection-refused", {"reason", "certificate"}, "A connection failed its TLS handshake."},
      {"register-entry-changed", {"kind", "entry", "why"}, "An entry of the register was made or changed."},
      {"school-list-imported",
       {"sha256", "added", "changed", "closed"},
       "A national list of schools was taken over in the register."},
      {"access-point-state-changed",
       {"access-point", "state", "why"},
       "An access point went a step on its way in, was paused, moved or left."},
      {"registration-key-issued", {"access-point"}, "A one-time key was made, to register a system with."},
      {"registration-refused", {"access-point", "result"}, "A system was not registered at an access point."},
      {"session-opened",
       {"session", "target", "source", "kind", "pupil"},
       "The centre granted a session for one dossier; `pupil` is the blinded key of this session alone."},
      {"session-refused", {"target", "source", "result"}, "The centre did not grant a session."},
      {"session-checked", {"session", "source", "result"}, "A source asked whether a session is valid, and was told."},
      {"session-closed", {"session", "source", "result"}, "A target reported its best result; the session is closed."},
      {"session-close-refused", {"session", "result"}, "A target's report was not accepted."},
      {"notification-asked",
       {"source", "target", "purpose", "result"},
       "A source asked to notify a target that a dossier is ready, and was told whether it may."},
      {"feedback-asked",
       {"source", "target", "result"},
       "A partnership's system asked to send feedback on a dossier, and was told whether it may."},
      {"dossier-added", {"dossier", "school"}, "A composed version of a dossier was taken in at its source."},
      {"inspection-copy-made",
       {"dossier", "content"},
       "Intent: a copy of a dossier is about to be shown to the parents. Written before it is."},
      {"inspection-recorded",
       {"dossier", "by", "how", "agreement", "consent", "content"},
       "The inspection by the parents, or by the pupil, was recorded; `content` is the digest of what they saw."},
      {"dossier-set-ready", {"dossier", "target"}, "A dossier was set ready for one school, or for whichever asks."},
      {"dossier-withdrawn", {"dossier"}, "A dossier is no longer set ready."},
      {"document-serving",
       {"session", "target", "dossier", "proof"},
       "Intent: a dossier is about to be sent. Written before its first byte leaves."},
      {"document-refused", {"session", "target", "result"}, "A source answered a request without a dossier."},
      {"dossier-asked", {"intake", "target", "source"}, "A target school began to ask for a pupil's dossier."},
      {"dossier-imported", {"intake", "session", "sha256"}, "A received dossier was durably imported."},
      {"intake-answered",
       {"intake", "session", "result", "state", "report"},
       "Asking for a dossier had this result; the intake is done, or still asked. The centre's word to the report of "
       "it."},
      {"dossier-refused", {"intake", "session", "source", "reason"}, "What a source sent was not taken over, and why."},
      {"notification-sending",
       {"session", "target", "dossier"},
       "Intent: a source is about to let a target know that a dossier is ready. Written before the centre is asked."},
      {"notification-answered",
       {"session", "target", "result"},
       "A notification had this result: the target's word, the centre's refusal, or why there was no answer."},
      {"request-put-aside",
       {"session", "source", "reason"},
       "A source put a request aside that it will not answer with a dossier, and why."},
      {"notice-received", {"source", "target"}, "A source let a target know that a dossier is ready."},
      {"notice-seen", {"source", "target"}, "A target school has seen a notice."},
      {"reminder-sent",
       {"school", "list", "days", "count"},
       "So many on a list of a school have waited so many days: written once a day."},
      {"key-made", {"school", "key"}, "A school's key was made, by which the keys of its documents are wrapped."},
      {"key-destroyed",
       {"school", "key"},
       "A key is no more: a school's, that wraps none any longer, or a document's, which nobody can read again."},
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
Actor Actor::ForProgram() { return {"system", ""}; }

std::span<const EventType> Catalogue() { return Types(); }

Event CallRefused(Actor actor, Instant at, std::string_view operation, std::string_view reason,
                  std::string_view detail) {
  return Make("call-refused", std::move(actor), at, {operation, reason, detail});
}
Event ConnectionRefused(Actor actor, Instant at, std::string_view reason, std::string_view certificate) {
  return Make("connection-refused", std::move(actor), at, {reason, certificate});
}

Event RegisterEntryChanged(Actor actor, Instant at, std::string_view kind, std::string_view entry,
                           std::string_view why) {
  return Make("register-entry-changed", std::move(actor), at, {kind, entry, why});
}
Event SchoolListImported(Actor actor, Instant at, std::string_view sha256, std::string_view added,
                         std::string_view changed, std::string_view closed) {
  return Make("school-list-imported", std::move(actor), at, {sha256, added, changed, closed});
}
Event AccessPointStateChanged(Actor actor, Instant at, const AccessPointId& ap, std::string_view state,
                              std::string_view why) {
  return Make("access-point-state-changed", std::move(actor), at, {ap.ToString(), state, why});
}
Event RegistrationKeyIssued(Actor actor, Instant at, const AccessPointId& ap) {
  return Make("registration-key-issued", std::move(actor), at, {ap.ToString()});
}
Event RegistrationRefused(Actor actor, Instant at, const AccessPointId& ap, std::string_view result) {
  return Make("registration-refused", std::move(actor), at, {ap.ToString(), result});
}

Event SessionOpened(Actor actor, Instant at, const SessionId& session, const AccessPointId& target, const Brin& source,
                    std::string_view kind, std::string_view pupil) {
  return Make("session-opened", std::move(actor), at,
              {session.ToString(), target.ToString(), source.text(), kind, pupil});
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

Event NotificationAsked(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target,
                        std::string_view purpose, std::string_view result) {
  return Make("notification-asked", std::move(actor), at, {source.ToString(), target.ToString(), purpose, result});
}
Event FeedbackAsked(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target,
                    std::string_view result) {
  return Make("feedback-asked", std::move(actor), at, {source.ToString(), target.ToString(), result});
}

Event DossierAdded(Actor actor, Instant at, const DossierId& dossier, const Brin& brin) {
  return Make("dossier-added", std::move(actor), at, {dossier.ToString(), brin.text()});
}
Event InspectionCopyMade(Actor actor, Instant at, const DossierId& dossier, std::string_view content) {
  return Make("inspection-copy-made", std::move(actor), at, {dossier.ToString(), content});
}
Event InspectionRecorded(Actor actor, Instant at, const DossierId& dossier, const InspectionWords& inspection) {
  return Make("inspection-recorded", std::move(actor), at,
              {dossier.ToString(), inspection.by, inspection.how, inspection.agreement, inspection.consent,
               inspection.content});
}
Event DossierSetReady(Actor actor, Instant at, const DossierId& dossier, std::string_view target) {
  return Make("dossier-set-ready", std::move(actor), at, {dossier.ToString(), target});
}
Event DossierWithdrawn(Actor actor, Instant at, const DossierId& dossier) {
  return Make("dossier-withdrawn", std::move(actor), at, {dossier.ToString()});
}
Event DocumentServing(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                      const DossierId& dossier, std::string_view proof) {
  return Make("document-serving", std::move(actor), at,
              {session.ToString(), target.ToString(), dossier.ToString(), proof});
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

Event KeyMade(Actor actor, Instant at, const Brin& school, std::string_view key) {
  return Make("key-made", std::move(actor), at, {school.text(), key});
}
Event KeyDestroyed(Actor actor, Instant at, const Brin& school, std::string_view key) {
  return Make("key-destroyed", std::move(actor), at, {school.text(), key});
}

Event DossierRefused(Actor actor, Instant at, const IntakeId& intake, const SessionId& session,
                     const AccessPointId& source, std::string_view reason) {
  return Make("dossier-refused", std::move(actor), at,
              {intake.ToString(), session.ToString(), source.ToString(), reason});
}

Event NotificationSending(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                          const DossierId& dossier) {
  return Make("notification-sending", std::move(actor), at,
              {session.ToString(), target.ToString(), dossier.ToString()});
}
Event NotificationAnswered(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                           std::string_view result) {
  return Make("notification-answered", std::move(actor), at, {session.ToString(), target.ToString(), result});
}
Event RequestPutAside(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                      std::string_view reason) {
  return Make("request-put-aside", std::move(actor), at, {session.ToString(), source.ToString(), reason});
}
Event NoticeReceived(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target) {
  return Make("notice-received", std::move(actor), at, {source.ToString(), target.ToString()});
}
Event NoticeSeen(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target) {
  return Make("notice-seen", std::move(actor), at, {source.ToString(), target.ToString()});
}
Event ReminderSent(Actor actor, Instant at, const Brin& school, std::string_view list, int days, int count) {
  return Make("reminder-sent", std::move(actor), at,
              {school.text(), list, std::to_string(days), std::to_string(count)});
}

}  // namespace oso::audit
