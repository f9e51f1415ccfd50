// Runs a program that turns its standard input into its standard output, shut off from what it does not need: no shell,
// an environment of a few words, no files of ours, a limit to its time and to what it says.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace oso::render {

struct Filter {
  std::vector<std::string> command;  // the program, found in /usr/bin and /bin, and its arguments
  std::chrono::milliseconds time_limit = std::chrono::seconds(60);
  std::size_t output_limit = 256UL << 20U;  // bytes
};

// What it wrote. It runs in a process group of its own, which is killed when it is not done in time. Blocking. Errors:
// kConfiguration, there is no such program; kTimeout; kTooLarge; kInternal, it failed, with its name alone.
Result<std::string> RunFilter(const Filter& filter, std::string_view input);

}  // namespace oso::render
