// Verifying a whole log as anyone may: every entry is hashed again, every tile made again, and the tree compared with
// what the log signed and with what it signed before. Believes nothing but the keys in the policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/log_source.h"

namespace oso::audit {

// The wire names are stable.
enum class LogFault {
  kMissing,        // "missing": a file that must be there is not
  kBadCheckpoint,  // "bad-checkpoint": not in the format
  kNotSigned,      // "not-signed": of another log, not signed by it, or by too few witnesses
  kBadBundle,      // "bad-bundle": not the entries that there must be: cut, lengthened, or not so many
  kEntryChanged,   // "entry-changed": an entry is not the one that the log signed
  kTileChanged,    // "tile-changed": a tile is not the one that the entries give
  kWrongRoot,      // "wrong-root": entries and tiles are those of another tree than the one signed
  kRolledBack,     // "rolled-back": the log is shorter than it was
  kForked,         // "forked": what was signed before is not the beginning of what is signed now
};
std::string_view WireName(LogFault fault);

struct LogFinding {
  LogFault fault;
  std::string path;                    // "tile/entries/000"
  std::optional<std::uint64_t> entry;  // the first entry that it is about, counted from 0
  std::string detail;                  // hashes, sizes and names only
};

// How much of a log is at hand: who may not read its entries verifies the tree over them.
enum class LogDepth {
  kEntries,  // the entries, and every tile
  kHashes,   // every tile; that an entry is the one that its hash was made of is not seen
};

struct LogReport {
  std::optional<Checkpoint> checkpoint;  // as signed; nothing when it is not to be believed
  std::vector<Cosigned> cosigned;
  std::uint64_t entries = 0;         // how many were read and hashed
  std::vector<LogFinding> findings;  // none: the log is whole. At most kMostFindings; then it was read no further
};
inline constexpr std::size_t kMostFindings = 100;

// Reads all of it, file by file: some 40 bytes of tiles an entry and the entries themselves; keeps 100 kB. A finding of
// a bundle that cannot be read is the last: what follows cannot be hashed (of kHashes: of a lowest tile). `trusted` is
// an earlier checkpoint that was verified then. An error is that of `source` when it could not be asked. `source`
// outlives the task.
Task<Result<LogReport>> VerifyLog(LogSource& source, LogPolicy policy, std::optional<Checkpoint> trusted,
                                  LogDepth depth = LogDepth::kEntries);

// What a log says of itself now, and whether it is to be believed.
struct SignedHead {
  std::string note;                            // as it was read; "": there is none
  std::optional<VerifiedCheckpoint> verified;  // or else:
  std::optional<LogFinding> finding;           // why it is not believed
};
Task<Result<SignedHead>> ReadHead(LogSource& source, LogPolicy policy);  // an error: the log could not be asked

// That the log only grew from `trusted` to `present`, both verified, by a consistency proof from a few tiles: what a
// witness does before it cosigns. Nothing: it did.
Task<Result<std::optional<LogFinding>>> VerifyGrowth(LogSource& source, Checkpoint trusted, Checkpoint present);

}  // namespace oso::audit
