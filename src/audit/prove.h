// Making proofs from a log's files, as anyone may who can read them. Each is verified before it is given. Errors: those
// of the source; kUnauthenticated where the files do not prove it; kInvalidArgument where they are no files of a log.
// `source` outlives the tasks.
#pragma once

#include <optional>
#include <string>

#include "audit/checkpoint.h"
#include "audit/log_source.h"

namespace oso::audit {

// The entry at `index` of a log of `size`; kNotFound: there are not as many.
Task<Result<std::string>> ReadLogEntry(LogSource& source, std::uint64_t index, std::uint64_t size);
// Where the first leaf with this hash stands among the first `size`, by the lowest tiles; nothing: nowhere.
Task<Result<std::optional<std::uint64_t>>> FindLeaf(LogSource& source, Hash leaf, std::uint64_t size);

// A receipt (receipt.h): that the entry stands at `index` in the tree that `checkpoint`, a signed note, is of.
Task<Result<std::string>> ProveEntry(LogSource& source, LogPolicy policy, std::string checkpoint, std::string entry,
                                     std::uint64_t index);
// A growth (growth.h): that `checkpoint` grew from `trusted`.
Task<Result<std::string>> ProveGrowth(LogSource& source, LogPolicy policy, std::string checkpoint, Checkpoint trusted);

}  // namespace oso::audit
