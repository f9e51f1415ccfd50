#include "audit/stored_log.h"

#include "audit/receipt.h"

namespace oso::audit {

Task<Result<Bytes>> StoredLog::Read(std::string path) {
  const auto missing = [&path] { return Fail(ErrorCode::kNotFound, "the log has no " + path); };
  if (path == "checkpoint") {
    CO_ASSIGN_OR_RETURN(const auto sealed, co_await store_.Checkpoint());
    if (!sealed) co_return missing();
    const ByteView note = AsBytes(sealed->checkpoint);
    co_return Bytes(note.begin(), note.end());
  }
  const std::optional<TileId> id = ParseTilePath(path);
  if (!id) co_return missing();
  CO_ASSIGN_OR_RETURN(std::optional<Bytes> bytes, co_await store_.Tile(*id));
  if (!bytes) co_return missing();
  co_return *std::move(bytes);
}

Task<Result<std::string>> ReceiptOf(LogStore& store, std::uint64_t position) {
  // 1. A checkpoint that has it.
  CO_ASSIGN_OR_RETURN(const auto sealed, co_await store.Checkpoint());
  if (!sealed || sealed->size <= position) {
    co_return Fail(ErrorCode::kUnavailable, "the log is not sealed up to there yet");
  }

  // 2. The entry, and the proof that the checkpoint's tree has it there.
  CO_ASSIGN_OR_RETURN(const auto entries, co_await store.Entries(position, 1));
  if (entries.empty()) co_return Fail(ErrorCode::kStorage, "the log lacks an entry");
  CO_ASSIGN_OR_RETURN(ProofPlan plan, InclusionPlan(position, sealed->size));
  StoredLog log(store);
  CO_ASSIGN_OR_RETURN(Proof proof, co_await ReadProof(log, std::move(plan), sealed->size));
  co_return ToString(Receipt{entries.front(), {}, position, std::move(proof), sealed->checkpoint});
}

}  // namespace oso::audit
