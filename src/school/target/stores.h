// What a school keeps as a target: its intakes. An intake is one dossier asked for, from asking to confirming; it
// survives a crash at any step and is then taken up where it was. Ports and rules as in source/stores.h.
#pragma once

#include "audit/event.h"
#include "exchange/source_system.h"
#include "school/document_store.h"

namespace oso::school::target {

// asked -> (session opened, document received) -> imported -> confirmed; or asked -> closed without a dossier.
enum class IntakeState {
  kAsked,      // nothing received yet; a session may be open
  kImported,   // the dossier is durably ours; the centre may not know yet
  kConfirmed,  // the centre has the result: done
  kWithout,    // done, without a dossier; `result` says why. Asking again starts anew.
};

struct Intake {
  IntakeId id;
  AccessPointId target;
  Brin source;
  exchange::SearchKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  Instant asked_at;
  IntakeState state = IntakeState::kAsked;
  std::optional<SessionId> session;
  std::optional<AccessPointId> answered_by;    // the access point with the best result
  std::optional<exchange::ResultCode> result;  // the best result so far
  std::optional<Document> document;            // from kImported on
};

class IntakeStore {
 public:
  virtual ~IntakeStore() = default;
  // Stores `intake`, or gives the unfinished one (kAsked, kImported) for the same target, source, key and kind.
  virtual Task<Result<Intake>> Begin(Intake intake, audit::Event event) = 0;
  virtual Task<Result<std::optional<Intake>>> Find(IntakeId id) = 0;
  virtual Task<Result<std::vector<Intake>>> ListUnfinished() = 0;   // oldest first
  virtual Task<Result<std::vector<Intake>>> List(Brin school) = 0;  // newest first
  // Replaces what is stored, if its state is still `from`; otherwise kConflict (someone else went on with it) or
  // kNotFound.
  virtual Task<Status> Update(Intake intake, IntakeState from, audit::Event event) = 0;
};

std::string_view WireName(IntakeState state);  // "asked", "imported", "confirmed", "without-dossier"

}  // namespace oso::school::target
