// `oso log watch`: a witness of a log; `oso log witness-key`: the key with which it cosigns.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <memory>

#include "app/command.h"
#include "app/files.h"
#include "app/oso/log/log_commands.h"
#include "app/oso/log/log_options.h"
#include "app/oso/log/witness_folder.h"
#include "app/oso/options.h"
#include "base/log.h"
#include "http/event_loops.h"

namespace oso::app {
namespace {

using audit::NoteSigner;
using audit::Witness;

struct WatchOptions : LogOptions {
  std::string folder;
  std::int64_t every_seconds = 60;
  bool once = false;
  std::optional<std::string> key_file;
  std::string name;  // of the witness
};

Result<std::optional<NoteSigner>> SignerOf(const WatchOptions& options) {
  if (!options.key_file) return std::optional<NoteSigner>();
  ASSIGN_OR_RETURN(const std::string pem, ReadSecretFile(*options.key_file));
  ASSIGN_OR_RETURN(crypto::SigningKey key, crypto::SigningKey::FromPem(pem));
  ASSIGN_OR_RETURN(NoteSigner signer,
                   NoteSigner::Create(options.name, audit::NoteKeyType::kCosignature, std::move(key)));
  return std::optional(std::move(signer));
}

std::uint64_t SizeOf(const std::optional<audit::Checkpoint>& checkpoint) { return checkpoint ? checkpoint->size : 0; }

void PrintTurn(const WatchOptions& options, const Witness::Seen& seen, const std::optional<NoteSigner>& signer) {
  boost::json::object facts;
  if (seen.present) facts["log"] = seen.present->origin;
  if (seen.present) facts["size"] = seen.present->size;
  facts["before"] = seen.before ? boost::json::value(seen.before->size) : boost::json::value(nullptr);
  facts["outcome"] = seen.refused ? "REFUSED" : "kept";
  if (seen.refused) facts["finding"] = audit::WireName(seen.refused->fault);
  if (seen.refused) facts["detail"] = seen.refused->detail;
  if (!seen.refused && signer) facts["cosigned"] = signer->verifier().ToString();
  Print(options.format(), facts);
}

void LogTurn(Logger& log, const Result<Witness::Seen>& turn) {
  if (!turn.ok()) {
    log.Warning("no turn", {{"code", turn.error().code}, {"detail", turn.error().detail}});
  } else if (turn->refused) {
    log.Error("the log is refused", {{"finding", audit::WireName(turn->refused->fault)},
                                     {"path", turn->refused->path},
                                     {"detail", turn->refused->detail},
                                     {"kept_size", SizeOf(turn->before)}});
  } else if (turn->before != turn->present) {
    log.Info("the log grew", {{"from", SizeOf(turn->before)}, {"to", SizeOf(turn->present)}});
  }
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

bool IsStoppedWithin(std::int64_t seconds) {
  const sigset_t signals = StopSignals();
  const timespec pause{.tv_sec = seconds, .tv_nsec = 0};
  return sigtimedwait(&signals, nullptr, &pause) > 0;
}

// Turn after turn, until it is told to stop. A log that was refused is looked at again: it may come back to what it
// was.
void KeepWatching(const WatchOptions& options, Witness& witness, http::EventLoops& loops, Logger& log, int& exit_code) {
  do {
    const Result<Witness::Seen> turn = loops.Run(witness.Look());
    LogTurn(log, turn);
    if (turn.ok() && turn->refused) exit_code = kExitFailed;
  } while (!IsStoppedWithin(options.every_seconds));
}

Status Watch(const WatchOptions& options, int& exit_code) {
  const sigset_t signals = StopSignals();
  if (!options.once) pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before there are threads
  exit_code = kExitUsage;
  const SystemClock clock;
  StderrLogger log(clock);
  ASSIGN_OR_RETURN(audit::LogPolicy policy, PolicyOf(options));
  ASSIGN_OR_RETURN(const std::optional<NoteSigner> signer, SignerOf(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<WitnessFolder> folder, WitnessFolder::Open(options.folder));
  http::EventLoops loops(1);
  ASSIGN_OR_RETURN(const OpenedLog opened, OpenLog(options.place));
  Witness witness(*opened.source, *folder, std::move(policy), signer, clock);
  if (options.once) {
    ASSIGN_OR_RETURN(const Witness::Seen seen, loops.Run(witness.Look()));
    PrintTurn(options, seen, signer);
    exit_code = seen.refused ? kExitFailed : kExitOk;
    return {};
  }
  exit_code = kExitOk;
  log.Info("watching", {{"every_seconds", options.every_seconds},
                        {"cosigns_as", signer ? signer->verifier().ToString() : "nobody"}});
  KeepWatching(options, witness, loops, log, exit_code);
  return {};
}

Status MakeWitnessKey(const WatchOptions& options) {
  const crypto::SigningKey key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  ASSIGN_OR_RETURN(const NoteSigner signer, NoteSigner::Create(options.name, audit::NoteKeyType::kCosignature, key));
  RETURN_IF_ERROR(WriteFile(*options.key_file, key.ToPem(), FileMode::kPrivate, IfExists::kRefuse));
  Print(options.format(), boost::json::object{{"witness", signer.verifier().ToString()}});
  return {};
}

}  // namespace

void AddLogWatchCommands(CLI::App& group, Action& action, int& exit_code) {
  auto options = std::make_shared<WatchOptions>();
  CLI::App* watch = group.add_subcommand("watch",
                                         "Be a witness of a log: keep its newest checkpoint, and refuse one "
                                         "that did not grow from it");
  AddPlace(*watch, *options);
  AddLogKey(*watch, *options);
  watch->add_option("--keep", options->folder, "The witness's folder: checkpoint, cosigned, refused-...")->required();
  watch->add_option("--every", options->every_seconds, "Seconds between two looks")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
  watch->add_flag("--once", options->once, "Look once");
  CLI::Option* key = watch->add_option("--cosign-key", options->key_file, "Cosign with this key (see witness-key)");
  CLI::Option* name = watch->add_option("--name", options->name, "The witness's name, as witness.example.nl/1");
  key->needs(name);
  name->needs(key);
  watch->footer(
      "Exit code: 0 it only grew, 1 it was refused, 2 it cannot be read, or the command is wrong. Without --once it "
      "goes on until it is stopped, and logs to standard error.");
  watch->callback(
      [options, &action, &exit_code] { action = [options, &exit_code] { return Watch(*options, exit_code); }; });

  CLI::App* make = group.add_subcommand("witness-key", "Make the key of a witness, and print what others verify with");
  make->add_option("--name", options->name, "The witness's name, as witness.example.nl/1")->required();
  make->add_option("-o,--output", options->key_file, "Where to write the private key")->required();
  make->add_flag("--json", options->json, "Print JSON");
  make->footer(kExitHelp);
  make->callback([options, &action] { action = [options] { return MakeWitnessKey(*options); }; });
}

}  // namespace oso::app
