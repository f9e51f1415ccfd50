// The centre's use cases as its endpoints call them, SOAP and REST alike.
#pragma once

#include "app/center/center.h"
#include "app/center/keys.h"
#include "center/notify.h"
#include "wire/services.h"

namespace oso::app {

class CenterService final : public wire::CenterService {
 public:
  CenterService(CenterParts& parts, const CenterKeys& keys);  // both outlive this

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const wire::CallContext& context,
                                                                         exchange::SessionRequest request) override;
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const wire::CallContext& context,
                                                                         exchange::SessionFacts facts) override;
  Task<Result<exchange::ResultCode>> CloseSession(const wire::CallContext& context, exchange::SessionFacts facts,
                                                  exchange::ResultCode best) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      const wire::CallContext& context, exchange::Notification notification) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(const wire::CallContext& context,
                                                                               exchange::Feedback feedback) override;
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(const wire::CallContext& context,
                                                         exchange::Registration registration) override;
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const wire::CallContext& context,
                                                                    exchange::AccessPointFilter filter) override;
  Task<Result<Instant>> Ping(const wire::CallContext& context) override;

 private:
  // The opened session as a source can check it by itself.
  Result<std::string> Sign(const wire::CallContext& context, const center::OpenSession::Opened& opened) const;

  CenterParts& parts_;
  const CenterKeys& keys_;
  center::OpenSession open_;
  center::CheckSession check_;
  center::CloseSession close_;
  center::MayNotify notify_;
  center::MayGiveFeedback feedback_;
};

}  // namespace oso::app
