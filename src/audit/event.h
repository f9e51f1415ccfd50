// The audit log's events: a closed, documented list (docs/audit-events.md), each with exactly its fields and no
// personal data. Only these functions make an Event, so an event with other fields cannot be written.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace oso::audit {

// Who did it, in which request. `name` is "oin:00000001...", "account:anna", "unknown" (no proven identity) or
// "system".
struct Actor {
  std::string name;
  std::string request;  // request id, as in the service log and in the answer's header

  static Actor ForSystem(const Oin& oin, std::string request);
  static Actor ForAccount(std::string_view account, std::string request);
  static Actor Unknown(std::string request);
  static Actor ForProgram();  // "system": in no request
};

// A system that was let in: the supplier its certificate proved, and the name it goes by here.
struct Caller {
  Oin supplier;
  Actor actor;
  std::string certificate = {};  // its fingerprint: SHA-256 of the DER, lower-case hexadecimal
};

// For whom an act is: a board, a school, or one school of a board; neither: it is nobody's in particular.
struct Subject {
  std::string board = {};
  std::optional<Brin> school = {};
};

struct Field {
  std::string_view key;
  std::string value;
};

struct Event {
  std::string_view type;  // "session-opened"
  Actor actor;
  Instant at;
  std::vector<Field> fields;  // in the order of the catalogue
};

struct EventType {
  std::string_view type;
  std::vector<std::string_view> fields;
  std::string_view meaning;  // when it is written
};
std::span<const EventType> Catalogue();

// Both binaries: a call that was not let in. `reason` is an error's wire name or a result code.
Event CallRefused(Actor actor, Instant at, std::string_view operation, std::string_view reason,
                  std::string_view detail);
Event ConnectionRefused(Actor actor, Instant at, std::string_view reason, std::string_view certificate);

// Centre: register. `kind` and `entry` as exchange::KindOf and KeyOf; what the entry became is in the register's
// history.
Event RegisterEntryChanged(Actor actor, Instant at, std::string_view kind, std::string_view entry,
                           std::string_view why);
Event SchoolListImported(Actor actor, Instant at, std::string_view sha256, std::string_view added,
                         std::string_view changed, std::string_view closed);
Event AccessPointStateChanged(Actor actor, Instant at, const AccessPointId& ap, std::string_view state,
                              std::string_view why);
Event RegistrationKeyIssued(Actor actor, Instant at, const AccessPointId& ap);
Event RegistrationRefused(Actor actor, Instant at, const AccessPointId& ap, std::string_view result);

// Centre: sessions. `pupil` is the session's blinded key (center/stores.h), in hexadecimal.
Event SessionOpened(Actor actor, Instant at, const SessionId& session, const AccessPointId& target, const Brin& source,
                    std::string_view kind, std::string_view pupil);
Event SessionRefused(Actor actor, Instant at, const AccessPointId& target, const Brin& source, std::string_view result);
Event SessionChecked(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                     std::string_view result);
Event SessionClosed(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                    std::string_view result);
Event SessionCloseRefused(Actor actor, Instant at, const SessionId& session, std::string_view result);

// Centre: notifications and feedback. `result` is "granted" or a result code.
Event NotificationAsked(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target,
                        std::string_view purpose, std::string_view result);
Event FeedbackAsked(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target,
                    std::string_view result);

// School, as source.
Event DossierAdded(Actor actor, Instant at, const DossierId& dossier, const Brin& brin);
// Intent: written before the copy is shown. `content` is the digest of what is shown.
Event InspectionCopyMade(Actor actor, Instant at, const DossierId& dossier, std::string_view content);
// By the role of who saw it, never a name.
struct InspectionWords {
  std::string_view by, how, agreement, consent;
  std::string_view content;  // the digest of what they saw
};
Event InspectionRecorded(Actor actor, Instant at, const DossierId& dossier, const InspectionWords& inspection);
Event DossierSetReady(Actor actor, Instant at, const DossierId& dossier, std::string_view target);
Event DossierWithdrawn(Actor actor, Instant at, const DossierId& dossier);
// Intent: written before the first byte leaves. `proof` is "centre" or "signed-session": whose word the source had.
Event DocumentServing(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                      const DossierId& dossier, std::string_view proof);
Event DocumentRefused(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                      std::string_view result);

// School: keys of documents at rest (school/key_store.h). `key` is a school key's own id, or that of the one document
// it was of.
Event KeyMade(Actor actor, Instant at, const Brin& school, std::string_view key);
Event KeyDestroyed(Actor actor, Instant at, const Brin& school, std::string_view key);

// School, as target.
Event DossierAsked(Actor actor, Instant at, const IntakeId& intake, const AccessPointId& target, const Brin& source);
Event DossierImported(Actor actor, Instant at, const IntakeId& intake, const SessionId& session,
                      std::string_view sha256);
// What a source sent was not taken over. `reason` is a broken rule's check, an error's wire name, "other-pupil",
// "other-school" or "other-kind".
Event DossierRefused(Actor actor, Instant at, const IntakeId& intake, const SessionId& session,
                     const AccessPointId& source, std::string_view reason);
// How asking ended, for now or for good: `state` is the intake's afterwards, `result` the best one or the centre's
// refusal; without a session that field is empty.
// `report` is what the centre said to the report of that result, "" without one.
Event IntakeAnswered(Actor actor, Instant at, const IntakeId& intake, const std::optional<SessionId>& session,
                     std::string_view result, std::string_view state, std::string_view report);

}  // namespace oso::audit
