// Where a test's database is, in each engine: a text for OpenDatabase, that names an empty one.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "store/contract/postgres_instance.h"
#include "store/contract/temporary_folder.h"
#include "store/open.h"

namespace oso::store::contract {

struct Place {
  std::shared_ptr<void> owner;
  std::string text;

  std::unique_ptr<sql::Database> Open(const sql::Schema& schema) const { return OpenDatabase(text, schema).value(); }
};

inline Place InSqlite() {
  auto folder = std::make_shared<TemporaryFolder>();
  return {folder, folder->File("test.db")};
}
inline Place InPostgres() {
  auto schema = std::make_shared<PostgresSchema>();
  return {schema, "postgresql:" + schema->connection_string()};
}

using MakePlace = std::function<Place()>;
void DatabaseContract(const MakePlace& make);
void SharedLogContract(const MakePlace& make);
void MigrationContract(const MakePlace& make);
void SealedLogContract(const MakePlace& make);
void BackupContract(const MakePlace& make);
void WrappedKeyContract(const MakePlace& make);

// A table of numbers, for what is of a database and not of a store.
extern const sql::Schema kNumbers;
Task<Result<std::int64_t>> Insert(sql::Database& database, std::int64_t value);
Task<Result<std::vector<std::int64_t>>> Numbers(sql::Database& database);
Task<Status> Script(sql::Database& database, std::string sql);

}  // namespace oso::store::contract
