#include "store/open.h"

#include "store/postgres/connection.h"
#include "store/sqlite/connection.h"

namespace oso::store {
namespace {

constexpr std::string_view kScheme = "postgresql:";
// A reader of a file is as quick as the processor; one of a server waits for it most of the time.
constexpr int kSqliteReaders = 1;
constexpr int kPostgresReaders = 4;

int ReadersOf(std::string_view text) { return IsPostgres(text) ? kPostgresReaders : kSqliteReaders; }

}  // namespace

bool IsPostgres(std::string_view text) { return text.starts_with(kScheme); }

Result<std::unique_ptr<sql::Engine>> EngineOf(const std::string& text, sql::Access access) {
  if (!IsPostgres(text)) {
    const bool only_reads = access == sql::Access::kReadOnly;
    return std::unique_ptr<sql::Engine>(
        std::make_unique<sqlite::Engine>(text, only_reads ? sqlite::FileUse::kArchive : sqlite::FileUse::kServing));
  }
  const bool is_address = text.compare(kScheme.size(), 2, "//") == 0;
  const std::string connection = is_address ? text : text.substr(kScheme.size());
  RETURN_IF_ERROR(postgres::CheckConnectionString(connection));
  return std::unique_ptr<sql::Engine>(std::make_unique<postgres::Engine>(connection));
}

Result<std::unique_ptr<sql::Database>> OpenDatabase(const std::string& text, const sql::Schema& schema) {
  ASSIGN_OR_RETURN(auto engine, EngineOf(text, sql::Access::kWrite));
  return sql::Database::Open(std::move(engine), schema, ReadersOf(text));
}

Result<std::unique_ptr<sql::Database>> OpenToRead(const std::string& text, const sql::Schema& schema) {
  ASSIGN_OR_RETURN(auto engine, EngineOf(text, sql::Access::kReadOnly));
  return sql::Database::OpenToRead(std::move(engine), schema, ReadersOf(text));
}

}  // namespace oso::store
