#include "store/sql/database.h"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <span>

namespace oso::store::sql {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// So many writes share a flush at most; beyond that the first would wait longer than the flush saves.
constexpr std::size_t kLargestWriteGroup = 1024;
// Small, so that several readers share what waits.
constexpr std::size_t kLargestReadGroup = 16;
// Between two attempts to connect: doubled each time.
constexpr milliseconds kShortestPause{50};
constexpr milliseconds kLongestPause{1000};

struct Outcome {
  Status status;
  bool of_a_job = false;  // it was a job's doing: the others deserve another try
};

}  // namespace

// A thread's own connection, made at the first work, and again after it was lost.
class Database::Line {
 public:
  Line(Engine& engine, Access access, std::unique_ptr<Connection> connection)
      : engine_(engine), access_(access), connection_(std::move(connection)) {}

  // All of `jobs` in one transaction. An error: nothing of them is kept.
  Outcome Run(std::span<const std::unique_ptr<Job>> jobs) {
    if (Status begun = Begin(); !begun.ok()) return {std::move(begun)};
    Outcome outcome = RunBegun(jobs);
    if (!outcome.status.ok()) connection_->Rollback();
    connection_->DropAppended();
    if (!outcome.status.ok() && is_lost()) return {Fail(ErrorCode::kUnavailable, outcome.status.error().detail)};
    return outcome;
  }

  bool is_lost() const { return connection_ == nullptr || connection_->IsLost(); }

 private:
  Outcome RunBegun(std::span<const std::unique_ptr<Job>> jobs) {
    for (const auto& job : jobs) {
      if (Status ran = job->Run(*connection_); !ran.ok()) return {std::move(ran), true};
      if (!connection_->InTransaction()) {
        return {Fail(ErrorCode::kInternal, "a job went on after its transaction had ended"), true};
      }
    }
    if (Status written = connection_->WriteAppended(); !written.ok()) return {std::move(written), true};
    return {connection_->Commit()};
  }

  // A connection may have been lost while nothing was asked of it: then nothing was done, and a new one will do.
  Status Begin() {
    if (!is_lost()) {
      Status begun = connection_->Begin();
      if (begun.ok() || !connection_->IsLost()) return begun;
    }
    RETURN_IF_ERROR(Reconnect());
    return connection_->Begin();
  }

  Status Reconnect() {
    connection_.reset();
    if (steady_clock::now() < next_attempt_) return Fail(ErrorCode::kUnavailable, "the database cannot be reached");
    auto connected = engine_.Connect(access_);
    if (!connected.ok()) {
      next_attempt_ = steady_clock::now() + pause_;
      pause_ = std::min(pause_ * 2, kLongestPause);
      return std::move(connected).error();
    }
    connection_ = std::move(connected).value();
    pause_ = kShortestPause;
    return {};
  }

  Engine& engine_;
  Access access_;
  std::unique_ptr<Connection> connection_;
  steady_clock::time_point next_attempt_;
  milliseconds pause_ = kShortestPause;
};

Result<std::unique_ptr<Database>> Database::Open(std::unique_ptr<Engine> engine, const Schema& schema, int readers) {
  std::unique_ptr<Database> database(new Database(std::move(engine)));
  ASSIGN_OR_RETURN(auto writer, database->engine_->Connect(Access::kWrite));
  RETURN_IF_ERROR(Migrate(*writer, schema));
  database->AddLine(database->writing_, Access::kWrite, std::move(writer));
  // These connect when they first have work.
  for (int i = 0; i < readers; ++i) database->AddLine(database->reading_, Access::kReadOnly, nullptr);
  return database;
}

Result<std::unique_ptr<Database>> Database::OpenToRead(std::unique_ptr<Engine> engine, const Schema& schema,
                                                       int readers) {
  std::unique_ptr<Database> database(new Database(std::move(engine)));
  ASSIGN_OR_RETURN(auto reader, database->engine_->Connect(Access::kReadOnly));
  ASSIGN_OR_RETURN(const std::int64_t version, VersionOf(*reader, schema));
  if (version == 0) return Fail(ErrorCode::kNotFound, "the database is not one of a " + schema.name);
  // The engine itself refuses what is written here.
  database->AddLine(database->writing_, Access::kReadOnly, nullptr);
  for (int i = 0; i < readers; ++i) database->AddLine(database->reading_, Access::kReadOnly, nullptr);
  return database;
}

void Database::AddLine(Queue& queue, Access access, std::unique_ptr<Connection> connection) {
  threads_.emplace_back(&Database::Serve, this, std::ref(queue), Line(*engine_, access, std::move(connection)));
}

Database::Database(std::unique_ptr<Engine> engine)
    : engine_(std::move(engine)), writing_(kLargestWriteGroup), reading_(kLargestReadGroup) {}

Database::~Database() {
  // One after the other, the first thread, the writer, last: SQLite's last connection takes the write-ahead log back
  // into the file, which then is the whole database. Of two that close at once neither may be the last.
  reading_.Close();
  for (std::thread& thread : threads_ | std::views::drop(1)) thread.join();
  writing_.Close();
  for (std::thread& thread : threads_ | std::views::take(1)) thread.join();
}

void Database::Serve(Queue& queue, Line line) {
  const auto run = [&](std::span<const std::unique_ptr<Job>> jobs) {
    Outcome outcome = line.Run(jobs);
    if (outcome.status.ok() && &queue == &writing_) {
      ++commits_;
      jobs_ += static_cast<std::int64_t>(jobs.size());
    }
    return outcome;
  };
  for (Group group = queue.Take(); !group.empty(); group = queue.Take()) {
    const Outcome together = run(group);
    const bool again = together.of_a_job && group.size() > 1;
    for (const auto& job : group) job->Complete(again ? run({&job, 1}).status : together.status);
  }
}

}  // namespace oso::store::sql
