// One database file, its writer thread and its reader threads. Work comes as jobs that tasks await; no event loop waits
// for the disk.
//
//   CO_ASSIGN_OR_RETURN(auto rows, co_await database.Read<Rows>([](Connection& c) { return c.Query<R>("SELECT ...");
//   }));
//
// The writer takes all jobs that wait, runs each in a savepoint of one transaction, and commits once: one flush of the
// disk serves them all (group commit). Other processes may have the same file open; what one committed the others see.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/task.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/schema.h"

namespace oso::store::sqlite {

class Database {
 public:
  // Makes or renews the file's schema. Errors: kStorage, kConfiguration (schema.h).
  static Result<std::unique_ptr<Database>> Open(const std::string& file, const Schema& schema, int readers = 1);
  // Finishes what is queued. The executors of all that wait are still there.
  ~Database();

  // Runs `work` once, on the writer thread, in a transaction. When it succeeds, what it wrote is durable when the task
  // goes on; when it fails, nothing of it is kept, and the jobs that share its transaction do not notice. kStorage: the
  // database failed, nothing is acknowledged (after an error of the disk at COMMIT itself it may be there after all).
  template <class T>
  Task<Result<T>> Write(std::function<Result<T>(Connection&)> work) {
    co_return co_await Await<T>(writing_, std::move(work));
  }

  // Runs `work` on a reader thread. All it reads is as of one moment, not before the call.
  template <class T>
  Task<Result<T>> Read(std::function<Result<T>(Connection&)> work) {
    co_return co_await Await<T>(reading_, std::move(work));
  }

 private:
  class Job {
   public:
    virtual ~Job() = default;
    virtual Status Run(Connection& connection) = 0;
    virtual void Complete(Status outcome) = 0;  // an error: instead of what Run gave
  };

  template <class T>
  class JobFor final : public Job {
   public:
    JobFor(std::function<Result<T>(Connection&)> work, Completer<Result<T>> done)
        : work_(std::move(work)), done_(std::move(done)) {}
    Status Run(Connection& connection) override {
      result_.emplace(work_(connection));
      return result_->ok() ? Status() : Status(result_->error());
    }
    void Complete(Status outcome) override {
      if (outcome.ok()) return done_(std::move(*result_));
      done_(std::move(outcome).error());
    }

   private:
    std::function<Result<T>(Connection&)> work_;
    Completer<Result<T>> done_;
    std::optional<Result<T>> result_;
  };

  using Group = std::vector<std::unique_ptr<Job>>;

  class Queue {
   public:
    explicit Queue(std::size_t largest_group) : largest_group_(largest_group) {}
    void Push(std::unique_ptr<Job> job);
    Group Take();  // waits; empty when the queue is closed and all is taken
    void Close();

   private:
    const std::size_t largest_group_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Group waiting_;
    bool closed_ = false;
  };

  Database();

  template <class T>
  static auto Await(Queue& queue, std::function<Result<T>(Connection&)> work) {
    return WaitFor<Result<T>>([&queue, work = std::move(work)](Completer<Result<T>> done) mutable {
      queue.Push(std::make_unique<JobFor<T>>(std::move(work), std::move(done)));
    });
  }
  void Serve(Queue& queue, std::string_view begin, std::unique_ptr<Connection> connection);
  static void RunGroup(Connection& connection, std::string_view begin, Group group);
  static Status RunJob(Connection& connection, Job& job);

  Queue writing_;
  Queue reading_;
  std::vector<std::thread> threads_;
};

}  // namespace oso::store::sqlite
