#include "app/center/service.h"

#include "center/overview.h"
#include "exchange/signed_session.h"

namespace oso::app {
namespace {

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

}  // namespace

CenterService::CenterService(CenterParts& parts, const CenterKeys& keys)
    : parts_(parts),
      keys_(keys),
      open_(parts.session_ports(), parts.session_rules()),
      check_(parts.session_ports(), parts.session_rules()),
      close_(parts.session_ports(), parts.session_rules(), parts.connect),
      notify_(parts.session_ports(), parts.session_rules()),
      feedback_(parts.session_ports()) {}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> CenterService::OpenSession(
    const wire::CallContext& context, exchange::SessionRequest request) {
  const bool wants_signature = request.signed_session;
  CO_ASSIGN_OR_RETURN(auto answer, co_await open_.Run(context.caller, std::move(request), DigestOf(context)));
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&answer)) co_return *refusal;
  auto& opened = std::get<center::OpenSession::Opened>(answer);
  exchange::OpenedSession granted{opened.session.id, {}, opened.session.expires_at, ""};
  if (wants_signature) {
    CO_ASSIGN_OR_RETURN(granted.signed_session, Sign(context, opened));
  }
  granted.sources = std::move(opened.sources);
  co_return granted;
}

Result<std::string> CenterService::Sign(const wire::CallContext& context,
                                        const center::OpenSession::Opened& opened) const {
  const center::Session& session = opened.session;
  const std::shared_ptr<const exchange::Register> registry = parts_.registry.Now();
  const exchange::AccessPoint* target = registry->FindAccessPoint(session.target);
  exchange::SignedSession claims{.issuer = parts_.settings.text("log.name"),
                                 .id = session.id,
                                 .issued_at = session.opened_at,
                                 .expires_at = session.expires_at,
                                 .target = session.target,
                                 .target_supplier = session.target_supplier,
                                 .target_certificate = context.caller.certificate,
                                 .target_sector = target->sector,
                                 .source = session.source,
                                 .sources = {},
                                 .kind = session.kind,
                                 .blinding = session.blinding,
                                 .key = session.key};
  for (const exchange::AccessPoint& source : opened.sources) {
    if (claims.sources.size() < exchange::kMaxSignedSources) claims.sources.push_back({source.id, source.supplier});
  }
  return exchange::SignSession(claims, keys_.signing);
}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CenterService::CheckSession(const wire::CallContext& context,
                                                                                      exchange::SessionFacts facts) {
  co_return co_await check_.Run(context.caller, std::move(facts));
}

Task<Result<exchange::ResultCode>> CenterService::CloseSession(const wire::CallContext& context,
                                                               exchange::SessionFacts facts,
                                                               exchange::ResultCode best) {
  co_return co_await close_.Run(context.caller, std::move(facts), best);
}

Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> CenterService::MayNotify(
    const wire::CallContext& context, exchange::Notification notification) {
  co_return co_await notify_.Run(context.caller, notification, DigestOf(context));
}

Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> CenterService::MayGiveFeedback(
    const wire::CallContext& context, exchange::Feedback feedback) {
  co_return co_await feedback_.Run(context.caller, feedback);
}

Task<Result<exchange::ResultCode>> CenterService::RegisterAccessPoint(const wire::CallContext& context,
                                                                      exchange::Registration registration) {
  co_return co_await parts_.connect.Register(context.caller, std::move(registration));
}

Task<Result<std::vector<exchange::AccessPoint>>> CenterService::ListAccessPoints(const wire::CallContext&,
                                                                                 exchange::AccessPointFilter filter) {
  co_return center::ActiveAccessPoints(*parts_.registry.Now(), filter);
}

Task<Result<Instant>> CenterService::Ping(const wire::CallContext&) { co_return parts_.clock.Now(); }

}  // namespace oso::app
