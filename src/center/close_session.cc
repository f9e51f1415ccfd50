#include "center/sessions.h"

namespace oso::center {

using exchange::ResultCode;

namespace {

bool IsSameReport(const Closing& closing, const exchange::SessionFacts& facts, ResultCode best) {
  return closing.result == best && closing.source == facts.source;
}

// nothing: close it now. OverdrachtGeslaagd: it is closed with this very report already.
std::optional<ResultCode> AnswerWithoutClosing(const audit::Caller& caller, const std::optional<Session>& session,
                                               const exchange::SessionFacts& facts, ResultCode best) {
  if (!session) return ResultCode::kSessionUnknown;
  if (session->target_supplier != caller.supplier) return ResultCode::kWrongCertificate;
  if (auto difference = Difference(*session, facts)) return difference;
  if (!session->closing) return std::nullopt;
  return IsSameReport(*session->closing, facts, best) ? ResultCode::kTransferSucceeded
                                                      : ResultCode::kSessionAlreadyClosed;
}

}  // namespace

CloseSession::CloseSession(SessionStore& sessions, audit::Log& audit, const Clock& clock)
    : sessions_(sessions), audit_(audit), clock_(clock) {}

Task<Result<ResultCode>> CloseSession::Run(audit::Caller caller, exchange::SessionFacts facts, ResultCode best) {
  const Instant now = clock_.Now();

  // 1. The session: known, of this system, the same in every fact, not closed with another report.
  CO_ASSIGN_OR_RETURN(std::optional<Session> session, co_await sessions_.Find(facts.session));
  std::optional<ResultCode> answer = AnswerWithoutClosing(caller, session, facts, best);

  // 2. Close it. Another report may have been first: then look again.
  if (!answer) {
    audit::Event event = audit::SessionClosed(caller.actor, now, facts.session, facts.source, exchange::WireName(best));
    Closing closing{best, facts.source, now};
    Status closed = co_await sessions_.Close(facts.session, closing, std::move(event));
    if (closed.ok()) co_return ResultCode::kTransferSucceeded;
    if (closed.error().code != ErrorCode::kConflict) co_return std::move(closed).error();
    CO_ASSIGN_OR_RETURN(session, co_await sessions_.Find(facts.session));
    answer = AnswerWithoutClosing(caller, session, facts, best);
  }

  // 3. A report that was not accepted is on record too; one that was accepted before is there already.
  if (*answer != ResultCode::kTransferSucceeded) {
    audit::Event event = audit::SessionCloseRefused(caller.actor, now, facts.session, exchange::WireName(*answer));
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
  }
  co_return *answer;
}

}  // namespace oso::center
