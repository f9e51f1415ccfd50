#include "store/sql/log_store.h"

namespace oso::store::sql {

using audit::TileId;

namespace {

constexpr std::size_t kHashBytes = 32;

struct CheckpointRow {
  std::uint64_t size = 0;
  std::string note;
};

Result<std::vector<std::string>> EntriesIn(Connection& connection, std::uint64_t from, std::int64_t limit) {
  return connection.Query<std::string>("SELECT entry FROM audit_event WHERE position >= ? ORDER BY position LIMIT ?",
                                       from, limit);
}

Result<std::optional<Bytes>> BundleIn(Connection& connection, const TileId& id) {
  ASSIGN_OR_RETURN(const auto entries, EntriesIn(connection, id.index * audit::kTileWidth, id.width));
  if (entries.size() < id.width) return std::optional<Bytes>();
  Bytes bundle;
  for (const std::string& entry : entries) RETURN_IF_ERROR(audit::AppendEntry(bundle, AsBytes(entry)));
  return std::optional(std::move(bundle));
}

Result<std::optional<Bytes>> TileIn(Connection& connection, const TileId& id) {
  ASSIGN_OR_RETURN(auto hashes, connection.QueryOne<Bytes>("SELECT hashes FROM log_tile WHERE level = ? AND number = ?",
                                                           id.level, id.index));
  // A tile that grew since begins as it was.
  if (!hashes || hashes->size() < id.width * kHashBytes) return std::optional<Bytes>();
  hashes->resize(id.width * kHashBytes);
  return hashes;
}

}  // namespace

template <>
struct Row<CheckpointRow> {
  static auto Fields(auto& row) { return std::tie(row.size, row.note); }
};

Task<Result<std::vector<std::string>>> LogStore::Entries(std::uint64_t from, int limit) {
  co_return co_await database_.Read<std::vector<std::string>>(
      [=](Connection& connection) { return EntriesIn(connection, from, limit); });
}

Task<Result<std::optional<Bytes>>> LogStore::Tile(TileId id) {
  co_return co_await database_.Read<std::optional<Bytes>>([=](Connection& connection) {
    return id.level == TileId::kEntries ? BundleIn(connection, id) : TileIn(connection, id);
  });
}

Task<Result<std::optional<audit::LogStore::Sealed>>> LogStore::Checkpoint() {
  CO_ASSIGN_OR_RETURN(const auto row, co_await database_.Read<std::optional<CheckpointRow>>([](Connection& connection) {
    return connection.QueryOne<CheckpointRow>("SELECT size, note FROM log_checkpoint");
  }));
  if (!row) co_return std::optional<Sealed>();
  co_return std::optional(Sealed{row->size, row->note});
}

Task<Status> LogStore::Seal(std::uint64_t before, Sealed sealed, std::vector<audit::TileWriter::Written> tiles) {
  co_return co_await database_.Write<void>([&](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(const auto last, connection.QueryOne<std::uint64_t>("SELECT size FROM log_checkpoint"));
    if (last.value_or(0) != before) return Fail(ErrorCode::kConflict, "sealed by another process");
    for (const auto& tile : tiles) {
      RETURN_IF_ERROR(
          connection.Execute("INSERT INTO log_tile (level, number, hashes) VALUES (?, ?, ?) "
                             "ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes",
                             tile.id.level, tile.id.index, tile.bytes));
    }
    RETURN_IF_ERROR(
        connection.Execute("INSERT INTO log_checkpoint (only_one, size, note) VALUES (1, ?, ?) "
                           "ON CONFLICT (only_one) DO UPDATE SET size = excluded.size, note = excluded.note",
                           sealed.size, sealed.checkpoint));
    return {};
  });
}

}  // namespace oso::store::sql
