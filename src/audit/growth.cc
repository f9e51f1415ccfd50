#include "audit/growth.h"

#include "audit/text_lines.h"

namespace oso::audit {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kMaxProof = 63;  // tlog-witness

Error Refuse(std::string_view why) { return Fail(ErrorCode::kInvalidArgument, "growth: " + std::string(why)); }

}  // namespace

std::string ToString(const Growth& growth) {
  std::string text = std::string(kOld) + std::to_string(growth.old_size) + '\n';
  for (const Hash& hash : growth.proof) text += crypto::Base64Encode(hash) + '\n';
  return text + '\n' + growth.checkpoint;
}

Result<Growth> ParseGrowth(std::string_view text) {
  if (text.size() > kMaxGrowth) return Fail(ErrorCode::kTooLarge, "growth: more than " + std::to_string(kMaxGrowth));
  Growth growth;
  auto line = TakeLine(text);
  if (!line || !line->starts_with(kOld)) return Refuse("it does not begin with the old size");
  const auto size = ReadNumber(line->substr(kOld.size()));
  if (!size) return Refuse("the old size is not a number without leading zeros");
  growth.old_size = *size;
  for (line = TakeLine(text); line && !line->empty(); line = TakeLine(text)) {
    const auto hash = ReadHash(*line);
    if (!hash) return Refuse("a line of the proof is not the Base64 of 32 bytes");
    if (growth.proof.size() == kMaxProof) return Refuse("more hashes than a proof has");
    growth.proof.push_back(*hash);
  }
  if (!line) return Refuse("no checkpoint");
  growth.checkpoint = text;
  return growth;
}

Result<VerifiedCheckpoint> VerifyGrowthProof(std::string_view text, const Checkpoint& trusted,
                                             const LogPolicy& policy) {
  ASSIGN_OR_RETURN(const Growth growth, ParseGrowth(text));
  ASSIGN_OR_RETURN(VerifiedCheckpoint verified, VerifyCheckpoint(growth.checkpoint, policy));
  const Checkpoint& present = verified.checkpoint;
  if (growth.old_size != trusted.size) {
    return Fail(ErrorCode::kUnauthenticated, "growth: from " + std::to_string(growth.old_size) +
                                                 " entries, and the earlier checkpoint has " +
                                                 std::to_string(trusted.size));
  }
  if (!VerifyConsistency(trusted.size, trusted.root, present.size, present.root, growth.proof)) {
    return Fail(ErrorCode::kUnauthenticated, "growth: what was signed earlier is not the beginning of what is signed");
  }
  return verified;
}

}  // namespace oso::audit
