#include "audit/tile_writer.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace oso::audit {
namespace {

// The root over the 256 hashes of a full tile, from its two halves.
Hash RootOf(ByteView bytes) {
  TileNodes nodes;
  if (!nodes.Put({}, bytes).ok()) std::abort();  // 256 hashes were put into it
  return NodeHash(nodes.Node({7, 0}).value(), nodes.Node({7, 1}).value());
}

}  // namespace

std::vector<TileId> TileWriter::PartialTiles(std::uint64_t size) {
  std::vector<TileId> tiles = TilesToWrite(0, size);
  std::erase_if(tiles, [](const TileId& id) { return id.is_full(); });
  return tiles;
}

Result<TileWriter> TileWriter::Resume(std::uint64_t size, const std::vector<Written>& partial) {
  TileWriter writer;
  TileNodes nodes;
  for (const TileId& id : PartialTiles(size)) {
    const auto found = std::ranges::find(partial, id, &Written::id);
    if (found == partial.end()) return Fail(ErrorCode::kInvalidArgument, "log: " + TilePath(id) + " is missing");
    if (id.level == TileId::kEntries) {
      RETURN_IF_ERROR(ReadBundle(found->bytes, id.width));
    } else {
      RETURN_IF_ERROR(nodes.Put(id, found->bytes));
    }
    Edge& edge = writer.At(id.level);
    edge.bytes = found->bytes;
    edge.width = id.width;
  }
  for (int level = TileId::kEntries; level <= TileId::kTop && CountAt(level, size) > 0; ++level) {
    writer.At(level).index = CountAt(level, size) / kTileWidth;
  }
  ASSIGN_OR_RETURN(writer.tree_, TreeOf(size, nodes));
  return writer;
}

TileWriter::Edge& TileWriter::At(int level) {
  const std::size_t at = static_cast<std::size_t>(level) + 1;  // kEntries, -1, is the first
  if (edges_.size() <= at) edges_.resize(at + 1);
  return edges_[at];
}

Status TileWriter::Append(ByteView entry) {
  Edge& bundle = At(TileId::kEntries);
  RETURN_IF_ERROR(AppendEntry(bundle.bytes, entry));
  bundle.changed = true;
  if (++bundle.width == kTileWidth) Complete(TileId::kEntries);
  AppendLeaf(LeafHash(entry));
  return {};
}

void TileWriter::AppendLeaf(const Hash& leaf) {
  tree_.Append(leaf);
  Push(0, leaf);
}

void TileWriter::Push(int level, const Hash& hash) {
  Edge& edge = At(level);
  edge.bytes.insert(edge.bytes.end(), hash.begin(), hash.end());
  edge.changed = true;
  if (++edge.width < kTileWidth) return;
  const Hash root = RootOf(edge.bytes);
  Complete(level);
  Push(level + 1, root);
}

void TileWriter::Complete(int level) {
  Edge& edge = At(level);
  full_.push_back({{level, edge.index}, std::move(edge.bytes)});
  edge = {.bytes = {}, .index = edge.index + 1};
}

std::vector<TileWriter::Written> TileWriter::TakeTiles() {
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    Edge& edge = edges_[i];
    if (!edge.changed || edge.width == 0) continue;
    full_.push_back({{static_cast<int>(i) - 1, edge.index, edge.width}, edge.bytes});
    edge.changed = false;
  }
  return TakeFullTiles();
}

std::vector<TileWriter::Written> TileWriter::TakeFullTiles() {
  std::ranges::sort(full_, {}, &Written::id);
  return std::exchange(full_, {});
}

}  // namespace oso::audit
