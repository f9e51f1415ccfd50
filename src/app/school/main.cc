// oso-school: a school system's server, and the commands of the schools' staff.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/audit_command.h"
#include "app/command.h"
#include "app/school/commands.h"

namespace oso::app {
namespace {

struct Arguments {
  std::string settings_file = "/etc/oso/school.toml";
  std::string account;
  bool json = false;
  std::string file, school, dossier, intake, target;
  InspectionTexts inspection;
  CopyTexts copy;
  AskTexts ask;
  RequestTexts request;
  std::string notice;
  std::int64_t after = 0;
  int limit = 1000;
};

using Action = std::function<Status()>;

OutputFormat FormatOf(const Arguments& arguments) { return arguments.json ? OutputFormat::kJson : OutputFormat::kText; }

Status WithParts(const Arguments& arguments, const std::function<Status(const SchoolCommand&)>& command) {
  ASSIGN_OR_RETURN(std::unique_ptr<SchoolParts> parts, SchoolParts::Create(arguments.settings_file));
  return command({*parts, CommandActor(arguments.account, parts->random), FormatOf(arguments)});
}

class Commands {
 public:
  Commands(CLI::App& app, Arguments& arguments, Action& action) : app_(app), a_(arguments), action_(action) {}

  void AddSource() {
    CLI::App* dossier = Group("dossier", "Dossiers of pupils who leave (source)");
    CLI::App* add = dossier->add_subcommand("add", "Take in a composed dossier, checked");
    add->add_option("file", a_.file, "The dossier (XML, UTF-8)")->required()->check(CLI::ExistingFile);
    add->add_option("--school", a_.school, "BRIN of the school it is of")->required();
    On(add, [this](const SchoolCommand& c) { return AddDossier(c, a_.file, a_.school); });

    CLI::App* copy = dossier->add_subcommand("copy", "Make the copy that the parents inspect");
    copy->add_option("id", a_.copy.dossier, "The dossier")->required();
    copy->add_option("--output", a_.copy.output, "The file, which is not there yet; only you can read it")->required();
    copy->add_option("--format", a_.copy.format, "html, or pdf, which weasyprint makes")
        ->check(CLI::IsMember({"html", "pdf"}))
        ->capture_default_str();
    On(copy, [this](const SchoolCommand& c) { return CopyDossier(c, a_.copy); });

    CLI::App* inspect = dossier->add_subcommand("inspect", "Record that the parents saw it (inzage), and consent (VO)");
    inspect->add_option("id", a_.inspection.dossier, "The dossier")->required();
    inspect->add_option("--date", a_.inspection.date, "When, such as 2017-03-31")->required();
    inspect->add_option("--agreement", a_.inspection.agreement, "Agreement with the content: Ja, Nee or Onbekend")
        ->required();
    inspect->add_option("--by", a_.inspection.by, "ouder, or leerling (VO: from 16; from 18 only the pupil)")
        ->capture_default_str();
    inspect->add_option("--how", a_.inspection.how, "How it was shown: getoond, afgedrukt, digitaal or in-las")
        ->capture_default_str();
    inspect->add_option("--content", a_.inspection.content,
                        "The digest on what they saw (default: that of the dossier as it is)");
    inspect->add_option(
        "--reason-file", a_.inspection.reason_file,
        "File with why they do not agree, in their words; - is standard input (default: as the dossier has it)");
    inspect->add_option("--provisional", a_.inspection.provisional,
                        "true or false: the dossier may still change (default: as the dossier has it)");
    inspect
        ->add_option("--consent", a_.inspection.consent,
                     "To the transfer, needed from VO: given, refused or not-needed")
        ->capture_default_str();
    On(inspect, [this](const SchoolCommand& c) { return InspectDossier(c, a_.inspection); });

    CLI::App* ready = dossier->add_subcommand("set-ready", "Make it available (klaarzetten)");
    ready->add_option("id", a_.dossier, "The dossier")->required();
    ready->add_option("--for", a_.target, "BRIN of the school that may fetch it, or `any`")->required();
    On(ready, [this](const SchoolCommand& c) { return SetDossierReady(c, a_.dossier, a_.target); });

    CLI::App* show = dossier->add_subcommand("show", "Show one dossier, and what the law still asks of it");
    show->add_option("id", a_.dossier, "The dossier")->required();
    On(show, [this](const SchoolCommand& c) { return ShowDossier(c, a_.dossier); });

    CLI::App* withdraw = dossier->add_subcommand("withdraw", "Take it back (intrekken)");
    withdraw->add_option("id", a_.dossier, "The dossier")->required();
    On(withdraw, [this](const SchoolCommand& c) { return WithdrawDossier(c, a_.dossier); });

    OfSchool(dossier->add_subcommand("list", "List a school's dossiers, newest first"), ListDossiers);
    CLI::App* request = Group("request", "Requests that other schools made of ours");
    OfSchool(request->add_subcommand("list", "List a school's requests, newest first"), ListRequests);
    CLI::App* notify = request->add_subcommand("notify", "Tell who asked in vain that the dossier is ready now");
    OfRequest(notify, NotifyOfRequest);
    CLI::App* aside = request->add_subcommand("put-aside", "Let a request wait no longer: no dossier will come");
    aside->add_option("--reason", a_.request.reason, "elsewhere, not-ours or no-transfer")->required();
    OfRequest(aside, PutAsideRequest);
  }

