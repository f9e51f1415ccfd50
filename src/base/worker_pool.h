// Threads for work that blocks: disks, password hashing. Nothing on an event loop may do such work itself.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/task.h"

namespace oso {

class WorkerPool {
 public:
  explicit WorkerPool(int threads);
  ~WorkerPool();  // finishes the work that is queued, then joins the threads
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `work` on a worker, in the order of asking, and gives what it returns (or throws) to the task, on the task's
  // own executor. Any thread; the pool outlives the task. The queue has no limit: who calls has one.
  template <class T>
  Task<T> Run(std::function<T()> work) {
    Outcome<T> outcome = co_await WaitFor<Outcome<T>>([this, &work](Completer<Outcome<T>> done) {
      Queue([work = std::move(work), done = std::move(done)] { done(Try(work)); });
    });
    if (outcome.exception) std::rethrow_exception(outcome.exception);
    co_return std::move(*outcome.value);
  }

 private:
  template <class T>
  struct Outcome {
    std::optional<T> value;
    std::exception_ptr exception;
  };

  template <class T>
  static Outcome<T> Try(const std::function<T()>& work) {
    try {
      return {work(), nullptr};
    } catch (...) {
      return {std::nullopt, std::current_exception()};
    }
  }

  void Queue(std::function<void()> job);
  void Serve();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace oso
