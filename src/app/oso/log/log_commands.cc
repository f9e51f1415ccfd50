#include "app/oso/log/log_commands.h"

#include <CLI/CLI.hpp>

namespace oso::app {

void AddLogCommands(CLI::App& program, Action& action, int& exit_code) {
  CLI::App* group = program.add_subcommand("log", "A log of the Traffic Center that proves itself");
  group->require_subcommand(1);
  AddLogVerifyCommands(*group, action, exit_code);
  AddLogProveCommand(*group, action);
  AddLogWatchCommands(*group, action, exit_code);
}

}  // namespace oso::app
