// The two encodings that lists are published in, and UTF-8 a character at a time. Inside everything is UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace oso::schoollist {

enum class Encoding { kUtf8, kUtf8WithBom, kWindows1252 };

struct DecodedText {
  std::string text;  // UTF-8, without a byte order mark
  Encoding encoding = Encoding::kUtf8;
};

// UTF-8 if the whole text is valid UTF-8 (RFC 3629), else Windows-1252: a text with accents is hardly ever both.
// kInvalidArgument: a byte order mark before what is not UTF-8, or one of the five bytes that Windows-1252 leaves
// undefined (81 8D 8F 90 9D).
Result<DecodedText> DecodeText(ByteView bytes);

// `text` is UTF-8. kInvalidArgument: it is not, or the encoding has no such character.
Result<std::string> EncodeText(std::string_view text, Encoding encoding);

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;
};

// The character that `text` begins with; nothing if `text` is empty or begins with what is not UTF-8 (RFC 3629: no
// overlong forms, no surrogates, nothing over 10FFFF).
std::optional<Character> FirstCharacter(std::string_view text);

}  // namespace oso::schoollist
