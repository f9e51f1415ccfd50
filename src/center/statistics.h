// Statistics without persons: how many sessions a day, with which results, for which provinces and suppliers, and how
// long from opening to closing. Counted once for each day (UTC) that is over, and kept; sessions themselves may go.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "center/registry.h"
#include "center/stores.h"

namespace oso::center {

// One number: of the sessions opened on `day`, so many have `value` for `dimension`.
//   "total"    ""                                       all
//   "kind"     "overstapdossier", ...
//   "result"   a result code, or "open"                 as the target reported it
//   "province" of the target school's main branch, or "unknown"
//   "supplier" the OIN of the target's
//   "seconds"  "10", "60", "600", "3600", "more"        from opening to closing, at most; of those that were closed
struct Count {
  std::string day;  // "2017-03-31"
  std::string dimension;
  std::string value;
  std::int64_t count = 0;
};

class StatisticsStore {
 public:
  virtual ~StatisticsStore() = default;
  virtual Task<Result<std::optional<std::string>>> LastDay() = 0;  // that is counted
  virtual Task<Status> Add(std::vector<Count> counts) = 0;         // of one day; kAlreadyExists when that day is there
  // By day.
  virtual Task<Result<std::vector<Count>>> Between(std::string first_day, std::string last_day,
                                                   std::string dimension) = 0;
};

class CountSessions {
 public:
  // All outlive this.
  CountSessions(const Registry& registry, SessionStore& sessions, StatisticsStore& statistics, const Clock& clock)
      : registry_(registry), sessions_(sessions), statistics_(statistics), clock_(clock) {}

  // Counts every day since the last counted one that is over for at least `kSettledSeconds`: nearly all of its sessions
  // are closed then. Of a centre that has counted nothing yet: from `first`. Another process may do the same meanwhile.
  Task<Status> Run(Instant first);

  static constexpr std::int64_t kSettledSeconds = 7200;

 private:
  Task<Result<std::vector<Count>>> CountDay(Instant day);

  const Registry& registry_;
  SessionStore& sessions_;
  StatisticsStore& statistics_;
  const Clock& clock_;
};

// A count as it is published: nothing where it, or what could be reckoned from the others, is about fewer than
// kSmallestPublished sessions.
struct PublishedCount {
  Count count;
  bool is_withheld = false;  // then count.count is 0
};
inline constexpr std::int64_t kSmallestPublished = 5;

// Counts of one or more days, each day by itself. In a dimension where just one count is withheld the next smallest is
// too: else the total would tell it.
std::vector<PublishedCount> Publish(std::vector<Count> counts);

// RFC 4180, with a header line: day,dimension,value,count; a withheld count is empty.
std::string ToCsv(const std::vector<PublishedCount>& counts);

}  // namespace oso::center
