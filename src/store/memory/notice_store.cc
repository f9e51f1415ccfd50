#include "store/memory/notice_store.h"

#include <algorithm>

namespace oso::store::memory {

using school::source::FollowUp;
using school::source::ReceivedRequest;
using school::target::NoticeId;
using school::target::ReceivedNotice;

Task<Result<bool>> NoticeStore::Keep(ReceivedNotice notice, audit::Event event) {
  const Instant before = notice.at.PlusSeconds(-kSameSeconds);
  const bool is_same = std::ranges::any_of(notices_, [&](const ReceivedNotice& row) {
    return row.source == notice.source && row.target == notice.target && row.at > before;
  });
  if (is_same) co_return false;
  const auto place = std::ranges::lower_bound(notices_, notice.at, std::greater<>(), &ReceivedNotice::at);
  notices_.insert(place, notice);
  audit_.Write(event);
  co_return true;
}

Task<Result<std::optional<ReceivedNotice>>> NoticeStore::Find(NoticeId id) {
  const auto found = std::ranges::find(notices_, id, &ReceivedNotice::id);
  co_return found == notices_.end() ? std::nullopt : std::optional(*found);
}

Task<Result<std::vector<ReceivedNotice>>> NoticeStore::List(Brin school) {
  std::vector<ReceivedNotice> listed;
  std::ranges::copy_if(notices_, std::back_inserter(listed),
                       [&](const ReceivedNotice& row) { return row.target.brin == school; });
  co_return listed;
}

Task<Status> NoticeStore::SetSeen(NoticeId id, Instant at, audit::Event event) {
  const auto row = std::ranges::find(notices_, id, &ReceivedNotice::id);
  if (row == notices_.end()) co_return Fail(ErrorCode::kNotFound, "no notice " + id.ToString());
  if (!row->seen_at) {
    row->seen_at = at;
    audit_.Write(event);
  }
  co_return Status();
}

Task<Result<std::vector<FollowUp>>> FollowUpStore::List(Brin school) {
  std::vector<FollowUp> listed;
  std::ranges::copy_if(follow_ups_, std::back_inserter(listed),
                       [&](const FollowUp& row) { return row.source.brin == school; });
  co_return listed;
}

Task<Status> FollowUpStore::SetNotified(SessionId session, AccessPointId source, Instant at, audit::Event event) {
  return Set(&FollowUp::notified_at, {session, source, std::nullopt, std::nullopt}, at, std::move(event));
}

Task<Status> FollowUpStore::PutAside(SessionId session, AccessPointId source, Instant at, audit::Event event) {
  return Set(&FollowUp::put_aside_at, {session, source, std::nullopt, std::nullopt}, at, std::move(event));
}

Task<Status> FollowUpStore::Set(std::optional<Instant> FollowUp::* moment, FollowUp of, Instant at,
                                audit::Event event) {
  const auto is_it = [&](const auto& row) { return row.session == of.session && row.source == of.source; };
  CO_ASSIGN_OR_RETURN(const std::vector<ReceivedRequest> requests, co_await requests_.List(of.source.brin));
  if (std::ranges::none_of(requests, is_it)) {
    co_return Fail(ErrorCode::kNotFound, "no request in session " + of.session.ToString());
  }
  auto row = std::ranges::find_if(follow_ups_, is_it);
  if (row == follow_ups_.end()) row = follow_ups_.insert(row, of);
  (*row).*moment = at;
  audit_.Write(event);
  co_return Status();
}

}  // namespace oso::store::memory
