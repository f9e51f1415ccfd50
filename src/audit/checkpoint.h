// What a log says of itself at some moment (c2sp.org/tlog-checkpoint): its name, how many entries it has, and the root
// of their tree, signed. Whoever keeps one can tell later whether the log took anything back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/merkle.h"
#include "audit/note.h"

namespace oso::audit {

struct Checkpoint {
  std::string origin;  // the log's name: a URL without a scheme, as "log.example.nl/oso"; also its key's name
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  // lines that this project neither writes nor understands

  bool operator==(const Checkpoint&) const = default;
};

// A checkpoint's text: what is signed.
std::string CheckpointText(const Checkpoint& checkpoint);
// kInvalidArgument. Every text that is read is the one that CheckpointText gives for what was read. A size is less than
// 2^63.
Result<Checkpoint> ParseCheckpointText(std::string_view text);

// The signed note, as the log serves it at `checkpoint`. `log` is of the type kEd25519.
std::string SignCheckpoint(const Checkpoint& checkpoint, const NoteSigner& log);
// The note with this witness's cosignature at its end, one of the same key before it taken out.
Note Cosign(Note note, const NoteSigner& witness, Instant now);

// Whom a reader believes.
struct LogPolicy {
  NoteVerifier log;  // its name is also the origin
  std::vector<NoteVerifier> witnesses = {};
  std::size_t quorum = 0;  // how many of the witnesses must have cosigned
};

struct Cosigned {
  std::string witness;
  Instant at;
};
struct VerifiedCheckpoint {
  Checkpoint checkpoint;
  std::vector<Cosigned> cosigned;  // by the witnesses of the policy, in its order
};
// kInvalidArgument, kTooLarge: not a checkpoint. kUnauthenticated: of another log, without the log's signature, with a
// wrong signature of anyone in the policy, or of too few witnesses; the detail says which.
Result<VerifiedCheckpoint> VerifyCheckpoint(std::string_view note, const LogPolicy& policy);

}  // namespace oso::audit
