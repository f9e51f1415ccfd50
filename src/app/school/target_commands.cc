#include <termios.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <iostream>

#include "app/files.h"
#include "app/school/commands.h"

namespace oso::app {
namespace {

namespace target = school::target;
using boost::json::array;
using boost::json::object;

// Tells a person at a terminal how it goes; --json says it all at the end.
class Progress final : public target::IntakeObserver {
 public:
  explicit Progress(OutputFormat format) : tells_(format == OutputFormat::kText) {}
  void SessionOpened(const SessionId& session, std::size_t sources) override {
    Tell("session " + session.ToString() + ", " + std::to_string(sources) + " access point(s) to ask");
  }
  void Asked(const AccessPointId& source, std::string_view result) override {
    Tell("asked " + source.ToString() + ": " + std::string(result));
  }
  void Imported(const school::Document& document) override {
    Tell("imported " + std::to_string(document.size) + " bytes");
  }
  void Answered(exchange::ResultCode result) override {
    Tell("the centre has the result " + std::string(exchange::WireName(result)));
  }

 private:
  void Tell(const std::string& line) const {
    if (tells_) std::puts(line.c_str());
  }
  bool tells_;
};

object Describe(const target::Intake& intake) {
  object described{{"id", intake.id.ToString()},
                   {"state", target::WireName(intake.state)},
                   {"target", intake.target.ToString()},
                   {"source", intake.source.text()},
                   {"kind", dossier::WireName(intake.kind)},
                   {"asked_at", ToIso8601(intake.asked_at)},
                   {"session", nullptr},
                   {"result", nullptr},
                   {"sha256", nullptr}};
  if (intake.session) described["session"] = intake.session->ToString();
  if (intake.result) described["result"] = exchange::WireName(*intake.result);
  if (intake.document) described["sha256"] = intake.document->sha256;
  return described;
}

Result<target::Intake> Complete(const SchoolCommand& command, target::Intake intake) {
  SchoolParts& parts = command.parts;
  target::CompleteIntake complete(parts.network(), {parts.intakes, *parts.documents, parts.audit}, parts.search_keys,
                                  parts.clock, parts.random, parts.read_limits);
  Progress progress(command.format);
  return parts.loops.Run(complete.Run(command.actor, std::move(intake), progress));
}

// From a person at a terminal, who does not see it typed; or from another program.
Result<Pgn> ReadPgn() {
  termios shown{};
  const bool is_terminal = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &shown) == 0;
  if (is_terminal) {
    std::fputs("PGN (BSN or onderwijsnummer) of the pupil: ", stderr);
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  }
  std::string line;
  std::getline(std::cin, line);
  if (is_terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::fputs("\n", stderr);
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return Pgn::Parse(line);
}

Error Unreached() { return Fail(ErrorCode::kUnavailable, "a system of the source school could not be reached"); }

// An intake that could not be carried on is not lost: say so, and how it goes on.
Error Kept(Error error) {
  error.detail += "; the question is kept: `oso-school intake resume` goes on with it";
  return error;
}

// The active ones: as the centre has them, or while it is away as it had them when the register was kept.
Result<std::vector<exchange::AccessPoint>> FindAccessPoints(SchoolParts& parts,
                                                            const exchange::AccessPointFilter& filter) {
  auto found = parts.loops.Run(parts.center->ListAccessPoints(filter));
  const bool is_away =
      !found.ok() && (found.error().code == ErrorCode::kUnavailable || found.error().code == ErrorCode::kTimeout);
  if (!is_away || !parts.kept->keeps()) return found;
  RETURN_IF_ERROR(parts.kept->Load());
  const auto kept = parts.kept->Register();
  if (kept == nullptr) return found;
  std::fprintf(stderr, "the centre is away; this is its register of %s\n", ToIso8601(kept->made_at).c_str());
  std::vector<exchange::AccessPoint> active;
  for (const exchange::AccessPoint* ap : kept->registry->All<exchange::AccessPoint>()) {
    const bool is_wanted = !filter.brin || ap->id.brin == *filter.brin;
    if (is_wanted && ap->state == exchange::AccessPointState::kActive) active.push_back(*ap);
  }
  return active;
}

// "soap-17 rest-1"; "": the centre did not say.
std::string ProtocolsOf(const exchange::AccessPoint& ap) {
  std::string text;
  for (const exchange::Protocol protocol : ap.protocols) {
    if (!text.empty()) text += ' ';
    text += exchange::WireName(protocol);
  }
  return text;
}

}  // namespace

Status AskForDossier(const SchoolCommand& command, const AskTexts& texts) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(AccessPointId target_ap, AccessPointId::Parse(texts.target));
  ASSIGN_OR_RETURN(Brin source, Brin::Parse(texts.source));
  const auto kind = dossier::ParseTransferKind(texts.kind);
  if (!kind) return Fail(ErrorCode::kInvalidArgument, "--kind is overstapdossier or overdrachtbinnenbrin");
  ASSIGN_OR_RETURN(Pgn pgn, ReadPgn());

