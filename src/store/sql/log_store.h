// The log's tiles and checkpoint, and its entries as bundles.
#pragma once

#include "audit/log_store.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class LogStore final : public audit::LogStore {
 public:
  explicit LogStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Result<std::vector<std::string>>> Entries(std::uint64_t from, int limit) override;
  Task<Result<std::optional<Bytes>>> Tile(audit::TileId id) override;
  Task<Result<std::optional<Sealed>>> Checkpoint() override;
  Task<Status> Seal(std::uint64_t before, Sealed sealed, std::vector<audit::TileWriter::Written> tiles) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
