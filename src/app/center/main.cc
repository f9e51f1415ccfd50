// oso-center: the Traffic Center's server and the commands on its register.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/audit_command.h"
#include "app/center/backup_commands.h"
#include "app/center/key_commands.h"
#include "app/center/register_line.h"
#include "app/center/test_school_server.h"
#include "app/command.h"

namespace oso::app {
namespace {

struct Arguments {
  std::string settings_file = "/etc/oso/center.toml";
  std::string account;
  bool json = false;
  std::int64_t after = 0;
  int limit = 1000;
  TokenTexts token;
  BackupTexts backup;
  RegisterArguments registry;
};

using Action = std::function<Status()>;

// What a command does once it is known which: puts the parts together, and goes.
Status WithParts(const Arguments& arguments, const std::function<Status(const CenterCommand&)>& command) {
  ASSIGN_OR_RETURN(std::unique_ptr<CenterParts> parts, CenterParts::Create(arguments.settings_file));
  return command({*parts, CommandActor(arguments.account, parts->random),
                  arguments.json ? OutputFormat::kJson : OutputFormat::kText, arguments.registry.why});
}

void AddAuditCommands(CLI::App& app, Arguments& a, Action& action) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log");
  audit->require_subcommand(1);
  CLI::App* list = audit->add_subcommand("list", "List events, oldest first");
  list->add_option("--after", a.after, "Only events after this sequence number")->capture_default_str();
  list->add_option("--limit", a.limit, "At most so many")->capture_default_str()->check(CLI::Range(1, 100000));
  list->callback([&a, &action] {
    action = [&a] {
      return WithParts(a, [&a](const CenterCommand& c) {
        return ListAudit(c.parts.loops, c.parts.audit, a.after, a.limit, c.format);
      });
    };
  });
}

OutputFormat FormatOf(const Arguments& a) { return a.json ? OutputFormat::kJson : OutputFormat::kText; }

void AddKeyCommands(CLI::App& app, Arguments& a, Action& action) {
  CLI::App* keys = app.add_subcommand("keys", "The centre's own keys, for sessions, the register and the log");
  keys->require_subcommand(1);
  const auto on = [&](const char* name, const char* help, KeysAct act) {
    keys->add_subcommand(name, help)->callback([&, act] {
      action = [&a, act] { return RunKeysCommand(a.settings_file, FormatOf(a), act); };
    });
  };
  on("create", "Make them, once, in keys.folder", CreateKeys);
  on("show", "Print what others verify with", LoadKeys);
  on("announce", "Make the next signing key, and publish it with the present one's word for it", AnnounceNextKey);
  on("switch", "Sign with the announced key from now on (a day later: school systems have it then)", SwitchToNextKey);
  on("retire", "Let what earlier keys signed count no more (when their sessions have run out)", RetireEarlierKeys);

  CLI::App* token = app.add_subcommand("token", "Tokens for users of the portal");
  token->require_subcommand(1);
  CLI::App* issue = token->add_subcommand("issue", "Sign one; it is printed once and cannot be taken back");
  issue->add_option("user", a.token.user, "The account it is for")->required();
  issue->add_option("--role", a.token.role, "school, board, service-desk or operator")->required();
  issue->add_option("--scope", a.token.scope, "BRIN of the school, or number of the board");
  issue->add_option("--minutes", a.token.minutes, "How long it is good for")
      ->capture_default_str()
      ->check(CLI::Range(1, 1440));
  issue->callback([&] { action = [&a] { return IssueTokenCommand(a.settings_file, a.token, FormatOf(a)); }; });

  CLI::App* api = app.add_subcommand("api", "The REST interface");
  api->require_subcommand(1);
  api->add_subcommand("routes", "List its routes with their operations")->callback([&] { action = PrintApiRoutes; });
}

void AddBackupCommands(CLI::App& app, Arguments& a, Action& action) {
  CLI::App* backup = app.add_subcommand(
      "backup", "Write the database into one file, while the centre runs; keys and settings are not in it");
  CLI::App* restore = app.add_subcommand("restore", "Fill store.database, which is empty, from a backup");
  restore->add_option("--since", a.backup.since,
                      "A checkpoint that was kept elsewhere, as by a witness: the log must not be older");
  for (CLI::App* command : {backup, restore}) {
    command->add_option("FILE", a.backup.file, "The backup")->required();
    command->add_option("--log-key", a.backup.log_key, "The log's verifier key (default: that of keys.folder)");
  }
  backup->callback([&] { action = [&a] { return BackUpCenter(a.settings_file, a.backup, FormatOf(a)); }; });
  restore->callback([&] { action = [&a] { return RestoreCenter(a.settings_file, a.backup, FormatOf(a)); }; });
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
  app.add_subcommand("testschool", "Run the test school (00YY) as a system of its own; --config is its settings file")
      ->callback([&] { action = [&a] { return ServeTestSchool(a.settings_file); }; });
  app.add_subcommand("testschool-config", "Print the test school's settings with their meaning")->callback([&] {
    action = [] {
      std::fputs(AsTemplate(Join(CommonSettings(), TestSchoolSettings())).c_str(), stdout);
      return Status{};
    };
  });
  AddKeyCommands(app, a, action);
  AddRegisterCommands(app, a.registry,
                      {.choose = [&](const auto& run) { action = [&a, run] { return WithParts(a, run); }; },
                       .choose_alone = [&](const auto& run) { action = [&a, run] { return run(FormatOf(a)); }; }});
  AddAuditCommands(app, a, action);
  AddBackupCommands(app, a, action);
  return RunCommandLine(app, argc, argv, action);
}

}  // namespace
}  // namespace oso::app

int main(int argc, char** argv) { return oso::app::Main(argc, argv); }
