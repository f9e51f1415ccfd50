// A party's receipt: that what it did stands in the log, in a file that proves it without the log. An entry, an empty
// line, and a proof of it as in c2sp.org/tlog-proof:
//
//   {"at":"2026-11-24T01:56:26.123456Z","type":"session-opened",...}
//
//   c2sp.org/tlog-proof@v1
//   index 73894
//   gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
//   ...
//
//   log.example.nl/oso
//   109482
//   ...
//
// The first line without its end is the entry; from the third line on it is a .tlog-proof file, which other programs
// verify as it is.
#pragma once

#include <string>
#include <string_view>

#include "audit/checkpoint.h"

namespace oso::audit {

struct Receipt {
  std::string entry;  // no line end in it; the log's entries (entry.h) have none
  Bytes extra;        // proves nothing: whoever hands over the receipt says it. Not written when it is empty
  std::uint64_t index = 0;
  Proof proof;
  std::string checkpoint;  // a signed note, as the log served it
};

inline constexpr std::size_t kMaxReceipt = 262'144;  // bytes

std::string ToString(const Receipt& receipt);
// kInvalidArgument, kTooLarge: not a receipt. Every text that is read is the one that ToString gives for what was read.
// Proves nothing yet.
Result<Receipt> ParseReceipt(std::string_view text);

struct VerifiedReceipt {
  std::string entry;
  std::uint64_t index = 0;
  VerifiedCheckpoint checkpoint;
};
// That the entry stands at its index in the log of `policy`, as its checkpoint says. Needs nothing else: no log, no
// network. As ParseReceipt and VerifyCheckpoint; kUnauthenticated also for an entry or a proof that is not of this
// tree.
Result<VerifiedReceipt> VerifyReceipt(std::string_view text, const LogPolicy& policy);

}  // namespace oso::audit
