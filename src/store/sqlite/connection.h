// The engine in a file: SQLite.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "store/sql/database.h"
#include "store/sqlite/statement.h"

struct sqlite3;

namespace oso::store::sqlite {

// What a file is opened for.
enum class FileUse {
  kServing,  // made if it is not there; a write-ahead log beside it, so that readers and a writer go together
  kArchive,  // one file, whole by itself, that is written once; to read it, it must be there, and stays as it is
};

// Errors are kStorage, kAlreadyExists and, when another process does not end its writing, kUnavailable; with SQLite's
// own message.
class Connection final : public sql::Connection {
 public:
  // Makes the file, mode 0600, if it is not there (kArchive with kReadOnly: kNotFound); "": a database of this
  // connection's own, that goes with it. With a flush for each commit;
  // waits up to 5 s for another process.
  static Result<std::unique_ptr<sql::Connection>> Open(const std::string& file, sql::Access access, FileUse use);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Status RunScript(const std::string& sql) override;
  bool InTransaction() const override;
  bool IsLost() const override { return false; }
  void ForgetRead() override;

  Error LastError() const;

 private:
  Connection(sqlite3* database, sql::Access access) : database_(database), access_(access) {}

  Status Begin() override;
  Status Commit() override { return RunScript("COMMIT"); }
  void Rollback() override;
  Status BeginMigration() override { return RunScript("BEGIN EXCLUSIVE"); }
  Result<bool> HasTable(std::string_view name) override;
  std::string_view engine() const override { return "sqlite"; }
  std::string MigrationText(std::string_view common) const override { return std::string(common); }
  Status WriteEntries(std::int64_t first, const std::vector<std::string>& entries) override;
  Result<sql::Statement*> Prepare(std::string_view sql) override;

  sqlite3* database_;
  const sql::Access access_;
  std::map<std::string, std::unique_ptr<Statement>, std::less<>> prepared_;
};

class Engine final : public sql::Engine {
 public:
  explicit Engine(std::string file, FileUse use = FileUse::kServing) : file_(std::move(file)), use_(use) {}
  Result<std::unique_ptr<sql::Connection>> Connect(sql::Access access) override {
    return Connection::Open(file_, access, use_);
  }

 private:
  const std::string file_;
  const FileUse use_;
};

}  // namespace oso::store::sqlite
