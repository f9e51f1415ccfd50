// That a log only grew, in a file that proves it without the log: for whoever kept an earlier checkpoint. It is what a
// witness is asked with (c2sp.org/tlog-witness, the body of add-checkpoint), so any witness takes it as it is:
//
//   old 20852163
//   PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
//   ...
//
//   log.example.nl/oso
//   20852184
//   ...
//
// The size of the earlier checkpoint, a consistency proof (RFC 6962, 2.1.2), an empty line, and the later checkpoint.
#pragma once

#include <string>
#include <string_view>

#include "audit/checkpoint.h"

namespace oso::audit {

struct Growth {
  std::uint64_t old_size = 0;
  Proof proof;
  std::string checkpoint;  // a signed note, as the log served it
};

inline constexpr std::size_t kMaxGrowth = 131'072;  // bytes

std::string ToString(const Growth& growth);
// kInvalidArgument, kTooLarge: not this. Every text that is read is the one that ToString gives for what was read.
// Proves nothing yet.
Result<Growth> ParseGrowth(std::string_view text);

// That the log of `policy` had grown from `trusted`, verified earlier, to the checkpoint that is given. As ParseGrowth
// and VerifyCheckpoint; kUnauthenticated also for a proof from another size or of another tree.
Result<VerifiedCheckpoint> VerifyGrowthProof(std::string_view text, const Checkpoint& trusted, const LogPolicy& policy);

}  // namespace oso::audit