  target::AskDossier ask(parts.intakes, parts.search_keys, parts.clock, parts.random);
  ASSIGN_OR_RETURN(target::Intake begun, parts.loops.Run(ask.Run(command.actor, target_ap, source, pgn, *kind)));
  Result<target::Intake> completed = Complete(command, std::move(begun));
  if (!completed.ok()) return Kept(std::move(completed).error());
  const target::Intake& intake = *completed;

  object described = Describe(intake);
  if (intake.result) {
    const exchange::ResultCodeInfo& info = exchange::Info(*intake.result);
    described["meaning"] = info.meaning;
    described["who_mends"] = info.who_mends;
  }
  Print(command.format, described);
  if (intake.state == target::IntakeState::kAsked) return Kept(Unreached());
  return {};
}

Status ResumeIntakes(const SchoolCommand& command) {
  ASSIGN_OR_RETURN(std::vector<target::Intake> unfinished,
                   command.parts.loops.Run(command.parts.intakes.ListUnfinished()));
  array rows;
  std::optional<Error> last_error;
  for (target::Intake& intake : unfinished) {
    const target::Intake before = intake;
    Result<target::Intake> done = Complete(command, std::move(intake));
    rows.push_back(Describe(done.ok() ? *done : before));
    if (done.ok() && done->state == target::IntakeState::kAsked) last_error = Unreached();
    if (!done.ok()) last_error = std::move(done).error();
  }
  Print(command.format, rows);
  if (last_error) return Kept(*std::move(last_error));
  return {};
}

Status ListIntakes(const SchoolCommand& command, const std::string& brin) {
  ASSIGN_OR_RETURN(Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(std::vector<target::Intake> intakes, command.parts.loops.Run(command.parts.intakes.List(school)));
  array rows;
  for (const target::Intake& intake : intakes) rows.push_back(Describe(intake));
  Print(command.format, rows);
  return {};
}

Status ExportIntake(const SchoolCommand& command, const std::string& id, const std::string& output) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(const IntakeId intake_id, IntakeId::Parse(id));
  ASSIGN_OR_RETURN(const std::optional<target::Intake> intake, parts.loops.Run(parts.intakes.Find(intake_id)));
  if (!intake) return Fail(ErrorCode::kNotFound, "no intake has this id");
  if (!intake->document) return Fail(ErrorCode::kConflict, "this intake has received no dossier");
  ASSIGN_OR_RETURN(const auto document, parts.loops.Run(parts.documents->Open(*intake->document)));
  ASSIGN_OR_RETURN(const std::unique_ptr<NewFile> file, NewFile::Create(output, FileMode::kPrivate));
  crypto::Sha256Stream digest;
  while (true) {
    ASSIGN_OR_RETURN(const ByteView bytes, parts.loops.Run(document->Next()));
    if (bytes.empty()) break;
    digest.Update(bytes);
    RETURN_IF_ERROR(file->Write(AsText(bytes)));
  }
  if (ToHex(digest.Finish()) != intake->document->sha256) {
    return Fail(ErrorCode::kStorage, "what is kept of this intake is not what was received");
  }
  RETURN_IF_ERROR(file->Place(IfExists::kRefuse));
  Print(command.format, object{{"id", id}, {"file", output}, {"sha256", intake->document->sha256}});
  return {};
}

Status PingCenter(const SchoolCommand& command) {
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.center->Ping()));
  Print(command.format, object{{"center", "reachable"}});
  return {};
}

Status ListAccessPoints(const SchoolCommand& command, const std::string& brin) {
  exchange::AccessPointFilter filter;
  if (!brin.empty()) {
    ASSIGN_OR_RETURN(filter.brin, Brin::Parse(brin));
  }
  ASSIGN_OR_RETURN(const std::vector<exchange::AccessPoint> found, FindAccessPoints(command.parts, filter));
  array rows;
  for (const exchange::AccessPoint& ap : found) {
    rows.push_back({{"id", ap.id.ToString()},
                    {"purpose", exchange::WireName(ap.purpose)},
                    {"sector", exchange::WireName(ap.sector)},
                    {"supplier", ap.supplier.text()},
                    {"protocols", ProtocolsOf(ap)},
                    {"url", ap.url}});
  }
  Print(command.format, rows);
  return {};
}

}  // namespace oso::app
