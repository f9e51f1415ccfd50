// What the commands on a log have in common: which log, whom they believe, and how they tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/oso/log/place.h"
#include "app/output.h"
#include "audit/checkpoint.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

struct LogOptions {
  Place place;
  std::string key;
  std::vector<std::string> witnesses;
  std::optional<std::size_t> quorum;
  bool json = false;

  OutputFormat format() const { return json ? OutputFormat::kJson : OutputFormat::kText; }
};

void AddPlace(CLI::App& command, LogOptions& options);      // PLACE, --ca, --token-file
void AddLogKey(CLI::App& command, LogOptions& options);     // --key, required; --json
void AddWitnesses(CLI::App& command, LogOptions& options);  // --witness, --quorum

// kInvalidArgument: says which option.
Result<audit::LogPolicy> PolicyOf(const LogOptions& options);

}  // namespace oso::app
