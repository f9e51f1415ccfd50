// Task<T>: work that may wait for a disk, a database or another system without holding a thread.
//
//   Task<Result<Session>> Find(SessionId id);          a coroutine: starts when awaited
//   CO_ASSIGN_OR_RETURN(Session s, co_await Find(id));  awaited once, by one task
//   Spawn(executor, Find(id), [](Result<Session>) {});  the root: runs on `executor`
//
// A task and all it awaits run on the executor they were spawned on, one step at a time; whoever completes a wait, on
// whatever thread, only posts the next step there. Nothing here is global, so a simulation that brings its own
// executor, clock and stores replays the same use cases step by step.
#pragma once

#include <atomic>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace oso {

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs `step` later, after every step posted before it. Any thread.
  virtual void Post(std::function<void()> step) = 0;
};

template <class T>
class Task;

namespace task_detail {

struct PromiseBase {
  Executor* executor = nullptr;
  std::coroutine_handle<> awaiting;  // who resumes when this one is done
  std::exception_ptr exception;      // a library's, on its way to the root

  std::suspend_always initial_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { exception = std::current_exception(); }

  struct ResumeAwaiting {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept {
      return done.promise().awaiting;
    }
    void await_resume() noexcept {}
  };
  ResumeAwaiting final_suspend() noexcept { return {}; }
};

}  // namespace task_detail

template <class T>
class [[nodiscard]] Task {
 public:
  struct promise_type : task_detail::PromiseBase {  // NOLINT(readability-identifier-naming): the language's name
    std::optional<T> value;

    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    template <class U>
    void return_value(U&& result) {
      value.emplace(std::forward<U>(result));
    }
  };

  Task(Task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, {})) {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (coroutine_) coroutine_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> awaiting) noexcept {
    coroutine_.promise().executor = awaiting.promise().executor;
    coroutine_.promise().awaiting = awaiting;
    return coroutine_;
  }
  T await_resume() {
    auto& promise = coroutine_.promise();
    if (promise.exception) std::rethrow_exception(promise.exception);
    return std::move(*promise.value);
  }

 private:
  explicit Task(std::coroutine_handle<promise_type> coroutine) : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

// One wait for something outside the tasks. `start` gets a Completer and hands it to whoever will call it, once, from
// any thread; a second call does nothing. A Completer that is dropped uncalled leaves the task waiting for ever.
template <class T>
class Completer {
 public:
  void operator()(T value) const {
    if (state_->called.exchange(true)) return;
    state_->value.emplace(std::move(value));
    // The executor may resume (and end) the task before Post returns: nothing of the task is touched after it.
    state_->executor->Post([state = state_] { state->awaiting.resume(); });
  }

 private:
  struct State {
    Executor* executor = nullptr;
    std::coroutine_handle<> awaiting;
    std::atomic<bool> called{false};
    std::optional<T> value;
  };
  template <class U, class Start>
  friend class Wait;

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

template <class T, class Start>
class Wait {
 public:
  explicit Wait(Start start) : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> awaiting) {
    auto completer = completer_;
    completer.state_->executor = awaiting.promise().executor;
    completer.state_->awaiting = awaiting;
    Start start = std::move(start_);
    start(std::move(completer));
  }
  T await_resume() { return std::move(*completer_.state_->value); }

 private:
  Start start_;
  Completer<T> completer_;
};

//   auto row = co_await WaitFor<Result<Row>>([&](Completer<Result<Row>> done) { queue.Push(query, done); });
template <class T, class Start>
Wait<T, Start> WaitFor(Start start) {
  return Wait<T, Start>(std::move(start));
}

// The executor that the awaiting task runs on.
struct CurrentExecutor {
  Executor* executor = nullptr;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> awaiting) noexcept {
    executor = awaiting.promise().executor;
    return false;
  }
  Executor& await_resume() noexcept { return *executor; }
};

namespace task_detail {

// A coroutine that owns itself: it starts at once and is destroyed when it ends.
struct Root {
  struct promise_type {  // NOLINT(readability-identifier-naming): the language's name
    Executor* executor = nullptr;

    template <class... Rest>
    explicit promise_type(Executor& where, Rest&&...) : executor(&where) {}
    Root get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

template <class T>
Root RunRoot(Executor&, Task<T> task, std::function<void(T)> done) {
  done(co_await task);
}

}  // namespace task_detail

// Runs `task` on `executor`; `done` is called there with what it gave. An exception that got this far ends the process:
// folders that wrap a library catch what it throws. Any thread; `executor` outlives the task.
template <class T>
void Spawn(Executor& executor, Task<T> task, std::function<void(T)> done) {
  auto held = std::make_shared<Task<T>>(std::move(task));
  executor.Post([&executor, held, done = std::move(done)]() mutable {
    task_detail::RunRoot<T>(executor, std::move(*held), std::move(done));
  });
}

// An executor for tests and simulations: steps run in order when the owner says so, on the owner's thread.
class ManualExecutor final : public Executor {
 public:
  void Post(std::function<void()> step) override;  // the owner's thread only
  void RunAll();

  // Runs a task that waits for nothing outside this executor to its end.
  template <class T>
  T Run(Task<T> task) {
    std::optional<T> result;
    Spawn<T>(*this, std::move(task), [&](T value) { result.emplace(std::move(value)); });
    RunAll();
    if (!result) std::terminate();  // the task waits for something that never came: a bug in the test
    return std::move(*result);
  }

 private:
  std::vector<std::function<void()>> steps_;
};

}  // namespace oso
