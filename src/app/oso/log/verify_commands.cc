// `oso log verify`: a whole log; `oso log verify-receipt` and `verify-growth`: a file that proves itself, without a log
// or a network.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/command.h"
#include "app/files.h"
#include "app/log_report.h"
#include "app/oso/log/log_commands.h"
#include "app/oso/log/log_options.h"
#include "audit/growth.h"
#include "audit/receipt.h"
#include "http/event_loops.h"

namespace oso::app {
namespace {

struct VerifyOptions : LogOptions {
  std::optional<std::string> since;
  bool hashes = false;
  std::string file;  // of a receipt or a growth
};

Status Verify(const VerifyOptions& options, int& exit_code) {
  exit_code = kExitUsage;
  ASSIGN_OR_RETURN(audit::LogPolicy policy, PolicyOf(options));
  std::optional<audit::Checkpoint> trusted;
  if (options.since) {
    ASSIGN_OR_RETURN(trusted, ReadKeptCheckpoint(*options.since, policy));
    policy.quorum = 0;  // the witnesses vouch for that one
  }
  http::EventLoops loops(1);
  ASSIGN_OR_RETURN(const OpenedLog log, OpenLog(options.place));
  const audit::LogDepth depth = options.hashes ? audit::LogDepth::kHashes : log.depth;
  ASSIGN_OR_RETURN(const audit::LogReport report, loops.Run(audit::VerifyLog(*log.source, policy, trusted, depth)));
  PrintLogReport(report, depth, trusted, options.format());
  exit_code = report.findings.empty() ? kExitOk : kExitFailed;
  return {};
}

// Of a proof: what it is of.
boost::json::object Describe(const audit::VerifiedCheckpoint& verified) {
  boost::json::object facts{{"log", verified.checkpoint.origin},
                            {"size", verified.checkpoint.size},
                            {"root", crypto::Base64Encode(verified.checkpoint.root)}};
  boost::json::array cosigned;
  for (const audit::Cosigned& one : verified.cosigned) {
    cosigned.push_back({{"witness", one.witness}, {"at", ToIso8601(one.at)}});
  }
  if (!cosigned.empty()) facts["cosigned"] = std::move(cosigned);
  return facts;
}

// A proof that does not hold is told apart from one that cannot be read.
Error Refused(Error error, int& exit_code) {
  exit_code = error.code == ErrorCode::kUnauthenticated ? kExitFailed : kExitUsage;
  return error;
}

Status VerifyReceiptFile(const VerifyOptions& options, int& exit_code) {
  exit_code = kExitUsage;
  ASSIGN_OR_RETURN(const audit::LogPolicy policy, PolicyOf(options));
  ASSIGN_OR_RETURN(const std::string text, ReadFile(options.file, audit::kMaxReceipt));
  auto verified = audit::VerifyReceipt(text, policy);
  if (!verified.ok()) return Refused(std::move(verified).error(), exit_code);
  exit_code = kExitOk;
  boost::json::object facts{{"entry", verified->entry}, {"index", verified->index}};
  for (const auto& [key, value] : Describe(verified->checkpoint)) facts[key] = value;
  Print(options.format(), facts);
  return {};
}

Status VerifyGrowthFile(const VerifyOptions& options, int& exit_code) {
  exit_code = kExitUsage;
  ASSIGN_OR_RETURN(audit::LogPolicy policy, PolicyOf(options));
  ASSIGN_OR_RETURN(const audit::Checkpoint trusted, ReadKeptCheckpoint(*options.since, policy));
  policy.quorum = 0;
  ASSIGN_OR_RETURN(const std::string text, ReadFile(options.file, audit::kMaxGrowth));
  auto verified = audit::VerifyGrowthProof(text, trusted, policy);
  if (!verified.ok()) return Refused(std::move(verified).error(), exit_code);
  exit_code = kExitOk;
  boost::json::object facts{{"since", trusted.size}};
  for (const auto& [key, value] : Describe(*verified)) facts[key] = value;
  Print(options.format(), facts);
  return {};
}

}  // namespace

void AddLogVerifyCommands(CLI::App& group, Action& action, int& exit_code) {
  auto options = std::make_shared<VerifyOptions>();
  const auto add = [&](const char* name, const char* help, Status (*run)(const VerifyOptions&, int&)) {
    CLI::App* command = group.add_subcommand(name, help);
    command->callback([options, &action, &exit_code, run] {
      action = [options, &exit_code, run] { return run(*options, exit_code); };
    });
    return command;
  };

  CLI::App* verify = add("verify", "Verify a whole log: every entry, every hash, the signed root", Verify);
  AddPlace(*verify, *options);
  verify->add_option("--since", options->since,
                     "A checkpoint that was kept earlier (- for standard input): the log must have grown from it. The "
                     "witnesses are then asked of that one");
  verify->add_flag("--hashes", options->hashes, "Read the hashes alone, where the entries are not at hand");
  verify->footer("Exit code: 0 whole, 1 not whole, 2 the log cannot be read, or the command is wrong.");

  CLI::App* receipt = add("verify-receipt", "Verify a receipt, without the log", VerifyReceiptFile);
  receipt->add_option("FILE", options->file, "The receipt, or - for standard input")->required();

  CLI::App* growth =
      add("verify-growth", "Verify that a log grew from an earlier checkpoint, without the log", VerifyGrowthFile);
  growth->add_option("FILE", options->file, "What `oso log prove --since` wrote, or - for standard input")->required();
  growth->add_option("--since", options->since, "The earlier checkpoint")->required();

  for (CLI::App* command : {verify, receipt, growth}) {
    AddLogKey(*command, *options);
    AddWitnesses(*command, *options);
    if (command != verify) {
      command->footer("Exit code: 0 proved, 1 not proved, 2 a file cannot be read, or the command is wrong.");
    }
  }
}

}  // namespace oso::app
