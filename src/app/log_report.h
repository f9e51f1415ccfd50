// What verifying a log gave, as commands say it; and the keys and checkpoints that they are given for it.
#pragma once

#include <optional>
#include <string>

#include "app/output.h"
#include "audit/log_verifier.h"

namespace oso::app {

// One thing for people, then a line for each finding: "entry-changed  tile/entries/000  entry 17: ...".
// `trusted` is the earlier checkpoint that it was compared with.
void PrintLogReport(const audit::LogReport& report, audit::LogDepth depth,
                    const std::optional<audit::Checkpoint>& trusted, OutputFormat format);

// As it is published: name+id+key. kInvalidArgument: says which option it was given to, and if it is the key of another
// kind of signer.
Result<audit::NoteVerifier> ParseLogKey(std::string_view option, std::string_view text);
Result<audit::NoteVerifier> ParseWitnessKey(std::string_view option, std::string_view text);

// A checkpoint that was kept earlier, and is still to be believed. kNotFound, kStorage: of the file; otherwise as
// audit::VerifyCheckpoint.
Result<audit::Checkpoint> ReadKeptCheckpoint(const std::string& file, const audit::LogPolicy& policy);

}  // namespace oso::app
