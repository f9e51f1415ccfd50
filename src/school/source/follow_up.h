// What a source did about a request after it was answered: it told the target that the dossier is ready now, or put the
// request aside because no dossier will come. A port; rules as in stores.h.
#pragma once

#include "school/source/stores.h"

namespace oso::school::source {

struct FollowUp {
  SessionId session;                   // of the request,
  AccessPointId source;                // and the access point of ours that it was made to
  std::optional<Instant> notified_at;  // the last time
  std::optional<Instant> put_aside_at;
};

class FollowUpStore {
 public:
  virtual ~FollowUpStore() = default;
  virtual Task<Result<std::vector<FollowUp>>> List(Brin school) = 0;  // of the requests that have any
  // kNotFound: no such request.
  virtual Task<Status> SetNotified(SessionId session, AccessPointId source, Instant at, audit::Event event) = 0;
  virtual Task<Status> PutAside(SessionId session, AccessPointId source, Instant at, audit::Event event) = 0;
};

// Why no dossier will come.
enum class AsideReason {
  kElsewhere,   // "elsewhere": the target has it by another way, or another system of the school gives it
  kNotOurs,     // "not-ours": no pupil of this school
  kNoTransfer,  // "no-transfer": the pupil stays
};
std::string_view WireName(AsideReason reason);
std::optional<AsideReason> ParseAsideReason(std::string_view text);

// UC-26: puts a request aside, so that it waits no longer. The same target that asks again waits anew.
class PutRequestAside {
 public:
  PutRequestAside(FollowUpStore& follow_ups, const Clock& clock) : follow_ups_(follow_ups), clock_(clock) {}
  Task<Status> Run(audit::Actor actor, SessionId session, AccessPointId source, AsideReason reason);  // kNotFound

 private:
  FollowUpStore& follow_ups_;
  const Clock& clock_;
};

}  // namespace oso::school::source
