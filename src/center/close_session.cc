#include <array>

#include "center/may_exchange.h"

namespace oso::center {

using exchange::ResultCode;

namespace {

struct Closer {
  const audit::Caller& caller;
  const Session& session;
  const exchange::SessionFacts& facts;
  ResultCode best;
};

bool IsTargetsSystem(const Closer& c) { return c.session.target_supplier == c.caller.supplier; }
bool IsNotClosedOtherwise(const Closer& c) {
  const auto& closing = c.session.closing;
  return !closing || (closing->result == c.best && closing->source == c.facts.source);
}

constexpr std::string_view kIsKnown = "the session is known";
constexpr std::array kBeforeFacts = std::to_array<ConditionRow<Closer>>({
    {"the caller is the supplier that opened the session", IsTargetsSystem, ResultCode::kWrongCertificate},
});
constexpr std::array kAfterFacts = std::to_array<ConditionRow<Closer>>({
    {"the session is not closed with another report", IsNotClosedOtherwise, ResultCode::kSessionAlreadyClosed},
});

// What a report comes to: OverdrachtGeslaagd means that it was received.
ResultCode Receive(const audit::Caller& caller, const std::optional<Session>& session,
                   const exchange::SessionFacts& facts, ResultCode best) {
  if (!session) return ResultCode::kSessionUnknown;
  const Closer closer{caller, *session, facts, best};
  if (auto refusal = FirstRefusal<Closer>(kBeforeFacts, closer)) return *refusal;
  if (auto difference = Difference(*session, facts)) return *difference;
  return FirstRefusal<Closer>(kAfterFacts, closer).value_or(ResultCode::kTransferSucceeded);
}

}  // namespace

std::vector<Condition> ConditionsOfClosing() {
  std::vector<Condition> conditions{{kIsKnown, ResultCode::kSessionUnknown}};
  AddConditions<Closer>(kBeforeFacts, conditions);
  AddConditions(FactsOfSession(), conditions);
  AddConditions<Closer>(kAfterFacts, conditions);
  return conditions;
}

Task<Result<ResultCode>> CloseSession::Run(audit::Caller caller, exchange::SessionFacts facts, ResultCode best) {
  const Instant now = ports_.clock.Now();
  const auto decide = [&, now](const std::optional<Session>& session) {
    // 1. The session: known, of this system, the same in every fact, not closed with another report.
    Verdict verdict{.result = Receive(caller, session, facts, best), .closing = {}, .event = {}};

    // 2. A report that is not accepted is on record; one that was accepted before is there already.
    if (verdict.result != ResultCode::kTransferSucceeded) {
      verdict.event = audit::SessionCloseRefused(caller.actor, now, facts.session, exchange::WireName(verdict.result));
    } else if (!session->closing) {
      // 3. Close it.
      verdict.closing = Closing{.result = best, .source = facts.source, .at = now};
      verdict.event = audit::SessionClosed(caller.actor, now, facts.session, facts.source, exchange::WireName(best));
    }
    return verdict;
  };
  CO_ASSIGN_OR_RETURN(const ResultCode answer, co_await ports_.sessions.Settle(facts.session, decide));

  // 4. A dossier of the test school was received: the access point has been tested. One that left meanwhile is none to
  //    test; that it could not be written down is told, and the same report comes again.
  const bool is_received = answer == ResultCode::kTransferSucceeded && best == ResultCode::kTransferSucceeded;
  if (is_received && facts.source.brin == test_school_) {
    const Status recorded = co_await connect_.RecordTest(caller.actor, facts.target);
    if (!recorded.ok() && recorded.error().code != ErrorCode::kConflict) co_return recorded.error();
  }
  co_return answer;
}

}  // namespace oso::center
