// The threads that serve connections: each runs one loop, and a connection stays on its loop. Nothing on a loop ever
// waits for a disk, a database or another system.
#pragma once

#include <functional>
#include <memory>

#include "base/task.h"

namespace oso::http {

class EventLoops {
 public:
  explicit EventLoops(int threads);
  ~EventLoops();  // Stop()
  EventLoops(const EventLoops&) = delete;
  EventLoops& operator=(const EventLoops&) = delete;

  int size() const;
  Executor& executor(int loop);  // posts to that loop
  Executor& next_executor();     // in turn; any thread
  void Stop();                   // ends the loops and joins the threads; waiting tasks are dropped, unfinished

  // Runs a task on a loop and waits for it on the calling thread: for command lines, never on a loop.
  template <class T>
  T Run(Task<T> task) {
    std::optional<T> result;
    RunBlocking([&](Executor& executor, const std::function<void()>& done) {
      Spawn<T>(executor, std::move(task), [&result, done](T value) {
        result.emplace(std::move(value));
        done();
      });
    });
    return std::move(*result);
  }

  struct State;
  State& state() { return *state_; }  // for http/ alone

 private:
  void RunBlocking(const std::function<void(Executor&, std::function<void()>)>& start);
  std::unique_ptr<State> state_;
};

}  // namespace oso::http
