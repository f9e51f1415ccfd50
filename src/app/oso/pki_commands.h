// The command group `oso pki`.
#pragma once

#include <functional>

#include "base/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

// Adds the group to `program`; parsing puts the command that was given in `action`, which outlives `program`.
void AddPkiCommands(CLI::App& program, std::function<Status()>& action);

}  // namespace oso::app
