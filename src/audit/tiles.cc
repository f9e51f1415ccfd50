#include "audit/tiles.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace oso::audit {
namespace {

constexpr unsigned kTileHeight = 8;
constexpr std::size_t kHashSize = std::tuple_size_v<Hash>;

std::string Digits3(std::uint64_t number) {
  std::string text = std::to_string(number);
  return std::string(3 - text.size(), '0') + text;
}

// A decimal number without leading zeros, from the front of `text`.
std::optional<std::uint64_t> TakeNumber(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (failed != std::errc() || (size > 1 && text.front() == '0')) return std::nullopt;
  text.remove_prefix(size);
  return number;
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::string TilePath(TileId id) {
  std::string index = Digits3(id.index % 1000);
  for (std::uint64_t rest = id.index / 1000; rest > 0; rest /= 1000) {
    index.insert(0, std::string("x").append(Digits3(rest % 1000)).append("/"));
  }
  std::string path = "tile/";
  path.append(id.level == TileId::kEntries ? "entries" : std::to_string(id.level)).append("/").append(index);
  if (!id.is_full()) path.append(".p/").append(std::to_string(id.width));
  return path;
}

std::optional<TileId> ParseTilePath(std::string_view path) {
  TileId id;
  std::string_view rest = path;
  if (!TakePrefix(rest, "tile/")) return std::nullopt;
  if (TakePrefix(rest, "entries/")) {
    id.level = TileId::kEntries;
  } else {
    const auto level = TakeNumber(rest);
    if (!level || *level > TileId::kTop || !TakePrefix(rest, "/")) return std::nullopt;
    id.level = static_cast<int>(*level);
  }
  constexpr std::uint64_t kMaxIndex = ~std::uint64_t{0} / kTileWidth;  // so that no entry's number overflows
  while (true) {
    const bool is_last = !TakePrefix(rest, "x");
    unsigned part = 0;
    if (rest.size() < 3) return std::nullopt;
    const auto [end, failed] = std::from_chars(rest.data(), rest.data() + 3, part);
    if (failed != std::errc() || end != rest.data() + 3) return std::nullopt;
    rest.remove_prefix(3);
    if (id.index > (kMaxIndex - part) / 1000) return std::nullopt;
    id.index = id.index * 1000 + part;
    if (is_last) break;
    if (!TakePrefix(rest, "/")) return std::nullopt;
  }
  if (TakePrefix(rest, ".p/")) {
    const auto width = TakeNumber(rest);
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    id.width = static_cast<unsigned>(*width);
  }
  if (!rest.empty() || TilePath(id) != path) return std::nullopt;
  return id;
}

std::uint64_t CountAt(int level, std::uint64_t size) {
  return level <= 0 ? size : size >> (kTileHeight * static_cast<unsigned>(level));
}

std::vector<TileId> TilesToWrite(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<TileId> tiles;
  for (int level = TileId::kEntries; level <= TileId::kTop; ++level) {
    const std::uint64_t before = CountAt(level, old_size);
    const std::uint64_t now = CountAt(level, new_size);
    if (now <= before) continue;
    for (std::uint64_t index = before / kTileWidth; index < now / kTileWidth; ++index) tiles.push_back({level, index});
    if (now % kTileWidth != 0) tiles.push_back({level, now / kTileWidth, static_cast<unsigned>(now % kTileWidth)});
  }
  return tiles;
}

TileId TileOf(NodeId node, std::uint64_t size) {
  const int level = static_cast<int>(node.level / kTileHeight);
  const std::uint64_t index = (node.index << node.level % kTileHeight) / kTileWidth;
  const std::uint64_t after = CountAt(level, size) - index * kTileWidth;
  return {level, index, static_cast<unsigned>(std::min<std::uint64_t>(after, kTileWidth))};
}

std::vector<TileId> TilesOf(const ProofPlan& plan, std::uint64_t size) {
  std::set<TileId> tiles;
  for (const std::vector<NodeId>& nodes : plan) {
    for (const NodeId node : nodes) tiles.insert(TileOf(node, size));
  }
  return {tiles.begin(), tiles.end()};
}

Status AppendEntry(Bytes& bundle, ByteView entry) {
  if (entry.size() > kMaxEntry) return Fail(ErrorCode::kTooLarge, "log entry: more than 65535 bytes");
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8U));
  bundle.push_back(static_cast<std::uint8_t>(entry.size() & 0xffU));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
  return {};
}

Result<std::vector<ByteView>> ReadBundle(ByteView bundle, unsigned count) {
  std::vector<ByteView> entries;
  entries.reserve(count);
  while (!bundle.empty()) {
    const std::size_t size = bundle.size() < 2 ? bundle.size() : std::size_t{bundle[0]} << 8U | bundle[1];
    if (bundle.size() < 2 || bundle.size() - 2 < size || entries.size() == count) {
      return Fail(ErrorCode::kInvalidArgument, "entry bundle: not " + std::to_string(count) + " whole entries");
    }
    entries.push_back(bundle.subspan(2, size));
    bundle = bundle.subspan(2 + size);
  }
  if (entries.size() != count) {
    return Fail(ErrorCode::kInvalidArgument,
                "entry bundle: " + std::to_string(entries.size()) + " entries, not " + std::to_string(count));
  }
  return entries;
}

Status TileNodes::Put(TileId id, ByteView bytes) {
  if (id.level < 0 || bytes.size() != id.width * kHashSize) {
    return Fail(ErrorCode::kInvalidArgument, "tile: not " + std::to_string(id.width) + " hashes");
  }
  std::vector<Hash> hashes(id.width);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::ranges::copy(bytes.subspan(i * kHashSize, kHashSize), hashes[i].begin());
  }
  tiles_[{id.level, id.index}] = std::move(hashes);
  return {};
}

Result<Hash> TileNodes::Node(NodeId id) const {
  const TileId tile = TileOf(id, ~std::uint64_t{0});
  const unsigned height = id.level % kTileHeight;  // above the tile's own hashes
  const std::uint64_t begin = (id.index << height) % kTileWidth;
  const auto found = tiles_.find({tile.level, tile.index});
  if (found == tiles_.end() || begin + (std::uint64_t{1} << height) > found->second.size()) {
    return Fail(ErrorCode::kNotFound, "tile: " + TilePath(tile) + " is not at hand, or too narrow");
  }
  const auto first = found->second.begin() + static_cast<std::ptrdiff_t>(begin);
  std::vector<Hash> hashes(first, first + (std::ptrdiff_t{1} << height));
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
    for (std::size_t i = 0; i < hashes.size() / 2; ++i) hashes[i] = NodeHash(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes.front();
}

}  // namespace oso::audit
