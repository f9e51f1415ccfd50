#include "school/source/notify_target.h"

#include <algorithm>

#include "audit/notice_event.h"
#include "school/source/serve_document.h"

namespace oso::school::source {

using exchange::ResultCode;

NotifyTarget::NotifyTarget(Others others, Kept kept, const Clock& clock)
    : others_(others), kept_(kept), clock_(clock) {}

Task<Result<ResultCode>> NotifyTarget::Run(audit::Actor actor, SessionId session, AccessPointId source) {
  // 1. The request, and what is ready for who made it.
  CO_ASSIGN_OR_RETURN(const ReceivedRequest request, co_await FindRequest(session, source));
  CO_ASSIGN_OR_RETURN(const DossierId dossier, co_await FindReady(request));

  // 2. The intent is on record before anybody hears of it.
  CO_RETURN_IF_ERROR(
      co_await kept_.audit.Append(audit::NotificationSending(actor, clock_.Now(), session, request.target, dossier)));

  // 3. The centre says whether and where; the target takes it.
  const Result<ResultCode> told = co_await Tell(request);

  // 4. The outcome is on record, whatever it is.
  const Instant now = clock_.Now();
  const std::string_view result = told.ok() ? exchange::WireName(*told) : WireName(told.error().code);
  audit::Event event = audit::NotificationAnswered(actor, now, session, request.target, result);
  const bool is_received = told.ok() && *told == ResultCode::kNotificationReceived;
  if (is_received) {
    CO_RETURN_IF_ERROR(co_await kept_.follow_ups.SetNotified(session, source, now, std::move(event)));
  } else {
    CO_RETURN_IF_ERROR(co_await kept_.audit.Append(std::move(event)));
  }
  co_return told;
}

Task<Result<ReceivedRequest>> NotifyTarget::FindRequest(SessionId session, AccessPointId source) {
  CO_ASSIGN_OR_RETURN(const std::vector<ReceivedRequest> requests, co_await kept_.requests.List(source.brin));
  const auto found = std::ranges::find_if(
      requests, [&](const ReceivedRequest& one) { return one.session == session && one.source == source; });
  if (found == requests.end()) {
    co_return Fail(ErrorCode::kNotFound, "no request in session " + session.ToString() + " at " + source.ToString());
  }
  co_return *found;
}

// What it would be given if it asked now.
Task<Result<DossierId>> NotifyTarget::FindReady(ReceivedRequest request) {
  CO_ASSIGN_OR_RETURN(std::vector<StoredDossier> offered,
                      co_await kept_.dossiers.FindOffered(request.source.brin, request.key));
  exchange::DocumentRequest asked{.facts = {request.source, request.target, request.key, request.kind, request.session},
                                  .newer_than = std::nullopt,
                                  .dossier_version = std::nullopt};
  const auto choice = Choose(std::move(offered), asked, Day::Of(clock_.Now()));
  if (const auto* reason = std::get_if<ResultCode>(&choice)) {
    co_return Fail(ErrorCode::kConflict,
                   "there is nothing to tell: it would be answered " + std::string(exchange::WireName(*reason)));
  }
  co_return std::get<Deliverable>(choice).dossier().id;
}

Task<Result<ResultCode>> NotifyTarget::Tell(ReceivedRequest request) {
  // May this target be told, and where?
  const exchange::Notification notification{
      .source = request.source, .target = request.target, .session = request.session};
  CO_ASSIGN_OR_RETURN(const exchange::OrRefusal<exchange::GrantedNotification> answer,
                      co_await others_.center.MayNotify(notification));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;

  // Whose certificate must answer there.
  exchange::AccessPointFilter filter{
      .brin = request.target.brin, .purpose = std::nullopt, .index = request.target.index};
  CO_ASSIGN_OR_RETURN(const std::vector<exchange::AccessPoint> found, co_await others_.center.ListAccessPoints(filter));
  const auto target = std::ranges::find(found, request.target, &exchange::AccessPoint::id);
  if (target == found.end()) co_return ResultCode::kTargetAccessPointNotActive;

  // A notice says only who has something for whom.
  exchange::NoticeAddress address{.url = std::get<exchange::GrantedNotification>(answer).url,
                                  .supplier = target->supplier};
  const exchange::Notice notice{.source = request.source, .target = request.target};
  co_return co_await others_.boxes.Notify(std::move(address), notice);
}

}  // namespace oso::school::source
