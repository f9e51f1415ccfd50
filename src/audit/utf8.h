// UTF-8 (RFC 3629) of outside texts: checked, or made whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace oso::audit {

// Takes one character from the front of `text`; nothing, and `text` as it was, if there is none. Not a character: an
// overlong form, a surrogate, beyond U+10FFFF.
std::optional<char32_t> TakeCharacter(std::string_view& text);

bool IsUtf8(std::string_view text);
// With U+FFFD for each byte that belongs to no character.
std::string MadeUtf8(std::string_view text);

}  // namespace oso::audit
