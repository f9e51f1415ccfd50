// Running many tasks at once and timing each: what the load generators share.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

#include "http/event_loops.h"

namespace oso::bench {

using SteadyClock = std::chrono::steady_clock;

struct Timing {
  std::vector<double> milliseconds;  // one for each that succeeded, sorted
  std::size_t failed = 0;
  double seconds = 0;  // of the whole

  double PerSecond() const { return static_cast<double>(milliseconds.size()) / seconds; }
  double Percentile(double p) const {
    if (milliseconds.empty()) return 0;
    return milliseconds[static_cast<std::size_t>(p * static_cast<double>(milliseconds.size() - 1))];
  }
};

// Runs job(worker, turn) `total` times, `concurrency` at a time, each worker on the loop of its own.
inline Timing Run(http::EventLoops& loops, int concurrency, int total,
                  const std::function<Task<Status>(int worker, int turn)>& job) {
  struct Worker {
    std::vector<double> milliseconds;
    std::size_t failed = 0;
  };
  std::vector<Worker> workers(static_cast<std::size_t>(concurrency));
  std::atomic<int> next{0};
  std::counting_semaphore<> finished(0);
  // The coroutine takes all by parameter: it outlives the expression that made it.
  const auto work = [](int number, int total_jobs, std::atomic<int>* turn_counter, Worker* mine,
                       const std::function<Task<Status>(int, int)>* run) -> Task<bool> {
    for (int turn = turn_counter->fetch_add(1); turn < total_jobs; turn = turn_counter->fetch_add(1)) {
      const auto started = SteadyClock::now();
      const Status status = co_await (*run)(number, turn);
      const std::chrono::duration<double, std::milli> took = SteadyClock::now() - started;
      if (status.ok()) {
        mine->milliseconds.push_back(took.count());
      } else {
        if (mine->failed++ == 0) std::fprintf(stderr, "failed: %s\n", status.error().detail.c_str());
      }
    }
    co_return true;
  };
  const auto started = SteadyClock::now();
  for (int number = 0; number < concurrency; ++number) {
    Spawn<bool>(loops.executor(number % loops.size()),
                work(number, total, &next, &workers[static_cast<std::size_t>(number)], &job),
                [&](bool) { finished.release(); });
  }
  for (int number = 0; number < concurrency; ++number) finished.acquire();
  const std::chrono::duration<double> took = SteadyClock::now() - started;

  Timing timing{.milliseconds = {}, .failed = 0, .seconds = took.count()};
  for (const Worker& worker : workers) {
    timing.milliseconds.insert(timing.milliseconds.end(), worker.milliseconds.begin(), worker.milliseconds.end());
    timing.failed += worker.failed;
  }
  std::ranges::sort(timing.milliseconds);
  return timing;
}

// Starts `rate` jobs a second, whether or not those before are done, `total` in all. A job's time begins when it was
// due, so that waiting for its turn counts.
inline Timing RunPaced(http::EventLoops& loops, double rate, int total,
                       const std::function<Task<Status>(int worker, int turn)>& job) {
  std::mutex mutex;
  Timing timing;
  std::counting_semaphore<> finished(0);
  const auto started = SteadyClock::now();
  for (int turn = 0; turn < total; ++turn) {
    const auto due =
        started + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(turn / rate));
    std::this_thread::sleep_until(due);
    Spawn<Status>(loops.executor(turn % loops.size()), job(0, turn), [&, due](const Status& status) {
      const std::chrono::duration<double, std::milli> took = SteadyClock::now() - due;
      {
        const std::lock_guard lock(mutex);
        if (status.ok()) {
          timing.milliseconds.push_back(took.count());
        } else if (timing.failed++ == 0) {
          std::fprintf(stderr, "failed: %s\n", status.error().detail.c_str());
        }
      }
      finished.release();
    });
  }
  for (int turn = 0; turn < total; ++turn) finished.acquire();
  timing.seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
  std::ranges::sort(timing.milliseconds);
  return timing;
}

inline void PrintJson(const Timing& timing) {
  std::printf(R"({"per_second": %.1f, "p50_ms": %.3f, "p99_ms": %.3f, "done": %zu, "failed": %zu, "seconds": %.3f})"
              "\n",
              timing.PerSecond(), timing.Percentile(0.5), timing.Percentile(0.99), timing.milliseconds.size(),
              timing.failed, timing.seconds);
}

}  // namespace oso::bench
