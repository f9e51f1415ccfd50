#include "base/log.h"

#include <array>
#include <boost/json.hpp>
#include <cstdio>

namespace oso {

void StderrLogger::Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  constexpr std::string_view kLevels[] = {"info", "warning", "error"};
  std::array<unsigned char, 2048> memory;  // of a usual line; a longer one takes more by itself
  boost::json::monotonic_resource resource(memory.data(), memory.size());
  boost::json::object line(&resource);
  line["time"] = ToIso8601(clock_.Now());
  line["level"] = kLevels[static_cast<std::size_t>(level)];
  line["message"] = message;
  for (const LogField& field : fields) {
    std::visit([&](const auto& value) { line[field.key] = value; }, field.value.value());
  }
  std::string text = boost::json::serialize(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);  // one call a line: lines of threads do not mix
}

}  // namespace oso
