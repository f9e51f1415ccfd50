#include "app/toml_file.h"

#include <fmt/format.h>

#include "app/files.h"

namespace oso::app {

Result<toml::table> ReadToml(const std::filesystem::path& file, ErrorCode code) {
  ASSIGN_OR_RETURN(const std::string text, ReadSmallFile(file));
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return Fail(code, fmt::format("{}: line {}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

}  // namespace oso::app
