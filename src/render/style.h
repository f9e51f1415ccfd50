// The style sheet of a report.
#pragma once

#include <string_view>

namespace oso::render {

extern const std::string_view kStyle;

}  // namespace oso::render
