// The commands of `oso log`, by subject.
#pragma once

#include "app/oso/commands.h"

namespace oso::app {

void AddLogVerifyCommands(CLI::App& group, Action& action, int& exit_code);  // verify, verify-receipt, verify-growth
void AddLogProveCommand(CLI::App& group, Action& action);
void AddLogWatchCommands(CLI::App& group, Action& action, int& exit_code);  // watch, witness-key

}  // namespace oso::app
