#include "store/sql/register_store.h"

#include <array>
#include <boost/json.hpp>

#include "exchange/register_json.h"

namespace oso::store::sql {

using exchange::RegisterChange;

namespace {

// An entry's value is JSON (exchange/register_json.h).
struct ChangeRow {
  std::int64_t version = 0;
  Instant at;
  std::string actor;
  std::string why;
  std::string kind;
  std::string key;
  std::string value;
};

constexpr std::string_view kVersion = "SELECT COALESCE(MAX(version), 0) FROM register_change";

Result<std::int64_t> VersionIn(Connection& connection) {
  ASSIGN_OR_RETURN(const auto version, connection.QueryOne<std::int64_t>(kVersion));
  return version.value_or(0);
}

Result<std::vector<RegisterChange>> Read(std::vector<ChangeRow> rows) {
  std::vector<RegisterChange> changes;
  changes.reserve(rows.size());
  std::array<unsigned char, 4096> room;  // for the JSON of one row, as a rule
  for (ChangeRow& row : rows) {
    boost::json::monotonic_resource memory(room.data(), room.size());
    boost::system::error_code error;
    const boost::json::value json = boost::json::parse(row.value, error, &memory);
    if (error || !json.is_object()) return Fail(ErrorCode::kStorage, "register_change: a value is no JSON object");
    Result<exchange::RegisterEntry> entry = exchange::EntryFromJson(row.kind, json.get_object());
    if (!entry.ok()) return Fail(ErrorCode::kStorage, "register_change: " + entry.error().detail);
    changes.push_back({.version = row.version,
                       .at = row.at,
                       .actor = std::move(row.actor),
                       .why = std::move(row.why),
                       .entry = std::move(entry).value()});
  }
  return changes;
}

}  // namespace

template <>
struct Row<ChangeRow> {
  static auto Fields(auto& row) {
    return std::tie(row.version, row.at, row.actor, row.why, row.kind, row.key, row.value);
  }
};

Task<Result<std::vector<RegisterChange>>> RegisterStore::Changes(std::int64_t after, int limit) {
  using Rows = std::vector<ChangeRow>;
  CO_ASSIGN_OR_RETURN(Rows rows, co_await database_.Read<Rows>([=](Connection& connection) -> Result<Rows> {
    ASSIGN_OR_RETURN(
        Rows read, connection.Query<ChangeRow>("SELECT version, at, actor, why, kind, key, value FROM register_change "
                                               "WHERE version > ? ORDER BY version LIMIT ?",
                                               after, limit));
    if (!read.empty()) connection.ForgetRead();  // whoever asks keeps what they add up to
    return read;
  }));
  co_return Read(std::move(rows));
}

Task<Result<std::vector<RegisterChange>>> RegisterStore::History(std::string kind, std::string key) {
  using Rows = std::vector<ChangeRow>;
  CO_ASSIGN_OR_RETURN(Rows rows, co_await database_.Read<Rows>([=](Connection& connection) {
    return connection.Query<ChangeRow>(
        "SELECT version, at, actor, why, kind, key, value FROM register_change WHERE kind = ? AND key = ? "
        "ORDER BY version",
        kind, key);
  }));
  co_return Read(std::move(rows));
}

Task<Result<std::int64_t>> RegisterStore::Version() { co_return co_await database_.Read<std::int64_t>(VersionIn); }

Task<Result<std::int64_t>> RegisterStore::Append(std::int64_t after, std::vector<RegisterChange> changes,
                                                 std::vector<audit::Event> events) {
  std::vector<ChangeRow> rows;
  rows.reserve(changes.size());
  for (std::int64_t version = after; RegisterChange & change : changes) {
    rows.push_back({++version, change.at, std::move(change.actor), std::move(change.why),
                    std::string(exchange::KindOf(change.entry)), exchange::KeyOf(change.entry),
                    boost::json::serialize(exchange::ToJson(change.entry))});
  }
  co_return co_await database_.Write<std::int64_t>([after, &rows,
                                                    &events](Connection& connection) -> Result<std::int64_t> {
    ASSIGN_OR_RETURN(const std::int64_t version, VersionIn(connection));
    if (version != after) return Fail(ErrorCode::kConflict, "the register has changed");
    for (const ChangeRow& row : rows) {
      RETURN_IF_ERROR(connection.Execute(
          "INSERT INTO register_change (version, at, actor, why, kind, key, value) VALUES (?, ?, ?, ?, ?, ?, ?)", row));
    }
    for (const audit::Event& event : events) RETURN_IF_ERROR(connection.Append(event));
    return after + static_cast<std::int64_t>(rows.size());
  });
}

}  // namespace oso::store::sql
