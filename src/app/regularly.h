// Something that is done again and again beside serving, on a thread of its own, until this goes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace oso::app {

class Regularly {
 public:
  // Gives the pause until it is done again. The token tells it to end early.
  using Work = std::function<std::chrono::milliseconds(const std::stop_token& stop)>;

  // Does `work` now, and again after each pause. What `work` uses outlives this.
  explicit Regularly(Work work)
      : thread_([this, work = std::move(work)](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            const std::chrono::milliseconds pause = work(stop);
            std::unique_lock lock(mutex_);
            waiting_.wait_for(lock, stop, pause, [this] { return std::exchange(is_wanted_, false); });
          }
        }) {}
  Regularly(std::chrono::milliseconds pause, std::function<void()> work)
      : Regularly([pause, work = std::move(work)](const std::stop_token&) {
          work();
          return pause;
        }) {}

  // Once more without a pause. Any thread; returns at once.
  void Now() {
    {
      const std::lock_guard lock(mutex_);
      is_wanted_ = true;
    }
    waiting_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  bool is_wanted_ = false;
  std::jthread thread_;  // last: it ends before what it waits on goes
};

}  // namespace oso::app
