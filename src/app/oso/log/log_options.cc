#include "app/oso/log/log_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/log_report.h"

namespace oso::app {

void AddPlace(CLI::App& command, LogOptions& options) {
  command
      .add_option("PLACE", options.place.text,
                  "A folder with the log's files, a centre's database (an SQLite file, or postgresql:...), or "
                  "https://host[:port] of a centre's public interface")
      ->required();
  command.add_option("--ca", options.place.authorities_file,
                     "Authorities whose servers are trusted at an address (PEM; default: the system's)");
  command.add_option("--token-file", options.place.token_file,
                     "A file with an operator's token, for the entries at an address; without one the hashes are read "
                     "alone");
}

void AddLogKey(CLI::App& command, LogOptions& options) {
  command.add_option("--key", options.key, "The log's verifier key: name+id+key")->required();
  command.add_flag("--json", options.json, "Print JSON");
}

void AddWitnesses(CLI::App& command, LogOptions& options) {
  command.add_option("--witness", options.witnesses, "The verifier key of a witness; may be given more than once")
      ->allow_extra_args(false);
  command.add_option("--quorum", options.quorum, "How many of them must have cosigned (default: all)");
}

Result<audit::LogPolicy> PolicyOf(const LogOptions& options) {
  ASSIGN_OR_RETURN(audit::NoteVerifier log, ParseLogKey("--key", options.key));
  audit::LogPolicy policy{.log = std::move(log), .witnesses = {}, .quorum = options.witnesses.size()};
  policy.witnesses.reserve(options.witnesses.size());
  for (const std::string& text : options.witnesses) {
    ASSIGN_OR_RETURN(audit::NoteVerifier witness, ParseWitnessKey("--witness", text));
    const bool is_there = std::ranges::any_of(
        policy.witnesses, [&](const audit::NoteVerifier& one) { return one.ToString() == witness.ToString(); });
    if (is_there) return Fail(ErrorCode::kInvalidArgument, "--witness: a witness counts once");
    policy.witnesses.push_back(std::move(witness));
  }
  if (options.quorum) policy.quorum = *options.quorum;
  if (policy.quorum > policy.witnesses.size()) {
    return Fail(ErrorCode::kInvalidArgument, "--quorum: more than there are witnesses");
  }
  return policy;
}

}  // namespace oso::app
