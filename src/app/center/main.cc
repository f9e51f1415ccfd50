// oso-center: the Traffic Center's server and the commands on its register.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/audit_command.h"
#include "app/center/commands.h"
#include "app/command.h"

namespace oso::app {
namespace {

struct Arguments {
  std::string settings_file = "/etc/oso/center.toml";
  std::string account;
  bool json = false;
  std::string number, name, brin, sector, board, oin, ap, seed_file;
  AccessPointTexts ap_texts;
  std::int64_t after = 0;
  int limit = 1000;
};

using Action = std::function<Status()>;

// What a command does once it is known which: puts the parts together, and goes.
Status WithParts(const Arguments& arguments, const std::function<Status(const CenterCommand&)>& command) {
  ASSIGN_OR_RETURN(std::unique_ptr<CenterParts> parts, CenterParts::Create(arguments.settings_file));
  return command({*parts, CommandActor(arguments.account, parts->random),
                  arguments.json ? OutputFormat::kJson : OutputFormat::kText});
}

void AddRegisterCommands(CLI::App& app, Arguments& a, Action& action) {
  const auto on = [&a, &action](CLI::App* command, const std::function<Status(const CenterCommand&)>& run) {
    command->callback([&a, &action, run] { action = [&a, run] { return WithParts(a, run); }; });
  };
  const auto group = [&app](const char* name, const char* help) {
    CLI::App* noun = app.add_subcommand(name, help);
    noun->require_subcommand(1);
    return noun;
  };

  CLI::App* board = group("board", "Boards (bevoegd gezag)");
  CLI::App* board_add = board->add_subcommand("add", "Enter a board");
  board_add->add_option("number", a.number, "Its number, 5 digits")->required();
  board_add->add_option("name", a.name, "Its name")->required();
  on(board_add, [&a](const CenterCommand& c) { return AddBoard(c, a.number, a.name); });
  on(board->add_subcommand("list", "List the boards"), ListBoards);

  CLI::App* school = group("school", "Schools, by BRIN");
  CLI::App* school_add = school->add_subcommand("add", "Enter a school");
  school_add->add_option("brin", a.brin, "Its BRIN, such as 00YY")->required();
  school_add->add_option("name", a.name, "Its name")->required();
  school_add->add_option("--sector", a.sector, "PO, SO, VO, VSO or SWV")->required();
  school_add->add_option("--board", a.board, "Number of its board")->required();
  on(school_add, [&a](const CenterCommand& c) { return AddSchool(c, a.brin, a.name, a.sector, a.board); });
  on(school->add_subcommand("list", "List the schools"), ListSchools);

  CLI::App* supplier = group("supplier", "Suppliers of school systems, by OIN");
  CLI::App* supplier_add = supplier->add_subcommand("add", "Enter a supplier");
  supplier_add->add_option("oin", a.oin, "The OIN in its certificate, 20 digits")->required();
  supplier_add->add_option("name", a.name, "Its name")->required();
  on(supplier_add, [&a](const CenterCommand& c) { return AddSupplier(c, a.oin, a.name); });
  on(supplier->add_subcommand("list", "List the suppliers"), ListSuppliers);

  CLI::App* ap = group("ap", "Access points (aanleverpunten)");
  CLI::App* ap_add = ap->add_subcommand("add", "Enter an access point, inactive");
  ap_add->add_option("id", a.ap_texts.id, "BRIN/index, such as 00YY/1")->required();
  ap_add->add_option("--supplier", a.ap_texts.supplier, "OIN of the supplier whose system it is")->required();
  ap_add->add_option("--url", a.ap_texts.url, "Where it answers: https://host[:port]/path")->required();
  ap_add->add_option("--sector", a.ap_texts.sector, "PO, SO, VO, VSO or SWV")->required();
  ap_add->add_option("--purpose", a.ap_texts.purpose, "OV (transfers) or PaO (to a partnership)")
      ->capture_default_str();
  on(ap_add, [&a](const CenterCommand& c) { return AddAccessPoint(c, a.ap_texts); });
  on(ap->add_subcommand("list", "List the access points"), ListAccessPoints);
  for (const auto& [verb, help, state] :
       {std::tuple{"activate", "Let it take part", exchange::AccessPointState::kActive},
        std::tuple{"deactivate", "Take it out, at once", exchange::AccessPointState::kInactive}}) {
    CLI::App* change = ap->add_subcommand(verb, help);
    change->add_option("id", a.ap, "BRIN/index, such as 00YY/1")->required();
    on(change, [&a, new_state = state](const CenterCommand& c) { return SetAccessPointState(c, a.ap, new_state); });
  }

  CLI::App* seed = app.add_subcommand("seed", "Enter all that a TOML file lists; safe to repeat");
  seed->add_option("file", a.seed_file, "The seed file")->required()->check(CLI::ExistingFile);
  on(seed, [&a](const CenterCommand& c) { return LoadSeed(c, a.seed_file); });

  CLI::App* audit = group("audit", "The audit log");
  CLI::App* audit_list = audit->add_subcommand("list", "List events, oldest first");
  audit_list->add_option("--after", a.after, "Only events after this sequence number")->capture_default_str();
  audit_list->add_option("--limit", a.limit, "At most so many")->capture_default_str()->check(CLI::Range(1, 100000));
  on(audit_list,
     [&a](const CenterCommand& c) { return ListAudit(c.parts.loops, c.parts.audit, a.after, a.limit, c.format); });
}

int Main(int argc, char** argv) {
  CLI::App app{
      "The OSO Traffic Center: knows schools, suppliers and access points, opens a session for one dossier,\n"
      "never sees a pupil.",
      "oso-center"};
  Arguments a;
  Action action;
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--config", a.settings_file, "Settings file (see `oso-center config`)")->capture_default_str();
  app.add_option("--account", a.account, "Who gives this command, for the audit log (default: the user of the system)");
  app.add_flag("--json", a.json, "Print JSON");
  app.footer("--config, --account and --json go with every command.");

  app.add_subcommand("serve", "Run the server until it is told to stop (SIGTERM)")->callback([&] {
    action = [&a] { return ServeCenter(a.settings_file); };
  });
  app.add_subcommand("config", "Print every setting with its meaning and default, as a settings file")->callback([&] {
    action = [] {
      std::fputs(AsTemplate(Join(CommonSettings(), CenterSettings())).c_str(), stdout);
      return Status{};
    };
  });
  AddRegisterCommands(app, a, action);
  return RunCommandLine(app, argc, argv, action);
}

}  // namespace
}  // namespace oso::app

int main(int argc, char** argv) { return oso::app::Main(argc, argv); }
