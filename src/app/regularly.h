// Something that is done again and again beside serving, on a thread of its own, until this goes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace oso::app {

class Regularly {
 public:
  // Does `work` now, and again `pause` after it ended. What `work` uses outlives this.
  Regularly(std::chrono::milliseconds pause, std::function<void()> work)
      : thread_([this, pause, work = std::move(work)](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!stop.stop_requested()) {
            lock.unlock();
            work();
            lock.lock();
            waiting_.wait_for(lock, stop, pause, [] { return false; });
          }
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::jthread thread_;  // last: it ends before what it waits on goes
};

}  // namespace oso::app
