// A database, its writer thread and its reader threads, each with a connection of its own. Work comes as jobs that
// tasks await; no event loop waits for the disk or the server.
//
//   CO_ASSIGN_OR_RETURN(auto rows, co_await database.Read<Rows>([](Connection& c) { return c.Query<R>("SELECT ...");
//   }));
//
// The writer takes all jobs that wait, runs them in one transaction, and commits once: one flush of the disk serves
// them all (group commit). If one of them gives an error, nothing of the group is kept, and each is run again in a
// transaction of its own. So a job may be run twice: what it does outside the database it must be able to do again, and
// it moves nothing out of its captures. Other processes may have the same database open; what one committed the others
// see.
//
// A connection that is lost is made again when work comes, at most every kLongestPause; until it is back all work is
// given kUnavailable, soon (an engine's Connect says how soon).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/task.h"
#include "store/sql/connection.h"
#include "store/sql/queue.h"
#include "store/sql/schema.h"

namespace oso::store::sql {

// Where connections come from. Any thread.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual Result<std::unique_ptr<Connection>> Connect(Access access) = 0;
};

class Database {
 public:
  // Makes or renews the schema. Errors: those of Engine::Connect and Migrate.
  static Result<std::unique_ptr<Database>> Open(std::unique_ptr<Engine> engine, const Schema& schema, int readers);
  // One that is there already, to read alone: every Write fails. kNotFound: it has none of the schema; of an older
  // version it is opened as it is. Other errors as Open's.
  static Result<std::unique_ptr<Database>> OpenToRead(std::unique_ptr<Engine> engine, const Schema& schema,
                                                      int readers);
  // Finishes what is queued. The executors of all that wait are still there.
  ~Database();

  // Runs `work` on the writer thread, in a transaction. When it succeeds, what it wrote is durable when the task goes
  // on; when it fails, nothing of it is kept, and the jobs beside it do not notice. kStorage: the database failed,
  // nothing is acknowledged (after an error of the disk at COMMIT itself it may be there after all). kUnavailable: the
  // database's server was lost; if that was at COMMIT, the work may be done or not.
  template <class T>
  Task<Result<T>> Write(std::function<Result<T>(Connection&)> work) {
    co_return co_await Await<T>(writing_, std::move(work));
  }

  // Runs `work` on a reader thread. All it reads is as of one moment, not before the call.
  template <class T>
  Task<Result<T>> Read(std::function<Result<T>(Connection&)> work) {
    co_return co_await Await<T>(reading_, std::move(work));
  }

  // So far: transactions that the writer committed, and jobs in them. Any thread.
  struct Counts {
    std::int64_t commits = 0;
    std::int64_t jobs = 0;
  };
  Counts counts() const { return {commits_.load(), jobs_.load()}; }

 private:
  class Line;

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

  explicit Database(std::unique_ptr<Engine> engine);

  template <class T>
  static auto Await(Queue& queue, std::function<Result<T>(Connection&)> work) {
    return WaitFor<Result<T>>([&queue, work = std::move(work)](Completer<Result<T>> done) mutable {
      queue.Push(std::make_unique<JobFor<T>>(std::move(work), std::move(done)));
    });
  }
  void AddLine(Queue& queue, Access access, std::unique_ptr<Connection> connection);
  void Serve(Queue& queue, Line line);

  const std::unique_ptr<Engine> engine_;
  Queue writing_;
  Queue reading_;
  std::atomic<std::int64_t> commits_{0};
  std::atomic<std::int64_t> jobs_{0};
  std::vector<std::thread> threads_;
};

}  // namespace oso::store::sql
