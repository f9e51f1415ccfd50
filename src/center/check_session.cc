#include "center/may_exchange.h"
#include "center/sessions.h"

namespace oso::center {

using exchange::AccessPoint;
using exchange::ResultCode;

namespace {

// Does the asking source exist, may it serve, and is it who its certificate says?
std::optional<ResultCode> SourceRefusal(const audit::Caller& caller, const AccessPointId& source,
                                        const exchange::Register& registry, const SessionRules& rules, Instant now) {
  if (registry.FindSchool(source.brin) == nullptr) return ResultCode::kSourceUnknown;
  const AccessPoint* ap = registry.FindAccessPoint(source);
  if (ap == nullptr || !MayServe(registry, *ap, rules, now)) return ResultCode::kSourceAccessPointUnknown;
  if (ap->supplier != caller.supplier) return ResultCode::kWrongCertificate;
  return std::nullopt;
}

// Is this the session that was opened, and may it still be used?
std::optional<ResultCode> SessionRefusal(const std::optional<Session>& session, const exchange::SessionFacts& facts,
                                         const AccessPoint* target, Instant now) {
  if (!session) return ResultCode::kSessionUnknown;
  if (auto difference = Difference(*session, facts)) return difference;
  if (facts.kind == dossier::TransferKind::kWithinBrin && facts.source.brin != facts.target.brin) {
    return ResultCode::kNoRelationWithTarget;
  }
  if (session->closing) return ResultCode::kSessionAlreadyClosed;
  if (session->expires_at <= now) return ResultCode::kSessionExpired;
  // Since it was opened the target may have been paused, or have left.
  const bool is_there = target != nullptr && target->state != exchange::AccessPointState::kPaused &&
                        target->state != exchange::AccessPointState::kLeft &&
                        target->supplier == session->target_supplier;
  if (!is_there) return ResultCode::kUnknownAccessPoint;
  return std::nullopt;
}

}  // namespace

CheckSession::CheckSession(SessionPorts ports, SessionRules rules)
    : ports_(ports), rules_(rules), wrong_checks_(rules.wrong_checks, ports.clock) {}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession::Run(audit::Caller caller,
                                                                            exchange::SessionFacts facts) {
  // 1. Who asks: an access point of the source school that may serve, with its own supplier's certificate; and not one
  //    that has been guessing.
  const std::shared_ptr<const exchange::Register> registry = ports_.registry.Now();
  const Instant now = ports_.clock.Now();
  std::optional<ResultCode> refusal = SourceRefusal(caller, facts.source, *registry, rules_, now);
  if (!refusal && !wrong_checks_.Has(caller.supplier.text())) refusal = ResultCode::kTooManyRequests;

  // 2. The session: known, the same in every fact, open, not expired, its target still there. The answer is on record
  //    before the source hears it.
  const AccessPoint* target = registry->FindAccessPoint(facts.target);
  const auto record = [&caller, &facts, now](ResultCode result) {
    return audit::SessionChecked(caller.actor, now, facts.session, facts.source, exchange::WireName(result));
  };
  if (refusal) {
    CO_RETURN_IF_ERROR(co_await ports_.audit.Append(record(*refusal)));
    co_return *refusal;
  }
  CO_ASSIGN_OR_RETURN(
      const ResultCode result,
      co_await ports_.sessions.Settle(facts.session, [&facts, &record, target, now](const auto& session) {
        const ResultCode found = SessionRefusal(session, facts, target, now).value_or(ResultCode::kSessionValid);
        return Verdict{.result = found, .closing = {}, .event = record(found)};
      }));

  // 3. Answer.
  if (result == ResultCode::kSessionUnknown) (void)wrong_checks_.Take(caller.supplier.text());
  if (result != ResultCode::kSessionValid) co_return result;
  co_return exchange::ValidSession{target->sector};
}

}  // namespace oso::center
