#include "store/sqlite/schema.h"

namespace oso::store::sqlite {
namespace {

struct SchemaVersion {
  std::string schema;
  std::int64_t version = 0;
};

}  // namespace

template <>
struct Row<SchemaVersion> {
  static auto Fields(auto& row) { return std::tie(row.schema, row.version); }
};

namespace {

constexpr const char* kVersionTable =
    "CREATE TABLE IF NOT EXISTS schema_version (schema TEXT NOT NULL, version INTEGER NOT NULL) STRICT";

// How many of the schema's migrations the database has had.
Result<std::int64_t> CurrentVersion(Connection& connection, const Schema& schema) {
  ASSIGN_OR_RETURN(bool started, connection.Exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'"));
  if (!started) return 0;
  ASSIGN_OR_RETURN(auto stored, connection.QueryOne<SchemaVersion>("SELECT schema, version FROM schema_version"));
  if (!stored) return 0;
  if (stored->schema != schema.name) {
    return Fail(ErrorCode::kConfiguration, "the database is one of a " + stored->schema + ", not of a " + schema.name);
  }
  if (std::cmp_greater(stored->version, schema.migrations.size())) {
    return Fail(ErrorCode::kConfiguration, "the database has schema version " + std::to_string(stored->version) +
                                               ", this program knows up to " +
                                               std::to_string(schema.migrations.size()));
  }
  return stored->version;
}

Status RunMissing(Connection& connection, const Schema& schema) {
  // Asked again inside the transaction: another process may have been first.
  ASSIGN_OR_RETURN(std::int64_t version, CurrentVersion(connection, schema));
  RETURN_IF_ERROR(connection.RunScript(kVersionTable));
  for (auto next = static_cast<std::size_t>(version); next < schema.migrations.size(); ++next) {
    RETURN_IF_ERROR(connection.RunScript(schema.migrations[next]));
  }
  RETURN_IF_ERROR(connection.RunScript("DELETE FROM schema_version"));
  RETURN_IF_ERROR(connection.Execute("INSERT INTO schema_version (schema, version) VALUES (?, ?)", schema.name,
                                     schema.migrations.size()));
  return connection.RunScript("COMMIT");
}

}  // namespace

Status Migrate(Connection& connection, const Schema& schema) {
  ASSIGN_OR_RETURN(std::int64_t version, CurrentVersion(connection, schema));
  if (std::cmp_equal(version, schema.migrations.size())) return {};
  RETURN_IF_ERROR(connection.RunScript("BEGIN EXCLUSIVE"));
  Status migrated = RunMissing(connection, schema);
  if (!migrated.ok() && connection.InTransaction()) (void)connection.RunScript("ROLLBACK");
  return migrated;
}

}  // namespace oso::store::sqlite
