#include "base/task.h"

namespace oso {

void ManualExecutor::Post(std::function<void()> step) { steps_.push_back(std::move(step)); }

void ManualExecutor::RunAll() {
  while (!steps_.empty()) {
    auto steps = std::exchange(steps_, {});
    for (auto& step : steps) step();
  }
}

}  // namespace oso
