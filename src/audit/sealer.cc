#include "audit/sealer.h"

#include "audit/checkpoint.h"

namespace oso::audit {
namespace {

// In one checkpoint; more is sealed in several.
constexpr int kMostEntries = 20'000;

// A bundle of the entries themselves stands in no tile table.
std::vector<TileWriter::Written> WithoutBundles(std::vector<TileWriter::Written> tiles) {
  std::erase_if(tiles, [](const TileWriter::Written& tile) { return tile.id.level == TileId::kEntries; });
  return tiles;
}

}  // namespace

Task<Result<std::uint64_t>> Sealer::Run() {
  while (true) {
    if (!writer_) CO_RETURN_IF_ERROR(co_await Resume());
    const Result<bool> sealed = co_await SealNext();
    if (sealed.ok() && !*sealed) co_return writer_->size();
    if (sealed.ok()) continue;
    writer_.reset();  // whatever it has taken in is not sealed
    if (sealed.error().code != ErrorCode::kConflict) co_return sealed.error();
  }
}

Task<Status> Sealer::Resume() {
  CO_ASSIGN_OR_RETURN(const auto sealed, co_await store_.Checkpoint());
  const std::uint64_t size = sealed ? sealed->size : 0;
  std::vector<TileWriter::Written> partial;
  for (const TileId& id : TileWriter::PartialTiles(size)) {
    CO_ASSIGN_OR_RETURN(std::optional<Bytes> bytes, co_await store_.Tile(id));
    if (!bytes) co_return Fail(ErrorCode::kStorage, "the log lacks " + TilePath(id));
    partial.push_back({id, *std::move(bytes)});
  }
  Result<TileWriter> writer = TileWriter::Resume(size, partial);
  if (!writer.ok()) co_return Fail(ErrorCode::kStorage, "the log does not fit together: " + writer.error().detail);
  writer_ = std::make_unique<TileWriter>(std::move(writer).value());
  co_return Status{};
}

Task<Result<bool>> Sealer::SealNext() {
  // 1. What was appended since.
  const std::uint64_t before = writer_->size();
  CO_ASSIGN_OR_RETURN(const auto entries, co_await store_.Entries(before, kMostEntries));
  if (entries.empty()) co_return false;
  for (const std::string& entry : entries) CO_RETURN_IF_ERROR(writer_->Append(AsBytes(entry)));

  // 2. Sign the tree as it is now.
  const CompactTree& tree = writer_->tree();
  const std::string note = SignCheckpoint({key_.verifier().name(), tree.size(), tree.Root(), {}}, key_);

  // 3. Put it down.
  CO_RETURN_IF_ERROR(co_await store_.Seal(before, {tree.size(), note}, WithoutBundles(writer_->TakeTiles())));
  co_return true;
}

}  // namespace oso::audit
