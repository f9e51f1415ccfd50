// The notices that a school received as a target: some source has something ready for it. A notice names no pupil. A
// port; rules as in stores.h.
#pragma once

#include "audit/event.h"
#include "base/task.h"
#include "exchange/notice.h"

namespace oso::school::target {

using NoticeId = TaggedUuid<struct NoticeTag>;

struct ReceivedNotice {
  NoticeId id;
  AccessPointId source;
  AccessPointId target;
  Instant at;
  std::optional<Instant> seen_at = {};
};

class NoticeStore {
 public:
  static constexpr std::int64_t kSameSeconds = 60;

  virtual ~NoticeStore() = default;
  // False, and nothing is written: one from there to there came in less than kSameSeconds before, so that it is this
  // one again.
  virtual Task<Result<bool>> Keep(ReceivedNotice notice, audit::Event event) = 0;
  virtual Task<Result<std::optional<ReceivedNotice>>> Find(NoticeId id) = 0;
  virtual Task<Result<std::vector<ReceivedNotice>>> List(Brin school) = 0;  // newest first
  // Of one that was seen before nothing changes, and no event is written. kNotFound.
  virtual Task<Status> SetSeen(NoticeId id, Instant at, audit::Event event) = 0;
};

}  // namespace oso::school::target
