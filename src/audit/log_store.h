// What of the log is kept besides its entries: the tiles of the tree over them and the last signed checkpoint. Errors
// of all: kStorage, kUnavailable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/tile_writer.h"
#include "base/task.h"

namespace oso::audit {

class LogStore {
 public:
  virtual ~LogStore() = default;
  // The bytes of the entries [from, from + limit), as many as there are.
  virtual Task<Result<std::vector<std::string>>> Entries(std::uint64_t from, int limit) = 0;
  // The first id.width hashes of a tile, or the first id.width entries of a bundle as a bundle; nothing: it has not as
  // many.
  virtual Task<Result<std::optional<Bytes>>> Tile(TileId id) = 0;
  struct Sealed {
    std::uint64_t size = 0;
    std::string checkpoint;  // a signed note (checkpoint.h)
  };
  virtual Task<Result<std::optional<Sealed>>> Checkpoint() = 0;  // the last one
  // Takes the place of the checkpoint of size `before` (0: there was none), with the tiles that changed since (no
  // bundles: those are the entries). kConflict: another process has sealed meanwhile.
  virtual Task<Status> Seal(std::uint64_t before, Sealed sealed, std::vector<TileWriter::Written> tiles) = 0;
};

}  // namespace oso::audit
