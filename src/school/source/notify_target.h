// UC-25: a source lets a target that asked in vain know that the dossier is ready now. A conscious act: setting ready
// never does it by itself, and stands whatever comes of this.
#pragma once

#include "audit/log.h"
#include "exchange/notice.h"
#include "school/source/follow_up.h"

namespace oso::school::source {

class NotifyTarget {
 public:
  // The centre, which says whether this target may be told and where; and the target's system.
  struct Others {
    exchange::TrafficCenter& center;
    exchange::NoticeBoxes& boxes;
  };
  // What the source keeps.
  struct Kept {
    DossierStore& dossiers;
    RequestStore& requests;
    FollowUpStore& follow_ups;
    audit::Log& audit;
  };
  NotifyTarget(Others others, Kept kept, const Clock& clock);  // all outlive this

  // NotificatieOntvangen, or the refusal of the centre or the target. kNotFound: no such request; kConflict: nothing is
  // ready for this target, so that it would ask in vain once more. Then nothing was written. Other errors, which stand
  // in the outcome: those of TrafficCenter and NoticeBoxes. kStorage.
  Task<Result<exchange::ResultCode>> Run(audit::Actor actor, SessionId session, AccessPointId source);

 private:
  Task<Result<ReceivedRequest>> FindRequest(SessionId session, AccessPointId source);
  Task<Result<DossierId>> FindReady(ReceivedRequest request);
  Task<Result<exchange::ResultCode>> Tell(ReceivedRequest request);

  Others others_;
  Kept kept_;
  const Clock& clock_;
};

}  // namespace oso::school::source
