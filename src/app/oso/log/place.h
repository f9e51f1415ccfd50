// Where a log is read from, as the commands are told: a folder of its files, a database of a centre, or an address.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "audit/log_source.h"
#include "audit/log_verifier.h"

namespace oso::app {

struct Place {
  std::string text;  // a folder; an SQLite file or "postgresql:..."; "https://..."
  std::optional<std::string> authorities_file = {};
  std::optional<std::string> token_file = {};  // an operator's, for the entries at an address
};

// At an address each file is asked for once, over TLS; https://host[:port] is a centre, whose log is at /v1/log, and
// with a path it is the prefix of any log in tiles. Its reads wait: for a loop of a command's own.
struct OpenedLog {
  std::unique_ptr<audit::LogSource> source;
  audit::LogDepth depth = audit::LogDepth::kEntries;  // kHashes: an address, without a token for the entries
};

// kNotFound: nothing there; kInvalidArgument: not an https address; and those of files and databases.
Result<OpenedLog> OpenLog(const Place& place);

}  // namespace oso::app
