// The engine in a server of its own: PostgreSQL, from version 14. Several processes may serve from one database; each
// keeps its tables in the first schema of its search_path.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "store/postgres/session.h"
#include "store/postgres/statement.h"
#include "store/sql/database.h"

namespace oso::store::postgres {

// A write transaction holds a lock of the whole schema from its begin to its commit, which other processes wait
// 1.5 s for: then kUnavailable. A statement that is not answered within Session::kSilence loses the connection.
class Connection final : public sql::Connection {
 public:
  Connection(std::unique_ptr<Session> session, sql::Access access) : session_(std::move(session)), access_(access) {}

  Status RunScript(const std::string& sql) override;  // as long as it takes
  bool InTransaction() const override { return session_->in_transaction(); }
  bool IsLost() const override { return session_->is_lost(); }

 private:
  Status Begin() override;
  Status Commit() override;
  void Rollback() override;
  Status BeginMigration() override;
  Result<bool> HasTable(std::string_view name) override;
  std::string_view engine() const override { return "postgres"; }
  std::string MigrationText(std::string_view common) const override;
  Status WriteEntries(std::int64_t first, const std::vector<std::string>& entries) override;
  Result<sql::Statement*> Prepare(std::string_view sql) override;

  const std::unique_ptr<Session> session_;
  const sql::Access access_;
  std::map<std::string, std::unique_ptr<Statement>, std::less<>> prepared_;
};

class Engine final : public sql::Engine {
 public:
  explicit Engine(std::string connection_string) : connection_string_(std::move(connection_string)) {}
  // Within Session::kConnectTime and what the server needs to begin; kUnavailable.
  Result<std::unique_ptr<sql::Connection>> Connect(sql::Access access) override;

 private:
  const std::string connection_string_;
};

}  // namespace oso::store::postgres
