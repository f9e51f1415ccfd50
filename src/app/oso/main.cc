// `oso`: the command line for what is not a server.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/command.h"
#include "app/oso/commands.h"

// A name of ours that CLI11 does not take throws, at the first start: a bug, and may end the program.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
  std::function<oso::Status()> action;
  int exit_code = oso::app::kExitOk;
  CLI::App program("OSO, Overstapservice Onderwijs: tools for dossiers, and for a network of schools", "oso");
  program.require_subcommand(1);
  oso::app::AddValidateCommand(program, action, exit_code);
  oso::app::AddRulesCommand(program, action);
  oso::app::AddConvertCommand(program, action, exit_code);
  oso::app::AddMergeCommands(program, action, exit_code);
  oso::app::AddRenderCommand(program, action);
  oso::app::AddSchemaCommand(program, action);
  oso::app::AddNewCommand(program, action);
  oso::app::AddPkiCommands(program, action);
  oso::app::AddLogCommands(program, action, exit_code);
  return std::max(oso::app::RunCommandLine(program, argc, argv, action), exit_code);
}
