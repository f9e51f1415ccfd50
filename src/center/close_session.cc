#include "center/sessions.h"

namespace oso::center {

using exchange::ResultCode;

namespace {

bool IsSameReport(const Closing& closing, const exchange::SessionFacts& facts, ResultCode best) {
  return closing.result == best && closing.source == facts.source;
}

// What a report comes to: OverdrachtGeslaagd means that it was received.
ResultCode Receive(const audit::Caller& caller, const std::optional<Session>& session,
                   const exchange::SessionFacts& facts, ResultCode best) {
  if (!session) return ResultCode::kSessionUnknown;
  if (session->target_supplier != caller.supplier) return ResultCode::kWrongCertificate;
  if (auto difference = Difference(*session, facts)) return *difference;
  if (session->closing && !IsSameReport(*session->closing, facts, best)) return ResultCode::kSessionAlreadyClosed;
  return ResultCode::kTransferSucceeded;
}

}  // namespace

Task<Result<ResultCode>> CloseSession::Run(audit::Caller caller, exchange::SessionFacts facts, ResultCode best) {
  const Instant now = ports_.clock.Now();
  co_return co_await ports_.sessions.Settle(facts.session, [&, now](const std::optional<Session>& session) {
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
  });
}

}  // namespace oso::center
