// Entries for the suites that look at a whole log.
#pragma once

#include <doctest/doctest.h>

#include "store/contract/contract.h"

namespace oso::store::contract {

// So many more, all at once. `appended` counts them over all calls, so that no two are alike.
inline void AppendEntries(BlockingExecutor& run, audit::Log& events, int& appended, int count) {
  std::vector<Task<Status>> tasks;
  tasks.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    tasks.push_back(events.Append(
        audit::RegisterEntryChanged(Tester(), FakeClock().Now(), "board", std::to_string(++appended), "try")));
  }
  for (const Status& done : run.RunTogether(std::move(tasks))) REQUIRE(done.ok());
}

}  // namespace oso::store::contract
