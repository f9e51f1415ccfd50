#include "store/sqlite/database.h"

#include <algorithm>
#include <iterator>

namespace oso::store::sqlite {
namespace {

// So many writes share a flush at most; beyond that the first would wait longer than the flush saves.
constexpr std::size_t kLargestWriteGroup = 1024;
// Small, so that several readers share what waits.
constexpr std::size_t kLargestReadGroup = 16;

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const std::string& file, const Schema& schema, int readers) {
  using Access = Connection::Access;
  std::unique_ptr<Database> database(new Database());
  ASSIGN_OR_RETURN(auto writer, Connection::Open(file, Access::kWrite));
  RETURN_IF_ERROR(Migrate(*writer, schema));
  Database* const self = database.get();
  const auto serve = [self](Queue& queue, std::string_view begin, std::unique_ptr<Connection> connection) {
    self->threads_.emplace_back([self, &queue, begin, connection = std::move(connection)]() mutable {
      self->Serve(queue, begin, std::move(connection));
    });
  };
  serve(self->writing_, "BEGIN IMMEDIATE", std::move(writer));
  for (int i = 0; i < readers; ++i) {
    ASSIGN_OR_RETURN(auto reader, Connection::Open(file, Access::kReadOnly));
    serve(self->reading_, "BEGIN", std::move(reader));
  }
  return database;
}

Database::Database() : writing_(kLargestWriteGroup), reading_(kLargestReadGroup) {}

Database::~Database() {
  writing_.Close();
  reading_.Close();
  for (std::thread& thread : threads_) thread.join();
}

void Database::Serve(Queue& queue, std::string_view begin, std::unique_ptr<Connection> connection) {
  for (Group group = queue.Take(); !group.empty(); group = queue.Take()) {
    RunGroup(*connection, begin, std::move(group));
  }
}

void Database::RunGroup(Connection& connection, std::string_view begin, Group group) {
  std::vector<Status> outcomes;
  outcomes.reserve(group.size());
  Status whole;
  if (auto begun = connection.Execute(begin); !begun.ok()) whole = begun.error();
  for (std::size_t i = 0; whole.ok() && i < group.size(); ++i) {
    outcomes.push_back(RunJob(connection, *group[i]));
    // A full disk makes SQLite end the transaction, and with it the work of the jobs before this one.
    if (!connection.InTransaction()) whole = outcomes.back();
  }
  if (whole.ok()) {
    if (auto committed = connection.Execute("COMMIT"); !committed.ok()) whole = committed.error();
  }
  if (connection.InTransaction()) (void)connection.Execute("ROLLBACK");
  for (std::size_t i = 0; i < group.size(); ++i) group[i]->Complete(whole.ok() ? std::move(outcomes[i]) : whole);
}

// When this returns and the transaction is still there, it holds all of the job's changes or none.
Status Database::RunJob(Connection& connection, Job& job) {
  RETURN_IF_ERROR(connection.Execute("SAVEPOINT job"));
  Status outcome = job.Run(connection);
  if (outcome.ok()) {
    if (auto kept = connection.Execute("RELEASE job"); !kept.ok()) outcome = kept.error();
  }
  if (outcome.ok() || !connection.InTransaction()) return outcome;
  const bool undone = connection.Execute("ROLLBACK TO job").ok() && connection.Execute("RELEASE job").ok();
  if (!undone) (void)connection.Execute("ROLLBACK");
  return outcome;
}

void Database::Queue::Push(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  changed_.notify_one();
}

Database::Group Database::Queue::Take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), largest_group_));
  Group group(std::move_iterator(waiting_.begin()), std::move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return group;
}

void Database::Queue::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

}  // namespace oso::store::sqlite
