#include "audit/witness.h"

namespace oso::audit {

Task<Result<Witness::Seen>> Witness::Look() {
  // 1. What was kept.
  CO_ASSIGN_OR_RETURN(std::optional<Checkpoint> kept, Kept());
  Seen seen{.before = std::move(kept), .present = {}, .refused = {}};

  // 2. What the log says now, and that the log says it.
  CO_ASSIGN_OR_RETURN(SignedHead head, co_await ReadHead(source_, policy_));
  if (head.verified) seen.present = std::move(head.verified->checkpoint);
  seen.refused = std::move(head.finding);
  if (seen.refused) co_return seen;  // whoever gave it: it is no evidence against the log

  // 3. That it grew from what was kept.
  if (seen.before) {
    CO_ASSIGN_OR_RETURN(seen.refused, co_await VerifyGrowth(source_, *seen.before, *seen.present));
    if (seen.refused) {
      CO_RETURN_IF_ERROR(store_.KeepEvidence(head.note));
      co_return seen;
    }
  }

  // 4. Keep it, and only then vouch for it.
  CO_RETURN_IF_ERROR(store_.Keep(head.note));
  if (key_) {
    CO_ASSIGN_OR_RETURN(Note note, ParseNote(head.note));
    // What others signed there this witness knows nothing of.
    std::erase_if(note.signatures, [this](const NoteSignature& one) {
      return one.name != policy_.log.name() || one.id != policy_.log.id();
    });
    CO_RETURN_IF_ERROR(store_.Publish(ToString(Cosign(std::move(note), *key_, clock_.Now()))));
  }
  co_return seen;
}

Result<std::optional<Checkpoint>> Witness::Kept() {
  ASSIGN_OR_RETURN(const std::optional<std::string> note, store_.Kept());
  if (!note) return std::optional<Checkpoint>();
  auto verified = VerifyCheckpoint(*note, policy_);
  if (!verified.ok()) {
    return Fail(ErrorCode::kConfiguration, "what is kept is not of this log: " + verified.error().detail);
  }
  return std::optional(std::move(verified->checkpoint));
}

}  // namespace oso::audit
