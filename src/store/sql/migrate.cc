#include "store/sql/schema.h"

namespace oso::store::sql {
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

constexpr std::string_view kVersionTable =
    "CREATE TABLE IF NOT EXISTS schema_version (schema TEXT NOT NULL, version INTEGER NOT NULL) STRICT;";

constexpr std::string_view kEnd = "-- end";

Status RecordVersion(Connection& connection, const Schema& schema) {
  RETURN_IF_ERROR(connection.RunScript("DELETE FROM schema_version"));
  RETURN_IF_ERROR(connection.Execute("INSERT INTO schema_version (schema, version) VALUES (?, ?)", schema.name,
                                     schema.migrations.size()));
  return {};
}

}  // namespace

Result<std::int64_t> VersionOf(Connection& connection, const Schema& schema) {
  ASSIGN_OR_RETURN(const bool started, connection.HasTable("schema_version"));
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
  if (stored->version < 1) return Fail(ErrorCode::kConfiguration, "the database's schema version has no meaning");
  return stored->version;
}

Status Migrate(Connection& connection, const Schema& schema) {
  const auto run_missing = [&]() -> Status {
    // Asked again inside the transaction: another process may have been first.
    ASSIGN_OR_RETURN(std::int64_t version, VersionOf(connection, schema));
    RETURN_IF_ERROR(connection.RunScript(connection.MigrationText(kVersionTable)));
    for (auto next = static_cast<std::size_t>(version); next < schema.migrations.size(); ++next) {
      RETURN_IF_ERROR(
          connection.RunScript(connection.MigrationText(ForEngine(schema.migrations[next], connection.engine()))));
    }
    RETURN_IF_ERROR(RecordVersion(connection, schema));
    return connection.Commit();
  };
  ASSIGN_OR_RETURN(std::int64_t version, VersionOf(connection, schema));
  if (std::cmp_equal(version, schema.migrations.size())) return {};
  RETURN_IF_ERROR(connection.BeginMigration());
  Status migrated = run_missing();
  if (!migrated.ok()) connection.Rollback();
  return migrated;
}

std::string ForEngine(std::string_view text, std::string_view engine) {
  std::string kept;
  std::string_view block;  // whose part this is; empty: everybody's
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line == kEnd) {
      block = {};
    } else if (line == "-- sqlite:" || line == "-- postgres:") {
      block = line.substr(3, line.size() - 4);
    } else if (block.empty() || block == engine) {
      kept.append(line).push_back('\n');
    }
  }
  return kept;
}

}  // namespace oso::store::sql
