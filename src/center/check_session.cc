#include <array>

#include "center/may_exchange.h"
#include "center/sessions.h"

namespace oso::center {

using exchange::AccessPoint;
using exchange::ResultCode;

namespace {

// Who asks: all that is looked at before the session is.
struct AskingSource {
  const exchange::Register& registry;
  const audit::Caller& caller;
  const AccessPointId& source;
  const SessionRules& rules;
  Instant now;
};

const AccessPoint* Source(const AskingSource& a) { return a.registry.FindAccessPoint(a.source); }
bool IsInRegister(const AskingSource& a) { return a.registry.FindSchool(a.source.brin) != nullptr; }
bool SourceMayServe(const AskingSource& a) {
  return Source(a) != nullptr && MayServe(a.registry, *Source(a), a.rules, a.now);
}
bool IsSourcesOwnSystem(const AskingSource& a) { return Source(a)->supplier == a.caller.supplier; }

constexpr std::array kOfSource = std::to_array<ConditionRow<AskingSource>>({
    {"the source school is in the register", IsInRegister, ResultCode::kSourceUnknown},
    {"the source's access point is active, with agreement and mandate", SourceMayServe,
     ResultCode::kSourceAccessPointUnknown},
    {"the caller is the supplier of the source's access point", IsSourcesOwnSystem, ResultCode::kWrongCertificate},
});

// The session that was opened: the same in every fact (FactsOfSession), and may it still be used?
struct Use {
  const Session& session;
  const exchange::SessionFacts& facts;
  const AccessPoint* target;  // as it is now
  Instant now;
};

constexpr std::string_view kIsKnown = "the session is known";
// Others make a source ask: whoever has guessed at it must not keep it from sessions that there are.
constexpr std::string_view kGuesses = "the session is known, or not many before it were not";

bool IsWithinOneBrin(const Use& u) {
  return u.facts.kind != dossier::TransferKind::kWithinBrin || u.facts.source.brin == u.facts.target.brin;
}
bool IsOpen(const Use& u) { return !u.session.closing; }
bool IsInTime(const Use& u) { return u.now < u.session.expires_at; }
// Since it was opened the target may have been paused, or have left.
bool TargetIsThere(const Use& u) {
  return u.target != nullptr && u.target->state != exchange::AccessPointState::kPaused &&
         u.target->state != exchange::AccessPointState::kLeft && u.target->supplier == u.session.target_supplier;
}

constexpr std::array kOfUse = std::to_array<ConditionRow<Use>>({
    {"a transfer within one BRIN is within one BRIN", IsWithinOneBrin, ResultCode::kNoRelationWithTarget},
    {"the session is not closed", IsOpen, ResultCode::kSessionAlreadyClosed},
    {"the session is not expired", IsInTime, ResultCode::kSessionExpired},
    {"the target's access point is still there, of the same supplier", TargetIsThere, ResultCode::kUnknownAccessPoint},
});

std::optional<ResultCode> SessionRefusal(const std::optional<Session>& session, const exchange::SessionFacts& facts,
                                         const AccessPoint* target, Instant now) {
  if (!session) return ResultCode::kSessionUnknown;
  if (auto difference = Difference(*session, facts)) return difference;
  return FirstRefusal<Use>(kOfUse, {*session, facts, target, now});
}

}  // namespace

std::vector<Condition> ConditionsOfChecking() {
  std::vector<Condition> conditions;
  AddConditions<AskingSource>(kOfSource, conditions);
  conditions.push_back({kGuesses, ResultCode::kTooManyRequests});
  conditions.push_back({kIsKnown, ResultCode::kSessionUnknown});
  AddConditions(FactsOfSession(), conditions);
  AddConditions<Use>(kOfUse, conditions);
  return conditions;
}

CheckSession::CheckSession(SessionPorts ports, SessionRules rules)
    : ports_(ports), rules_(rules), wrong_checks_(rules.wrong_checks, ports.clock) {}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession::Run(audit::Caller caller,
                                                                            exchange::SessionFacts facts) {
  // 1. Who asks: an access point of the source school that may serve, with its own supplier's certificate.
  const std::shared_ptr<const exchange::Register> registry = ports_.registry.Now();
  const Instant now = ports_.clock.Now();
  const std::optional<ResultCode> refusal =
      FirstRefusal<AskingSource>(kOfSource, {*registry, caller, facts.source, rules_, now});

  // 2. The session: known, the same in every fact, open, not expired, its target still there. The answer is on record
  //    before the source hears it.
  const AccessPoint* target = registry->FindAccessPoint(facts.target);
  const bool target_may_act = target != nullptr && registry->MayAct(target->supplier);
  const bool guesses = !wrong_checks_.Has(caller.supplier.text());
  const auto record = [&caller, &facts, now](ResultCode result) {
    return audit::SessionChecked(caller.actor, now, facts.session, facts.source, exchange::WireName(result));
  };
  if (refusal) {
    CO_RETURN_IF_ERROR(co_await ports_.audit.Append(record(*refusal)));
    co_return *refusal;
  }
  CO_ASSIGN_OR_RETURN(const ResultCode result, co_await ports_.sessions.Settle(facts.session, [&](const auto& session) {
    ResultCode found =
        SessionRefusal(session, facts, target_may_act ? target : nullptr, now).value_or(ResultCode::kSessionValid);
    if (found == ResultCode::kSessionUnknown && guesses) found = ResultCode::kTooManyRequests;
    return Verdict{.result = found, .closing = {}, .event = record(found)};
  }));

  // 3. Answer.
  if (result == ResultCode::kSessionUnknown) (void)wrong_checks_.Take(caller.supplier.text());
  if (result != ResultCode::kSessionValid) co_return result;
  co_return exchange::ValidSession{target->sector};
}

}  // namespace oso::center
