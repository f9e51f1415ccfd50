// How often, at most: a bucket of tokens for each caller, filled at a steady rate. In the memory of one process: with n
// processes behind one address a caller may get n times as much.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace oso::center {

struct Rate {
  std::int64_t burst = 1;       // so many at once
  std::int64_t per_minute = 1;  // and so many in the long run
};

class RateLimit {
 public:
  RateLimit(Rate rate, const Clock& clock) : rate_(rate), clock_(clock) {}  // `clock` outlives this

  // Takes one token of `who`; false: there is none. Any thread.
  bool Take(std::string_view who);
  // Whether there is one, without taking it.
  bool Has(std::string_view who) const;

 private:
  struct Bucket {
    double tokens = 0;
    Instant at;
  };
  double TokensOf(const Bucket& bucket, Instant now) const;
  void ForgetFull(Instant now);

  const Rate rate_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::size_t forget_at_ = 1024;  // buckets; those that are full again tell nothing, and go
};

}  // namespace oso::center
