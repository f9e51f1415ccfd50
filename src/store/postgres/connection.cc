#include "store/postgres/connection.h"

#include <libpq-fe.h>

#include "store/postgres/dialect.h"

namespace oso::store::postgres {
namespace {

// A lock belongs to a schema: two in one database do not wait for each other. It goes with the transaction.
#define LOCK_OF(purpose) "SELECT pg_advisory_xact_lock(hashtext('oso " purpose "'), hashtext(current_schema()))"

// Each statement sees what was committed before it: with the lock held, all that was written before.
constexpr const char* kBeginWriting = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; " LOCK_OF("writing");
constexpr const char* kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// Not the writers' lock: they go on. Who comes second waits for the first however long that takes.
constexpr const char* kBeginMigration =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = 0; " LOCK_OF("migration");

constexpr std::string_view kWriteEntries =
    "INSERT INTO audit_event (position, entry) SELECT ? + ordinality - 1, entry "
    "FROM unnest(?::text[]) WITH ORDINALITY AS appended (entry, ordinality)";

// text[] in binary (PostgreSQL's array_recv): dimensions, whether there are NULLs, the type; length and first index;
// each element with its length.
std::string AsArray(const std::vector<std::string>& texts) {
  constexpr std::int32_t kTextType = 25;
  std::string array = BigEndian<std::int32_t>(1) + BigEndian<std::int32_t>(0) + BigEndian(kTextType) +
                      BigEndian(static_cast<std::int32_t>(texts.size())) + BigEndian<std::int32_t>(1);
  for (const std::string& text : texts) array += BigEndian(static_cast<std::int32_t>(text.size())) + text;
  return array;
}

Status StatusOf(const Result<Answer>& answer) { return answer.ok() ? Status() : Status(answer.error()); }

}  // namespace

Status Connection::RunScript(const std::string& sql) {
  return StatusOf(session_->Script(sql, Session::kAsLongAsItTakes));
}

Status Connection::Begin() {
  const bool writes = access_ == sql::Access::kWrite;
  Status begun = StatusOf(session_->Script(writes ? kBeginWriting : kBeginReading));
  if (!begun.ok()) Rollback();
  return begun;
}

Status Connection::Commit() {
  auto committed = session_->Script("COMMIT");
  if (!committed.ok()) {
    return Fail(ErrorCode::kUnavailable, "whether it was committed is not known: " + committed.error().detail);
  }
  if (std::string_view(PQcmdStatus(committed->get())) == "COMMIT") return {};
  return Fail(ErrorCode::kStorage, "the database rolled back");
}

void Connection::Rollback() {
  if (session_->needs_rollback()) (void)session_->Script("ROLLBACK");
}

Status Connection::BeginMigration() {
  Status begun = RunScript(kBeginMigration);
  if (!begun.ok()) Rollback();
  return begun;
}

Result<bool> Connection::HasTable(std::string_view name) {
  return Exists("SELECT 1 WHERE to_regclass(?) IS NOT NULL", name);
}

std::string Connection::MigrationText(std::string_view common) const { return OwnTypes(common); }

Status Connection::WriteEntries(std::int64_t first, const std::vector<std::string>& entries) {
  const std::string array = AsArray(entries);
  RETURN_IF_ERROR(Execute(kWriteEntries, first, AsBytes(array)));
  return {};
}

Result<sql::Statement*> Connection::Prepare(std::string_view sql) {
  if (auto found = prepared_.find(sql); found != prepared_.end()) return found->second.get();
  auto statement =
      std::make_unique<Statement>(*session_, "s" + std::to_string(prepared_.size()), NumberedParameters(sql));
  return prepared_.emplace(sql, std::move(statement)).first->second.get();
}

Result<std::unique_ptr<sql::Connection>> Engine::Connect(sql::Access access) {
  ASSIGN_OR_RETURN(auto session, Session::Connect(connection_string_));
  return std::unique_ptr<sql::Connection>(std::make_unique<Connection>(std::move(session), access));
}

}  // namespace oso::store::postgres
