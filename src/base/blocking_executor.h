// The calling thread as an executor: it runs the steps of its tasks itself, and waits for those that others post. For
// threads of their own, beside the event loops, and for tests; never on a loop.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "base/task.h"

namespace oso {

class BlockingExecutor final : public Executor {
 public:
  void Post(std::function<void()> step) override {
    // Notified under the lock: after it this executor may be gone.
    const std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
    posted_.notify_one();
  }

  // Runs all tasks to their end, side by side; their values in the same order.
  template <class T>
  std::vector<T> RunTogether(std::vector<Task<T>> tasks) {
    std::vector<std::optional<T>> results(tasks.size());
    std::size_t left = tasks.size();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      Spawn<T>(*this, std::move(tasks[i]), [&, i](T value) {
        results[i].emplace(std::move(value));
        --left;
      });
    }
    while (left > 0) Take()();  // NOLINT(bugprone-infinite-loop): the steps count down
    std::vector<T> values;
    values.reserve(results.size());
    for (auto& result : results) values.push_back(std::move(*result));
    return values;
  }

  template <class T>
  T Run(Task<T> task) {
    std::vector<Task<T>> tasks;
    tasks.push_back(std::move(task));
    return std::move(RunTogether(std::move(tasks)).front());
  }

  // Runs what was posted until now, and what that posts; waits for nothing.
  void RunPosted() {
    while (HasSteps()) Take()();
  }

 private:
  bool HasSteps() {
    const std::lock_guard lock(mutex_);
    return !steps_.empty();
  }

  std::function<void()> Take() {
    std::unique_lock lock(mutex_);
    posted_.wait(lock, [this] { return !steps_.empty(); });
    auto step = std::move(steps_.front());
    steps_.pop_front();
    return step;
  }

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> steps_;
};

}  // namespace oso
