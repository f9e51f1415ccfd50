#include "base/worker_pool.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

namespace oso {
namespace {

// Runs steps on a thread of its own, as an event loop does.
class ThreadExecutor final : public Executor {
 public:
  ThreadExecutor() : thread_([this] { Serve(); }) {}
  ~ThreadExecutor() override {
    Post([this] { ended_ = true; });
    thread_.join();
  }
  void Post(std::function<void()> step) override {
    const std::scoped_lock lock(mutex_);
    steps_.push_back(std::move(step));
    changed_.notify_one();
  }
  std::thread::id id() const { return thread_.get_id(); }

 private:
  void Serve() {
    while (!ended_) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !steps_.empty(); });
      const auto step = std::move(steps_.front());
      steps_.pop_front();
      lock.unlock();
      step();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> steps_;
  bool ended_ = false;
  std::thread thread_;
};

struct Places {
  std::thread::id work;
  std::thread::id task;
};

Task<Places> WhereItRuns(WorkerPool& pool) {
  Places places;
  places.work = co_await pool.Run<std::thread::id>([] { return std::this_thread::get_id(); });
  places.task = std::this_thread::get_id();
  co_return places;
}

Task<std::string> Caught(WorkerPool& pool) {
  try {
    co_return std::to_string(co_await pool.Run<int>([]() -> int { throw std::runtime_error("disk full"); }));
  } catch (const std::runtime_error& error) {
    co_return error.what();
  }
}

template <class T>
T RunOn(ThreadExecutor& executor, Task<T> task) {
  std::promise<T> result;
  Spawn<T>(executor, std::move(task), [&](T value) { result.set_value(std::move(value)); });
  return result.get_future().get();
}

TEST_CASE("blocking work runs on a worker and its task goes on where it was") {
  ThreadExecutor executor;
  WorkerPool pool(2);
  const Places places = RunOn(executor, WhereItRuns(pool));
  CHECK(places.task == executor.id());
  CHECK(places.work != executor.id());
  CHECK(places.work != std::this_thread::get_id());
}

TEST_CASE("what blocking work throws comes out in the task that asked") {
  ThreadExecutor executor;
  WorkerPool pool(1);
  CHECK(RunOn(executor, Caught(pool)) == "disk full");
}

TEST_CASE("a pool that is destroyed first finishes what is queued") {
  std::atomic<int> done{0};
  ThreadExecutor executor;
  std::promise<void> all;
  {
    WorkerPool pool(2);
    for (int i = 0; i < 100; ++i) {
      Spawn<int>(executor, pool.Run<int>([&done] { return ++done; }), [&all](int count) {
        if (count == 100) all.set_value();
      });
    }
    // The tasks queue their work from the executor: let them all get there.
    std::promise<void> asked;
    executor.Post([&asked] { asked.set_value(); });
    asked.get_future().wait();
  }
  CHECK(done == 100);
  all.get_future().wait();
}

}  // namespace
}  // namespace oso
