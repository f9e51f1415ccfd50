#include "school/target/take_notice.h"

#include "audit/notice_event.h"

namespace oso::school::target {

using exchange::ResultCode;

TakeNotice::TakeNotice(source::Partners& partners, Oin own, NoticeStore& notices, audit::Log& audit, const Clock& clock,
                       Random& random)
    : partners_(partners), own_(own), notices_(notices), audit_(audit), clock_(clock), random_(random) {}

Task<Result<ResultCode>> TakeNotice::Run(audit::Caller caller, exchange::Notice notice) {
  // 1. Is it for a school of ours, between schools?
  if (notice.purpose != exchange::Purpose::kTransfer) co_return ResultCode::kPurposeDiffers;
  CO_ASSIGN_OR_RETURN(const bool is_ours, co_await partners_.IsSystemOf(notice.target, own_));
  if (!is_ours) co_return ResultCode::kTargetAccessPointNotActive;

  // 2. Is it the source itself that tells?
  CO_ASSIGN_OR_RETURN(const bool is_source, co_await partners_.IsSystemOf(notice.source, caller.supplier));
  const Instant now = clock_.Now();
  if (!is_source) {
    const ResultCode refusal = ResultCode::kWrongCertificate;
    CO_RETURN_IF_ERROR(
        co_await audit_.Append(audit::CallRefused(caller.actor, now, "notificatie", exchange::WireName(refusal),
                                                  "certificate is not of " + notice.source.ToString())));
    co_return refusal;
  }

  // 3. Keep it for a person. The answer is the same whether it is new, and whether anyone waits for it.
  ReceivedNotice received{.id = NoticeId::New(random_), .source = notice.source, .target = notice.target, .at = now};
  audit::Event event = audit::NoticeReceived(caller.actor, now, notice.source, notice.target);
  CO_RETURN_IF_ERROR(co_await notices_.Keep(received, std::move(event)));
  co_return ResultCode::kNotificationReceived;
}

Task<Result<ReceivedNotice>> SeeNotice::Run(audit::Actor actor, NoticeId id) {
  CO_ASSIGN_OR_RETURN(std::optional<ReceivedNotice> notice, co_await notices_.Find(id));
  if (!notice) co_return Fail(ErrorCode::kNotFound, "no notice " + id.ToString());
  const Instant now = clock_.Now();
  audit::Event event = audit::NoticeSeen(std::move(actor), now, notice->source, notice->target);
  CO_RETURN_IF_ERROR(co_await notices_.SetSeen(id, now, std::move(event)));
  if (!notice->seen_at) notice->seen_at = now;
  co_return *std::move(notice);
}

}  // namespace oso::school::target
