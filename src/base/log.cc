#include "base/log.h"

#include <boost/json.hpp>
#include <cstdio>

namespace oso {

void StderrLogger::Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  constexpr std::string_view kLevels[] = {"info", "warning", "error"};
  boost::json::object line;
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
