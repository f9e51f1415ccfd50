#include "app/center/service.h"

namespace oso::app {
namespace {

using exchange::AccessPoint;
using exchange::AccessPointState;

// An idempotency key is the caller's own: the same text of another system is another key.
std::optional<center::IdempotencyDigest> DigestOf(const wire::CallContext& context) {
  if (context.idempotency_key.empty()) return std::nullopt;
  crypto::Sha256Stream digest;
  for (const std::string_view part : {context.caller.supplier.text(), std::string_view(context.operation),
                                      std::string_view(context.idempotency_key)}) {
    digest.Update(AsBytes(part));
    digest.Update(AsBytes(std::string_view("\0", 1)));
  }
  return digest.Finish();
}

bool Passes(const exchange::AccessPointFilter& filter, const AccessPoint& ap) {
  return (!filter.brin || *filter.brin == ap.id.brin) && (!filter.purpose || *filter.purpose == ap.purpose) &&
         (!filter.index || *filter.index == ap.id.index);
}

}  // namespace

CenterService::CenterService(CenterParts& parts)
    : parts_(parts),
      rules_(parts.session_rules()),
      open_(parts.session_ports(), rules_),
      check_(parts.session_ports(), rules_),
      close_(parts.session_ports()),
      notify_(parts.session_ports(), rules_),
      feedback_(parts.session_ports()) {}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> CenterService::OpenSession(
    const wire::CallContext& context, exchange::SessionRequest request) {
  CO_ASSIGN_OR_RETURN(auto answer, co_await open_.Run(context.caller, std::move(request), DigestOf(context)));
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&answer)) co_return *refusal;
  auto& opened = std::get<center::OpenSession::Opened>(answer);
  co_return exchange::OpenedSession{opened.session.id, std::move(opened.sources), opened.session.expires_at, ""};
}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CenterService::CheckSession(const wire::CallContext& context,
                                                                                      exchange::SessionFacts facts) {
  co_return co_await check_.Run(context.caller, std::move(facts));
}

Task<Result<exchange::ResultCode>> CenterService::CloseSession(const wire::CallContext& context,
                                                               exchange::SessionFacts facts,
                                                               exchange::ResultCode best) {
  const AccessPointId target = facts.target;
  const bool is_test = facts.source.brin == rules_.test_school && best == exchange::ResultCode::kTransferSucceeded;
  CO_ASSIGN_OR_RETURN(const exchange::ResultCode answer, co_await close_.Run(context.caller, std::move(facts), best));
  if (is_test && answer == exchange::ResultCode::kTransferSucceeded) {
    CO_RETURN_IF_ERROR(co_await parts_.connect.RecordTest(context.caller.actor, target));
  }
  co_return answer;
}

Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> CenterService::MayNotify(
    const wire::CallContext& context, exchange::Notification notification) {
  co_return co_await notify_.Run(context.caller, std::move(notification), DigestOf(context));
}

Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> CenterService::MayGiveFeedback(
    const wire::CallContext& context, exchange::Feedback feedback) {
  co_return co_await feedback_.Run(context.caller, std::move(feedback));
}

Task<Result<exchange::ResultCode>> CenterService::RegisterAccessPoint(const wire::CallContext& context,
                                                                      exchange::Registration registration) {
  co_return co_await parts_.connect.Register(context.caller, std::move(registration));
}

Task<Result<std::vector<AccessPoint>>> CenterService::ListAccessPoints(const wire::CallContext&,
                                                                       exchange::AccessPointFilter filter) {
  const std::shared_ptr<const exchange::Register> registry = parts_.registry.Now();
  const std::vector<const AccessPoint*> all =
      filter.brin ? registry->AccessPointsOf(*filter.brin) : registry->All<AccessPoint>();
  std::vector<AccessPoint> listed;
  for (const AccessPoint* ap : all) {
    if (ap->state == AccessPointState::kActive && Passes(filter, *ap)) listed.push_back(*ap);
  }
  co_return listed;
}

Task<Result<Instant>> CenterService::Ping(const wire::CallContext&) { co_return parts_.clock.Now(); }

}  // namespace oso::app
