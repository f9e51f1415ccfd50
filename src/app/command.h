// What every command line of ours does the same: how it starts, how it ends, and how it says what went wrong.
#pragma once

#include <functional>

#include "base/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;  // refused or failed: the error says why
inline constexpr int kExitUsage = 2;   // the command itself is wrong

// "oso-school: <detail> (<wire name>; <who acts>)" to standard error. Returns kExitFailed.
int Report(std::string_view program, const Error& error);

// Parses, which by the callbacks of `program` chooses `action`, then runs it. Gives the exit code. Nothing is thrown.
int RunCommandLine(CLI::App& program, int argc, char** argv, const std::function<Status()>& action);

}  // namespace oso::app
