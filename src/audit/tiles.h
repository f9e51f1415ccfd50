// How the log lies on a disk or behind an address (c2sp.org/tlog-tiles): the tree's hashes in tiles of 256, the entries
// in bundles of 256, every one a file that never changes once it is full.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/proof_plan.h"

namespace oso::audit {

inline constexpr unsigned kTileWidth = 256;
inline constexpr std::size_t kMaxEntry = 65535;  // bytes: an entry's length has 16 bits

// The `width` first hashes of the tile with this index: each the root of a complete tree of 256^level entries. At the
// level kEntries it is the bundle of the entries themselves.
struct TileId {
  static constexpr int kEntries = -1;
  static constexpr int kTop = 7;  // eight levels of eight hold every 64-bit size

  int level = 0;  // to kTop
  std::uint64_t index = 0;
  unsigned width = kTileWidth;  // 1 to 256; below 256 it is partial, and grows

  auto operator<=>(const TileId&) const = default;
  bool is_full() const { return width == kTileWidth; }
  TileId Full() const { return {level, index, kTileWidth}; }
};

std::string TilePath(TileId id);                             // "tile/0/x001/x234/067.p/112", "tile/entries/000"
std::optional<TileId> ParseTilePath(std::string_view path);  // exactly what TilePath gives

// How many hashes a tree of `size` entries has at this level of tiles (kEntries: how many entries), full tiles or not.
std::uint64_t CountAt(int level, std::uint64_t size);
// What is written when the log grows: every tile and bundle of a tree of `new_size` that is not already in one of
// `old_size`, bundles first, then the tiles from level 0 up. A partial tile of the old tree is written again, wider.
std::vector<TileId> TilesToWrite(std::uint64_t old_size, std::uint64_t new_size);
// The tile of a tree of `size` that holds, or leads to, this node. The node is in the tree.
TileId TileOf(NodeId node, std::uint64_t size);
// The tiles that a plan needs, each once.
std::vector<TileId> TilesOf(const ProofPlan& plan, std::uint64_t size);

// Entries, each with two bytes big-endian for its length in front. kTooLarge: one of more than kMaxEntry bytes.
Status AppendEntry(Bytes& bundle, ByteView entry);
// Views into `bundle`. kInvalidArgument: it is not `count` entries and nothing after them.
Result<std::vector<ByteView>> ReadBundle(ByteView bundle, unsigned count);

// The nodes of a tree from those of its tiles that are at hand.
class TileNodes final : public NodeSource {
 public:
  Status Put(TileId id, ByteView bytes);  // kInvalidArgument: not its width in hashes, or a bundle
  Result<Hash> Node(NodeId id) const override;

 private:
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
};

}  // namespace oso::audit
