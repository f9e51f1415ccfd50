// center::Connect as the REST endpoint calls it.
#pragma once

#include "center/connect.h"
#include "wire/connect_service.h"

namespace oso::app {

class ConnectService final : public wire::ConnectService {
 public:
  ConnectService(center::Connect& connect, const center::Registry& registry)  // both outlive this
      : connect_(connect), registry_(registry) {}

  Task<Status> SignAgreement(const wire::CallContext& context, std::string why, exchange::Agreement agreement) override;
  Task<Status> GiveMandate(const wire::CallContext& context, std::string why, exchange::Mandate mandate) override;
  Task<Status> RevokeMandate(const wire::CallContext& context, std::string why, exchange::Mandate mandate) override;
  Task<Result<AccessPointId>> Announce(const wire::CallContext& context, std::string why,
                                       exchange::Announcement announcement) override;
  Task<Result<std::string>> IssueRegistrationKey(const wire::CallContext& context, AccessPointId ap) override;
  Task<Status> Qualify(const wire::CallContext& context, std::string why, AccessPointId ap) override;
  Task<Status> Activate(const wire::CallContext& context, std::string why, AccessPointId ap) override;
  Task<Status> Pause(const wire::CallContext& context, std::string why, AccessPointId ap) override;
  Task<Status> Leave(const wire::CallContext& context, std::string why, AccessPointId ap) override;
  Task<Status> Block(const wire::CallContext& context, std::string why, Oin supplier) override;
  Task<Status> Unblock(const wire::CallContext& context, std::string why, Oin supplier) override;

 private:
  center::Connect& connect_;
  const center::Registry& registry_;
};

}  // namespace oso::app
