#include "audit/checkpoint.h"

#include <algorithm>

#include "audit/text_lines.h"

namespace oso::audit {
namespace {

Error Refuse(std::string_view why) { return Fail(ErrorCode::kInvalidArgument, "checkpoint: " + std::string(why)); }
Error Distrust(std::string_view why) { return Fail(ErrorCode::kUnauthenticated, "checkpoint: " + std::string(why)); }

}  // namespace

std::string CheckpointText(const Checkpoint& checkpoint) {
  std::string text =
      checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' + crypto::Base64Encode(checkpoint.root) + '\n';
  for (const std::string& line : checkpoint.extensions) text += line + '\n';
  return text;
}

Result<Checkpoint> ParseCheckpointText(std::string_view text) {
  Checkpoint checkpoint;
  const auto origin = TakeLine(text);
  const auto size_line = TakeLine(text);
  const auto root_line = TakeLine(text);
  if (!root_line) return Refuse("fewer than three lines");
  if (origin->empty()) return Refuse("no origin");
  checkpoint.origin = *origin;
  const auto size = ReadNumber(*size_line);
  const auto root = ReadHash(*root_line);
  if (!size) return Refuse("the size is not a number below 2^63 without leading zeros");
  if (!root) return Refuse("the root is not the Base64 of 32 bytes");
  checkpoint.size = *size;
  checkpoint.root = *root;
  while (const auto line = TakeLine(text)) {
    if (line->empty()) return Refuse("an empty extension line");
    checkpoint.extensions.emplace_back(*line);
  }
  if (!text.empty()) return Refuse("the last line does not end");
  return checkpoint;
}

std::string SignCheckpoint(const Checkpoint& checkpoint, const NoteSigner& log) {
  Note note{CheckpointText(checkpoint), {}};
  note.signatures.push_back(log.Sign(note.text, {}));
  return ToString(note);
}

Note Cosign(Note note, const NoteSigner& witness, Instant now) {
  std::erase_if(note.signatures, [&](const NoteSignature& signature) {
    return signature.name == witness.verifier().name() && signature.id == witness.verifier().id();
  });
  note.signatures.push_back(witness.Sign(note.text, now));
  return note;
}

Result<VerifiedCheckpoint> VerifyCheckpoint(std::string_view text, const LogPolicy& policy) {
  ASSIGN_OR_RETURN(const Note note, ParseNote(text));
  ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpointText(note.text));
  if (checkpoint.origin != policy.log.name()) return Distrust("of another log");
  const auto own = VerifySignature(note, policy.log);
  if (!own.ok()) return Distrust(own.error().detail);
  VerifiedCheckpoint verified{std::move(checkpoint), {}};
  for (const NoteVerifier& witness : policy.witnesses) {
    const auto at = VerifySignature(note, witness);
    if (at.ok()) {
      verified.cosigned.push_back({witness.name(), *at});
    } else if (at.error().code != ErrorCode::kNotFound) {
      return Distrust(at.error().detail);
    }
  }
  if (verified.cosigned.size() < policy.quorum) {
    return Distrust("cosigned by " + std::to_string(verified.cosigned.size()) + " witnesses, not " +
                    std::to_string(policy.quorum));
  }
  return verified;
}

}  // namespace oso::audit
