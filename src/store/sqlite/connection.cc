#include "store/sqlite/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <utility>

namespace oso::store::sqlite {
namespace {

constexpr int kBusyTimeoutMillis = 5000;

constexpr const char* kSettings =
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA recursive_triggers = ON;"  // REPLACE is a DELETE too: the triggers on audit_event see it
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA secure_delete = ON;"    // what was deleted is overwritten: a wrapped key that was destroyed is not in the
                                    // file
    "PRAGMA cache_size = -16000;";  // kibibytes; taken as it is needed

constexpr const char* kServing =
    "PRAGMA journal_mode = WAL;"
    // Copying the log back into the file costs a flush of both: every 16 MiB of log rather than every 4.
    "PRAGMA wal_autocheckpoint = 4000;";

// SQLite makes its other files with the mode of the database file. Only a file that is not there is opened: closing any
// descriptor of a file drops all POSIX locks that this process has on it, those of SQLite's other connections too.
// Another process would then take itself for the last one, and remove the write-ahead log that is still in use.
Status MakePrivateFile(const std::string& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && errno == EEXIST) return {};
  if (descriptor < 0) {
    return Fail(ErrorCode::kStorage, file + ": " + std::generic_category().message(errno));
  }
  close(descriptor);
  return {};
}

}  // namespace

Result<std::unique_ptr<sql::Connection>> Connection::Open(const std::string& file, sql::Access access, FileUse use) {
  const bool stays_as_it_is = use == FileUse::kArchive && access == sql::Access::kReadOnly;
  if (!stays_as_it_is && !file.empty()) RETURN_IF_ERROR(MakePrivateFile(file));
  if (stays_as_it_is && ::access(file.c_str(), F_OK) != 0) return Fail(ErrorCode::kNotFound, "there is no " + file);
  sqlite3* database = nullptr;
  const int how = stays_as_it_is ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int opened = sqlite3_open_v2(file.c_str(), &database, how | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Connection> connection(new Connection(database, access));
  if (opened != SQLITE_OK) return connection->LastError();
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, kBusyTimeoutMillis);
  if (use == FileUse::kServing) RETURN_IF_ERROR(connection->RunScript(kServing));
  RETURN_IF_ERROR(connection->RunScript(kSettings));
  if (access == sql::Access::kReadOnly) RETURN_IF_ERROR(connection->RunScript("PRAGMA query_only = ON"));
  return std::unique_ptr<sql::Connection>(std::move(connection));
}

Connection::~Connection() {
  prepared_.clear();
  sqlite3_close(database_);
}

Status Connection::RunScript(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return LastError();
  return {};
}

void Connection::ForgetRead() { sqlite3_db_release_memory(database_); }

bool Connection::InTransaction() const { return sqlite3_get_autocommit(database_) == 0; }

Status Connection::Begin() { return RunScript(access_ == sql::Access::kWrite ? "BEGIN IMMEDIATE" : "BEGIN"); }

void Connection::Rollback() {
  if (InTransaction()) (void)RunScript("ROLLBACK");
}

Result<bool> Connection::HasTable(std::string_view name) {
  return Exists("SELECT 1 FROM sqlite_schema WHERE name = ?", name);
}

Status Connection::WriteEntries(std::int64_t first, const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    RETURN_IF_ERROR(Execute("INSERT INTO audit_event (position, entry) VALUES (?, ?)", first++, entry));
  }
  return {};
}

Result<sql::Statement*> Connection::Prepare(std::string_view sql) {
  if (auto found = prepared_.find(sql); found != prepared_.end()) return found->second.get();
  sqlite3_stmt* statement = nullptr;
  std::string text(sql);
  if (sqlite3_prepare_v3(database_, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return LastError();
  }
  return prepared_.emplace(std::move(text), std::make_unique<Statement>(*this, statement)).first->second.get();
}

Error Connection::LastError() const {
  if (database_ == nullptr) return Fail(ErrorCode::kStorage, "out of memory");
  constexpr int kPrimaryCode = 0xff;
  const int code = sqlite3_extended_errcode(database_);
  const int primary = code & kPrimaryCode;
  ErrorCode ours = ErrorCode::kStorage;
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE) ours = ErrorCode::kAlreadyExists;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) ours = ErrorCode::kUnavailable;  // another one writes
  return Fail(ours, sqlite3_errmsg(database_));
}

}  // namespace oso::store::sqlite
