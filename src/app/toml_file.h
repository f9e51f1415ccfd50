// Reading a TOML file; the only place where toml++'s exceptions are caught.
#pragma once

#include <toml++/toml.h>
#include <filesystem>

#include "base/result.h"

namespace oso::app {

// `code` for whatever is wrong with it; the detail names the file and the line.
Result<toml::table> ReadToml(const std::filesystem::path& file, ErrorCode code);

}  // namespace oso::app
