// `oso log prove`: a receipt of an entry, or that the log grew from a checkpoint; verified before it is written.
#include <CLI/CLI.hpp>
#include <memory>

#include "app/files.h"
#include "app/log_report.h"
#include "app/oso/log/log_commands.h"
#include "app/oso/log/log_options.h"
#include "app/oso/options.h"
#include "audit/prove.h"
#include "audit/receipt.h"
#include "http/event_loops.h"

namespace oso::app {
namespace {

struct ProveOptions : LogOptions {
  std::optional<std::uint64_t> index;
  std::optional<std::string> entry_file;
  std::optional<std::string> since;
  std::optional<std::string> to;
  std::optional<std::string> output;
};

// The checkpoint that proves: the one that is given, or the log's newest.
Result<std::string> CheckpointFor(const ProveOptions& options, audit::LogSource& log, http::EventLoops& loops) {
  if (options.to) return ReadFile(*options.to, audit::kMaxNote);
  ASSIGN_OR_RETURN(const Bytes note, loops.Run(log.Read("checkpoint")));
  return std::string(AsText(note));
}

struct Found {
  std::string entry;
  std::uint64_t index = 0;
};

// The entry that is asked for, among the first `size`.
Task<Result<Found>> FindEntry(const ProveOptions& options, audit::LogSource& log, std::uint64_t size) {
  if (options.index) {
    CO_ASSIGN_OR_RETURN(std::string entry, co_await audit::ReadLogEntry(log, *options.index, size));
    co_return Found{std::move(entry), *options.index};
  }
  CO_ASSIGN_OR_RETURN(std::string entry, ReadFile(*options.entry_file, audit::kMaxReceipt));
  entry.resize(std::min(entry.find('\n'), entry.size()));  // as a file has it, or as a receipt begins
  CO_ASSIGN_OR_RETURN(const auto index, co_await audit::FindLeaf(log, audit::LeafHash(AsBytes(entry)), size));
  if (!index) co_return Fail(ErrorCode::kNotFound, "the log has no such entry");
  co_return Found{std::move(entry), *index};
}

Status Prove(const ProveOptions& options) {
  ASSIGN_OR_RETURN(audit::LogPolicy policy, PolicyOf(options));
  http::EventLoops loops(1);
  ASSIGN_OR_RETURN(const OpenedLog log, OpenLog(options.place));
  ASSIGN_OR_RETURN(const std::string checkpoint, CheckpointFor(options, *log.source, loops));
  if (options.since) {
    ASSIGN_OR_RETURN(const audit::Checkpoint trusted, ReadKeptCheckpoint(*options.since, policy));
    ASSIGN_OR_RETURN(const std::string growth, loops.Run(audit::ProveGrowth(*log.source, policy, checkpoint, trusted)));
    return WriteOutput(growth, options.output, FileMode::kPublic);
  }
  if (options.index && log.depth == audit::LogDepth::kHashes) {
    return Fail(ErrorCode::kForbidden, "entries are not public at an address: give --entry, or an operator's token");
  }
  ASSIGN_OR_RETURN(const audit::VerifiedCheckpoint verified, audit::VerifyCheckpoint(checkpoint, policy));
  ASSIGN_OR_RETURN(Found found, loops.Run(FindEntry(options, *log.source, verified.checkpoint.size)));
  ASSIGN_OR_RETURN(const std::string receipt,
                   loops.Run(audit::ProveEntry(*log.source, policy, checkpoint, std::move(found.entry), found.index)));
  return WriteOutput(receipt, options.output, FileMode::kPublic);
}

}  // namespace

void AddLogProveCommand(CLI::App& group, Action& action) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* prove = group.add_subcommand(
      "prove", "Write a receipt of an entry, or with --since a proof that the log grew from a checkpoint");
  AddPlace(*prove, *options);
  CLI::Option_group* what = prove->add_option_group("What is proved");
  what->add_option("INDEX", options->index, "An entry, counted from 0");
  what->add_option("--entry", options->entry_file,
                   "An entry itself, as the first line of a file; - for standard input");
  what->add_option("--since", options->since, "A checkpoint that was kept earlier: that the log grew from it");
  what->require_option(1);
  prove->add_option("--to", options->to, "The checkpoint that it is proved by (default: the log's newest)");
  prove->add_option("-o,--output", options->output, kOutputHelp);
  prove->add_option("--key", options->key, "The log's verifier key: name+id+key")->required();
  AddWitnesses(*prove, *options);
  prove->footer(kExitHelp);
  prove->callback([options, &action] { action = [options] { return Prove(*options); }; });
}

}  // namespace oso::app
