// UC-11 and UC-12: may a source notify a target, and may a partnership send feedback? The centre tells where to, and
// for a partnership (PaO) issues the koppelsleutel. A refusal is a ResultCode and is audited like a grant.
#pragma once

#include "center/sessions.h"

namespace oso::center {

// UC-11, meldenNotificatie. Granted iff the source's access point may serve and is the caller's; the target's is active
// and of the purpose asked for; and for OV the session is known, of these two parties (the target asked for this
// dossier before: only that access point may be told).
class MayNotify {
 public:
  MayNotify(SessionPorts ports, SessionRules rules) : ports_(ports), rules_(rules) {}
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> Run(
      audit::Caller caller, exchange::Notification notification, std::optional<IdempotencyDigest> idempotency = {});

 private:
  SessionPorts ports_;
  SessionRules rules_;
};

// UC-12, meldenTerugkoppeling. Granted iff the caller is the supplier of the partnership's access point, the
// koppelsleutel was issued for these two, and the school's is active: else its address may be another's by now.
class MayGiveFeedback {
 public:
  explicit MayGiveFeedback(SessionPorts ports) : ports_(ports) {}
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> Run(audit::Caller caller, exchange::Feedback feedback);

 private:
  SessionPorts ports_;
};

}  // namespace oso::center
