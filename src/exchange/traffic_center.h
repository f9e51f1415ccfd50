// What a school system asks of the Traffic Center: the port that wire/ implements over SOAP and a simulation in memory.
// A refusal is an answer (a ResultCode), an Error means there is no answer: kUnavailable, kTimeout (outcome unknown),
// kPeerRefused (a fault), kMalformedMessage.
#pragma once

#include <variant>

#include "base/task.h"
#include "dossier/vocabulary.h"
#include "exchange/parties.h"
#include "exchange/result_code.h"
#include "exchange/search_key.h"

namespace oso::exchange {

template <class T>
using OrRefusal = std::variant<T, ResultCode>;

// overdracht: may this target ask that source for this pupil's dossier?
struct SessionRequest {
  Brin source;
  std::optional<std::uint16_t> source_index;  // only this access point of the source; absent: all
  AccessPointId target;
  SearchKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
};

struct OpenedSession {
  SessionId id;
  std::vector<AccessPoint> sources;  // asked in this order; never empty
};

// The same facts again, as the source heard them from the target, with the session they belong to.
struct SessionFacts {
  AccessPointId source;
  AccessPointId target;
  SearchKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  SessionId session;
};

struct ValidSession {
  Sector target_sector = Sector::kPrimary;
};

struct AccessPointFilter {
  std::optional<Brin> brin;
  std::optional<Purpose> purpose;
  std::optional<std::uint16_t> index;
};

class TrafficCenter {
 public:
  virtual ~TrafficCenter() = default;
  virtual Task<Result<OrRefusal<OpenedSession>>> OpenSession(SessionRequest request) = 0;  // overdracht
  virtual Task<Result<OrRefusal<ValidSession>>> CheckSession(SessionFacts facts) = 0;      // sessiecontrole
  // afmelding. The answer is OverdrachtGeslaagd when the report was received; repeating the same report is safe.
  virtual Task<Result<ResultCode>> CloseSession(SessionFacts facts, ResultCode best) = 0;
  virtual Task<Result<std::vector<AccessPoint>>> ListAccessPoints(AccessPointFilter filter) = 0;  // active ones
  virtual Task<Status> Ping() = 0;
};

}  // namespace oso::exchange
