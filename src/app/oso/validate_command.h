// `oso validate`.
#pragma once

#include <functional>

#include "base/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

// `exit_code` is set by an action that ran and has another answer than "done": 1, some file was rejected; 2, some file
// could not be read.
void AddValidateCommand(CLI::App& program, std::function<Status()>& action, int& exit_code);

}  // namespace oso::app
