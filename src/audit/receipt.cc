#include "audit/receipt.h"

#include "audit/text_lines.h"
#include "audit/tiles.h"

namespace oso::audit {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMaxProof = 64;  // the height of the largest tree

Error Refuse(std::string_view why) { return Fail(ErrorCode::kInvalidArgument, "receipt: " + std::string(why)); }

}  // namespace

std::string ToString(const Receipt& receipt) {
  std::string text = receipt.entry + "\n\n" + std::string(kHeader) + '\n';
  if (!receipt.extra.empty()) text += std::string(kExtra) + crypto::Base64Encode(receipt.extra) + '\n';
  text += std::string(kIndex) + std::to_string(receipt.index) + '\n';
  for (const Hash& hash : receipt.proof) text += crypto::Base64Encode(hash) + '\n';
  return text + '\n' + receipt.checkpoint;
}

Result<Receipt> ParseReceipt(std::string_view text) {
  if (text.size() > kMaxReceipt) return Fail(ErrorCode::kTooLarge, "receipt: more than " + std::to_string(kMaxReceipt));
  Receipt receipt;
  const auto entry = TakeLine(text);
  const auto empty = TakeLine(text);
  const auto header = TakeLine(text);
  if (!header || !empty->empty() || *header != kHeader)
    return Refuse("not an entry, an empty line and a tlog-proof@v1");
  if (entry->size() > kMaxEntry) return Refuse("an entry of more than 65535 bytes");
  receipt.entry = *entry;
  auto line = TakeLine(text);
  if (line && line->starts_with(kExtra)) {
    const std::string_view extra = line->substr(kExtra.size());
    ASSIGN_OR_RETURN(receipt.extra, crypto::Base64Decode(extra));
    if (receipt.extra.empty() || crypto::Base64Encode(receipt.extra) != extra) return Refuse("extra: not plain Base64");
    line = TakeLine(text);
  }
  if (!line || !line->starts_with(kIndex)) return Refuse("no index");
  const auto index = ReadNumber(line->substr(kIndex.size()));
  if (!index) return Refuse("the index is not a number without leading zeros");
  receipt.index = *index;
  for (line = TakeLine(text); line && !line->empty(); line = TakeLine(text)) {
    const auto hash = ReadHash(*line);
    if (!hash) return Refuse("a line of the proof is not the Base64 of 32 bytes");
    if (receipt.proof.size() == kMaxProof) return Refuse("more hashes than a tree is high");
    receipt.proof.push_back(*hash);
  }
  if (!line) return Refuse("no checkpoint");
  receipt.checkpoint = text;
  return receipt;
}

Result<VerifiedReceipt> VerifyReceipt(std::string_view text, const LogPolicy& policy) {
  ASSIGN_OR_RETURN(Receipt receipt, ParseReceipt(text));
  ASSIGN_OR_RETURN(VerifiedCheckpoint verified, VerifyCheckpoint(receipt.checkpoint, policy));
  const Checkpoint& checkpoint = verified.checkpoint;
  if (!VerifyInclusion(LeafHash(AsBytes(receipt.entry)), receipt.index, checkpoint.size, receipt.proof,
                       checkpoint.root)) {
    return Fail(ErrorCode::kUnauthenticated, "receipt: the entry is not in the log at its index");
  }
  return VerifiedReceipt{std::move(receipt.entry), receipt.index, std::move(verified)};
}

}  // namespace oso::audit
