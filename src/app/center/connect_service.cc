#include "app/center/connect_service.h"

namespace oso::app {

using wire::CallContext;

Task<Status> ConnectService::SignAgreement(const CallContext& context, std::string why, exchange::Agreement agreement) {
  co_return co_await connect_.SignAgreement(context.caller.actor, std::move(why), std::move(agreement));
}

Task<Status> ConnectService::GiveMandate(const CallContext& context, std::string why, exchange::Mandate mandate) {
  co_return co_await connect_.GiveMandate(context.caller.actor, std::move(why), std::move(mandate));
}

Task<Status> ConnectService::RevokeMandate(const CallContext& context, std::string why, exchange::Mandate mandate) {
  // Only of the board that the school has now: that of another board binds nobody.
  const std::shared_ptr<const exchange::Register> registry = registry_.Now();
  const exchange::School* school = registry->FindSchool(mandate.school);
  if (school == nullptr || school->board != mandate.board) co_return Fail(ErrorCode::kNotFound, "no such mandate");
  co_return co_await connect_.RevokeMandate(context.caller.actor, std::move(why), mandate.supplier, mandate.school,
                                            mandate.purpose);
}

Task<Result<AccessPointId>> ConnectService::Announce(const CallContext& context, std::string why,
                                                     exchange::Announcement announcement) {
  co_return co_await connect_.Announce(context.caller.actor, std::move(why), announcement);
}

Task<Result<std::string>> ConnectService::IssueRegistrationKey(const CallContext& context, AccessPointId ap) {
  co_return co_await connect_.IssueRegistrationKey(context.caller.actor, "a key to register with", ap);
}

Task<Status> ConnectService::Qualify(const CallContext& context, std::string why, AccessPointId ap) {
  co_return co_await connect_.Qualify(context.caller.actor, std::move(why), ap);
}

Task<Status> ConnectService::Activate(const CallContext& context, std::string why, AccessPointId ap) {
  co_return co_await connect_.Activate(context.caller.actor, std::move(why), ap);
}

Task<Status> ConnectService::Pause(const CallContext& context, std::string why, AccessPointId ap) {
  co_return co_await connect_.Pause(context.caller.actor, std::move(why), ap);
}

Task<Status> ConnectService::Leave(const CallContext& context, std::string why, AccessPointId ap) {
  co_return co_await connect_.Leave(context.caller.actor, std::move(why), ap);
}

Task<Status> ConnectService::Block(const CallContext& context, std::string why, Oin supplier) {
  co_return co_await connect_.Block(context.caller.actor, std::move(why), supplier);
}

Task<Status> ConnectService::Unblock(const CallContext& context, std::string why, Oin supplier) {
  co_return co_await connect_.Unblock(context.caller.actor, std::move(why), supplier);
}

}  // namespace oso::app
