#include "audit/prove.h"

#include <algorithm>

#include "audit/growth.h"
#include "audit/receipt.h"

namespace oso::audit {
namespace {

constexpr std::size_t kHashSize = std::tuple_size_v<Hash>;

// The tile or bundle of this index in a log of `size`.
TileId IdOf(int level, std::uint64_t index, std::uint64_t size) {
  return {level, index, static_cast<unsigned>(std::min<std::uint64_t>(size - index * kTileWidth, kTileWidth))};
}

}  // namespace

Task<Result<std::string>> ReadLogEntry(LogSource& source, std::uint64_t index, std::uint64_t size) {
  if (index >= size) {
    co_return Fail(ErrorCode::kNotFound, "there is no entry " + std::to_string(index) +
                                             ": entries are counted from 0, " + "and the checkpoint is of " +
                                             std::to_string(size));
  }
  const TileId id = IdOf(TileId::kEntries, index / kTileWidth, size);
  CO_ASSIGN_OR_RETURN(const Bytes bundle, co_await ReadTile(source, id));
  CO_ASSIGN_OR_RETURN(const std::vector<ByteView> entries, ReadBundle(bundle, id.width));
  co_return std::string(AsText(entries[index % kTileWidth]));
}

Task<Result<std::optional<std::uint64_t>>> FindLeaf(LogSource& source, Hash leaf, std::uint64_t size) {
  for (std::uint64_t begin = 0; begin < size; begin += kTileWidth) {
    CO_ASSIGN_OR_RETURN(const Bytes tile, co_await ReadTile(source, IdOf(0, begin / kTileWidth, size)));
    for (std::size_t at = 0; at + kHashSize <= tile.size(); at += kHashSize) {
      if (std::ranges::equal(leaf, ByteView(tile).subspan(at, kHashSize))) {
        co_return std::optional(begin + at / kHashSize);
      }
    }
  }
  co_return std::optional<std::uint64_t>();
}

Task<Result<std::string>> ProveEntry(LogSource& source, LogPolicy policy, std::string checkpoint, std::string entry,
                                     std::uint64_t index) {
  CO_ASSIGN_OR_RETURN(const VerifiedCheckpoint verified, VerifyCheckpoint(checkpoint, policy));
  CO_ASSIGN_OR_RETURN(ProofPlan plan, InclusionPlan(index, verified.checkpoint.size));
  CO_ASSIGN_OR_RETURN(Proof proof, co_await ReadProof(source, std::move(plan), verified.checkpoint.size));
  std::string receipt = ToString(Receipt{std::move(entry), {}, index, std::move(proof), std::move(checkpoint)});
  CO_RETURN_IF_ERROR(VerifyReceipt(receipt, policy));
  co_return receipt;
}

Task<Result<std::string>> ProveGrowth(LogSource& source, LogPolicy policy, std::string checkpoint, Checkpoint trusted) {
  CO_ASSIGN_OR_RETURN(const VerifiedCheckpoint verified, VerifyCheckpoint(checkpoint, policy));
  const std::uint64_t size = verified.checkpoint.size;
  if (trusted.size > size) {
    co_return Fail(ErrorCode::kUnauthenticated, "the log has " + std::to_string(size) + " entries, and before " +
                                                    std::to_string(trusted.size) + ": it was rolled back");
  }
  CO_ASSIGN_OR_RETURN(ProofPlan plan, ConsistencyPlan(trusted.size, size));
  CO_ASSIGN_OR_RETURN(Proof proof, co_await ReadProof(source, std::move(plan), size));
  std::string growth = ToString(Growth{trusted.size, std::move(proof), std::move(checkpoint)});
  CO_RETURN_IF_ERROR(VerifyGrowthProof(growth, trusted, policy));
  co_return growth;
}

}  // namespace oso::audit
