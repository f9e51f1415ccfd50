// A log that grows by entries and is written as tiles: what a store puts down at each checkpoint, and what a verifier
// computes anew.
#pragma once

#include <vector>

#include "audit/tiles.h"

namespace oso::audit {

// One thread at a time. Keeps the partial tiles of the right edge (some 100 kB with full bundles), and what was not
// taken yet.
class TileWriter {
 public:
  struct Written {
    TileId id;
    Bytes bytes;
  };

  TileWriter() = default;  // the empty log
  // A log of `size` entries goes on. `partial` are its partial tiles and its partial bundle, as TakeTiles gave them
  // last; full ones may be among them. kInvalidArgument: one is missing or does not fit.
  static Result<TileWriter> Resume(std::uint64_t size, const std::vector<Written>& partial);
  // Those that Resume needs.
  static std::vector<TileId> PartialTiles(std::uint64_t size);

  Status Append(ByteView entry);  // kTooLarge; nothing happened then
  // A leaf whose entry is not at hand; whoever begins with these has no bundles, and never calls Append.
  void AppendLeaf(const Hash& leaf);
  std::uint64_t size() const { return tree_.size(); }
  const CompactTree& tree() const { return tree_; }
  // Everything since the last call, as TilesToWrite says, each exactly once.
  std::vector<Written> TakeTiles();
  std::vector<Written> TakeFullTiles();  // of those only the full ones

 private:
  struct Edge {
    Bytes bytes;
    unsigned width = 0;
    std::uint64_t index = 0;
    bool changed = false;  // since the last TakeTiles
  };

  Edge& At(int level);
  void Push(int level, const Hash& hash);
  void Complete(int level);

  CompactTree tree_;
  std::vector<Edge> edges_;  // the bundle's, then those of the levels from 0
  std::vector<Written> full_;
};

}  // namespace oso::audit
