// The commands of `oso`. Each adds itself to `program`; parsing puts the command that was given in `action`. What a
// command found, and is no error, is told by `exit_code`. All outlive `program`.
#pragma once

#include <functional>

#include "base/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

using Action = std::function<Status()>;

void AddValidateCommand(CLI::App& program, Action& action, int& exit_code);
void AddRulesCommand(CLI::App& program, Action& action);
void AddConvertCommand(CLI::App& program, Action& action, int& exit_code);
void AddMergeCommands(CLI::App& program, Action& action, int& exit_code);  // merge, split
void AddRenderCommand(CLI::App& program, Action& action);
void AddSchemaCommand(CLI::App& program, Action& action);
void AddNewCommand(CLI::App& program, Action& action);
void AddPkiCommands(CLI::App& program, Action& action);                  // pki init, issue, revoke, crl, list
void AddLogCommands(CLI::App& program, Action& action, int& exit_code);  // log verify, prove, watch, ...

}  // namespace oso::app
