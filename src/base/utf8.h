// UTF-8 as RFC 3629 has it.
#pragma once

#include <string_view>

namespace oso {

// No overlong form, no surrogate, nothing above U+10FFFF, nothing cut off.
bool IsUtf8(std::string_view text);

}  // namespace oso
