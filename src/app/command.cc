#include "app/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

namespace oso::app {

int Report(std::string_view program, const Error& error) {
  fmt::print(stderr, "{}: {} ({}; {})\n", program, error.detail, WireName(error.code), WhoActs(error.code));
  return kExitFailed;
}

int RunCommandLine(CLI::App& program, int argc, char** argv, const std::function<Status()>& action) {
  try {
    program.parse(argc, argv);
    if (!action) return kExitOk;
    const Status done = action();
    return done.ok() ? kExitOk : Report(program.get_name(), done.error());
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kExitOk : kExitUsage;
  } catch (const std::exception& thrown) {  // a library's: ours throw nothing
    return Report(program.get_name(), Fail(ErrorCode::kInternal, thrown.what()));
  }
}

}  // namespace oso::app
