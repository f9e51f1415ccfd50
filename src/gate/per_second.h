// So many a second of each kind, on the clock: what a flood of one kind may put on record, hiding no other kind.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "base/clock.h"

namespace oso::gate {

template <class Kind>
class PerSecond {
 public:
  PerSecond(int most, const Clock& clock) : most_(most), clock_(clock) {}  // `clock` outlives this

  bool May(Kind kind) {  // any thread
    const std::int64_t second = clock_.Now().micros / 1'000'000;
    const std::lock_guard lock(mutex_);
    if (std::exchange(second_, second) != second) taken_.clear();
    return taken_[kind]++ < most_;
  }

 private:
  const int most_;
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t second_ = 0;
  std::map<Kind, int> taken_;  // in this second
};

}  // namespace oso::gate