  void AddTarget() {
    CLI::App* intake = Group("intake", "Dossiers of pupils who come (target)");
    CLI::App* ask = intake->add_subcommand("ask",
                                           "Ask for a pupil's dossier, receive, import and confirm it.\n"
                                           "The PGN is read from standard input");
    ask->add_option("--as", a_.ask.target, "Our access point, such as 02BB/1")->required();
    ask->add_option("--from", a_.ask.source, "BRIN of the school that has the dossier")->required();
    ask->add_option("--kind", a_.ask.kind, "overstapdossier or overdrachtbinnenbrin")->capture_default_str();
    On(ask, [this](const SchoolCommand& c) { return AskForDossier(c, a_.ask); });
    On(intake->add_subcommand("resume", "Go on with every intake that is not finished"), ResumeIntakes);
    OfSchool(intake->add_subcommand("list", "List a school's intakes, newest first"), ListIntakes);
    CLI::App* exporting = intake->add_subcommand("export", "Write the received dossier, in plain, to a new file");
    exporting->add_option("id", a_.intake, "The intake")->required();
    exporting->add_option("--output", a_.file, "The file, which is not there yet")->required();
    On(exporting, [this](const SchoolCommand& c) { return ExportIntake(c, a_.intake, a_.file); });

    CLI::App* notice = Group("notice", "Notices of sources that have a dossier ready for us");
    OfSchool(notice->add_subcommand("list", "List a school's notices, newest first"), ListNotices);
    CLI::App* seen = notice->add_subcommand("seen", "Record that somebody has seen it");
    seen->add_option("id", a_.notice, "The notice")->required();
    On(seen, [this](const SchoolCommand& c) { return SeeNotice(c, a_.notice); });
  }

  void AddKeys() {
    CLI::App* keys = Group("keys", "Keys by which kept dossiers are encrypted");
    keys->add_subcommand("create", "Make the root key, in the file that keys.root names")->callback([this] {
      action_ = [this] { return CreateKeys(a_.settings_file, FormatOf(a_)); };
    });
    OfSchool(keys->add_subcommand("rotate", "Give a school a new key, and wrap those of its dossiers by it"),
             RotateKeys);
  }

  void AddOthers() {
    CLI::App* waiting = app_.add_subcommand("waiting", "Show who waits, how many days, and who should act");
    waiting->add_option("--school", a_.school, "BRIN: only of this school");
    On(waiting, [this](const SchoolCommand& c) { return ShowWaiting(c, a_.school); });

    On(app_.add_subcommand("ping", "See whether the Traffic Center answers"), PingCenter);
    CLI::App* ap = Group("ap", "Access points, as the centre has them");
    CLI::App* aps = ap->add_subcommand("list", "List the active ones");
    aps->add_option("--school", a_.school, "BRIN: only of this school");
    On(aps, [this](const SchoolCommand& c) { return ListAccessPoints(c, a_.school); });

    CLI::App* audit = Group("audit", "The audit log");
    CLI::App* list = audit->add_subcommand("list", "List events, oldest first");
    list->add_option("--after", a_.after, "Only events after this sequence number")->capture_default_str();
    list->add_option("--limit", a_.limit, "At most so many")->capture_default_str()->check(CLI::Range(1, 100000));
    On(list, [this](const SchoolCommand& c) {
      return ListAudit(c.parts.loops, c.parts.audit, a_.after, a_.limit, c.format);
    });
  }

 private:
  CLI::App* Group(const char* name, const char* help) {
    CLI::App* noun = app_.add_subcommand(name, help);
    noun->require_subcommand(1);
    return noun;
  }
  void On(CLI::App* command, std::function<Status(const SchoolCommand&)> run) {
    command->callback([this, run = std::move(run)] { action_ = [this, run] { return WithParts(a_, run); }; });
  }
  void OfSchool(CLI::App* command, Status (*run)(const SchoolCommand&, const std::string&)) {
    command->add_option("--school", a_.school, "BRIN of the school")->required();
    On(command, [this, run](const SchoolCommand& c) { return run(c, a_.school); });
  }

  void OfRequest(CLI::App* command, Status (*run)(const SchoolCommand&, const RequestTexts&)) {
    command->add_option("session", a_.request.session, "The session in which it was asked")->required();
    command->add_option("--from", a_.request.source, "Our access point that was asked, such as 01AA/1")->required();
    On(command, [this, run](const SchoolCommand& c) { return run(c, a_.request); });
  }

  CLI::App& app_;
  Arguments& a_;
  Action& action_;
};

int Main(int argc, char** argv) {
  CLI::App app{
      "A school system for OSO: hands over the dossiers of pupils who leave and takes in those of pupils who come,\n"
      "for all schools of one supplier.",
      "oso-school"};
  Arguments a;
  Action action;
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--config", a.settings_file, "Settings file (see `oso-school config`)")->capture_default_str();
  app.add_option("--account", a.account, "Who gives this command, for the audit log (default: the user of the system)");
  app.add_flag("--json", a.json, "Print JSON");
  app.footer("--config, --account and --json go with every command.");

  app.add_subcommand("serve", "Run the server until it is told to stop (SIGTERM)")->callback([&] {
    action = [&a] { return ServeSchool(a.settings_file); };
  });
  app.add_subcommand("config", "Print every setting with its meaning and default, as a settings file")->callback([&] {
    action = [] {
      std::fputs(AsTemplate(Join(CommonSettings(), SchoolSettings())).c_str(), stdout);
      return Status{};
    };
  });
  Commands commands(app, a, action);
  commands.AddSource();
  commands.AddTarget();
  commands.AddKeys();
  commands.AddOthers();
  return RunCommandLine(app, argc, argv, action);
}

}  // namespace
}  // namespace oso::app

int main(int argc, char** argv) { return oso::app::Main(argc, argv); }
