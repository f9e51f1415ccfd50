#include "audit/log_source.h"

#include <algorithm>

namespace oso::audit {
namespace {

// How many bytes the first `width` hashes or entries are; nothing if there are fewer.
std::optional<std::size_t> SizeOf(TileId id, ByteView full) {
  if (id.level != TileId::kEntries) {
    const std::size_t size = id.width * std::tuple_size_v<Hash>;
    return full.size() < size ? std::nullopt : std::optional(size);
  }
  std::size_t at = 0;
  for (unsigned i = 0; i < id.width; ++i) {
    if (full.size() - at < 2) return std::nullopt;
    const std::size_t size = std::size_t{full[at]} << 8U | full[at + 1];
    if (full.size() - at - 2 < size) return std::nullopt;
    at += 2 + size;
  }
  return at;
}

}  // namespace

Task<Result<Bytes>> ReadTile(LogSource& source, TileId id) {
  auto bytes = co_await source.Read(TilePath(id));
  if (bytes.ok() || bytes.error().code != ErrorCode::kNotFound || id.is_full()) co_return bytes;
  auto full = co_await source.Read(TilePath(id.Full()));
  if (!full.ok()) co_return full.error().code == ErrorCode::kNotFound ? std::move(bytes) : std::move(full);
  const auto size = SizeOf(id, *full);
  if (!size) co_return Fail(ErrorCode::kInvalidArgument, TilePath(id.Full()) + " is too short");
  full->resize(*size);
  co_return full;
}

Task<Result<Proof>> ReadProof(LogSource& source, ProofPlan plan, std::uint64_t size) {
  TileNodes nodes;
  for (const TileId id : TilesOf(plan, size)) {
    CO_ASSIGN_OR_RETURN(const Bytes bytes, co_await ReadTile(source, id));
    if (!nodes.Put(id, bytes).ok()) {
      co_return Fail(ErrorCode::kInvalidArgument, TilePath(id) + " is not " + std::to_string(id.width) + " hashes");
    }
  }
  co_return Fulfil(plan, nodes);
}

}  // namespace oso::audit
