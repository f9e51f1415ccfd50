// The acts on the register that boards, schools and the operator do over REST: center/connect.h as an endpoint
// calls it. That the caller may act for this board or school has been decided (CallGate::Admit); that the board of a
// mandate is the school's board has not. Errors as center::Connect's.
#pragma once

#include "exchange/register.h"
#include "wire/services.h"

namespace oso::wire {

class ConnectService {
 public:
  virtual ~ConnectService() = default;

  virtual Task<Status> SignAgreement(const CallContext& context, std::string why, exchange::Agreement agreement) = 0;
  virtual Task<Status> GiveMandate(const CallContext& context, std::string why, exchange::Mandate mandate) = 0;
  // `mandate`'s from and until say nothing here.
  virtual Task<Status> RevokeMandate(const CallContext& context, std::string why, exchange::Mandate mandate) = 0;

  virtual Task<Result<AccessPointId>> Announce(const CallContext& context, std::string why,
                                               exchange::Announcement announcement) = 0;
  virtual Task<Result<std::string>> IssueRegistrationKey(const CallContext& context, AccessPointId ap) = 0;
  virtual Task<Status> Qualify(const CallContext& context, std::string why, AccessPointId ap) = 0;
  virtual Task<Status> Activate(const CallContext& context, std::string why, AccessPointId ap) = 0;
  virtual Task<Status> Pause(const CallContext& context, std::string why, AccessPointId ap) = 0;
  virtual Task<Status> Leave(const CallContext& context, std::string why, AccessPointId ap) = 0;
  virtual Task<Status> Block(const CallContext& context, std::string why, Oin supplier) = 0;
  virtual Task<Status> Unblock(const CallContext& context, std::string why, Oin supplier) = 0;
};

}  // namespace oso::wire
