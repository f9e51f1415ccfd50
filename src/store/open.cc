#include "store/open.h"

#include "store/postgres/connection.h"
#include "store/sqlite/connection.h"

namespace oso::store {
namespace {

constexpr std::string_view kScheme = "postgresql:";
// A reader of a file is as quick as the processor; one of a server waits for it most of the time.
constexpr int kSqliteReaders = 1;
constexpr int kPostgresReaders = 4;

}  // namespace

bool IsPostgres(std::string_view text) { return text.starts_with(kScheme); }

Result<std::unique_ptr<sql::Database>> OpenDatabase(const std::string& text, const sql::Schema& schema) {
  if (!IsPostgres(text)) {
    return sql::Database::Open(std::make_unique<sqlite::Engine>(text), schema, kSqliteReaders);
  }
  const bool is_address = text.compare(kScheme.size(), 2, "//") == 0;
  const std::string connection = is_address ? text : text.substr(kScheme.size());
  RETURN_IF_ERROR(postgres::CheckConnectionString(connection));
  return sql::Database::Open(std::make_unique<postgres::Engine>(connection), schema, kPostgresReaders);
}

}  // namespace oso::store
