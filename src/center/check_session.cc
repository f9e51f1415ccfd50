#include <algorithm>

#include "center/sessions.h"

namespace oso::center {

using exchange::AccessPoint;
using exchange::ResultCode;

namespace {

// Does the asking source exist, and is it who its certificate says?
std::optional<ResultCode> SourceRefusal(const audit::Caller& caller, const AccessPointId& source,
                                        const TransferParties& parties) {
  if (!parties.source_school) return ResultCode::kSourceUnknown;
  const auto ap = std::ranges::find(parties.sources, source, &AccessPoint::id);
  if (ap == parties.sources.end() || ap->state != exchange::AccessPointState::kActive) {
    return ResultCode::kSourceAccessPointUnknown;
  }
  if (ap->supplier != caller.supplier) return ResultCode::kWrongCertificate;
  return std::nullopt;
}

// Is this the session that was opened, and may it still be used?
std::optional<ResultCode> SessionRefusal(const std::optional<Session>& session, const exchange::SessionFacts& facts,
                                         Instant now) {
  if (!session) return ResultCode::kSessionUnknown;
  if (auto difference = Difference(*session, facts)) return difference;
  if (facts.kind == dossier::TransferKind::kWithinBrin && facts.source.brin != facts.target.brin) {
    return ResultCode::kNoRelationWithTarget;
  }
  if (session->closing) return ResultCode::kSessionAlreadyClosed;
  if (session->expires_at <= now) return ResultCode::kSessionExpired;
  return std::nullopt;
}

}  // namespace

CheckSession::CheckSession(RegisterReader& registry, SessionStore& sessions, audit::Log& audit, const Clock& clock)
    : registry_(registry), sessions_(sessions), audit_(audit), clock_(clock) {}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession::Run(audit::Caller caller,
                                                                            exchange::SessionFacts facts) {
  // 1. Who asks: an active access point of the source school, with its own supplier's certificate.
  CO_ASSIGN_OR_RETURN(TransferParties parties, co_await registry_.FindTransferParties(facts.target, facts.source.brin));
  std::optional<ResultCode> refusal = SourceRefusal(caller, facts.source, parties);

  // 2. The session: known, the same in every fact, open, not expired; and its target still active.
  const Instant now = clock_.Now();
  if (!refusal) {
    CO_ASSIGN_OR_RETURN(std::optional<Session> session, co_await sessions_.Find(facts.session));
    refusal = SessionRefusal(session, facts, now);
  }
  if (!refusal && (!parties.target || parties.target->state != exchange::AccessPointState::kActive)) {
    refusal = ResultCode::kUnknownAccessPoint;
  }

  // 3. The answer is on record before the source hears it.
  const ResultCode result = refusal.value_or(ResultCode::kSessionValid);
  audit::Event event =
      audit::SessionChecked(caller.actor, now, facts.session, facts.source, exchange::WireName(result));
  CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
  if (refusal) co_return *refusal;
  co_return exchange::ValidSession{parties.target->sector};
}

}  // namespace oso::center
