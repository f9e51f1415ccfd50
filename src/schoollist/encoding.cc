#include "schoollist/encoding.h"

#include <algorithm>
#include <array>

namespace oso::schoollist {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What the bytes 80 to 9F mean; 0 where nothing. All others mean the code point of their own value.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const auto character = FirstCharacter(text);
    if (!character) return false;
    text.remove_prefix(character->bytes);
  }
  return true;
}

// Of the basic plane: no more is in Windows-1252.
void AppendUtf8(std::string& text, char16_t code) {
  const auto byte = [&](unsigned value) { text += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xE0U | (code >> 12U));
    byte(0x80U | ((code >> 6U) & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
}

std::optional<char> Windows1252Byte(char32_t code) {
  if (code < 0x80 || (code >= 0xA0 && code <= 0xFF)) return static_cast<char>(code);
  const auto* found = std::ranges::find(kWindows1252, code);
  if (found == kWindows1252.end()) return std::nullopt;
  return static_cast<char>(0x80 + (found - kWindows1252.begin()));
}

Result<DecodedText> FromWindows1252(std::string_view bytes) {
  DecodedText decoded{.text = {}, .encoding = Encoding::kWindows1252};
  decoded.text.reserve(bytes.size() + bytes.size() / 16);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    char16_t code = byte;
    if (byte >= 0x80 && byte <= 0x9F) {
      code = kWindows1252.at(byte - 0x80U);
      if (code == 0) {
        return Fail(ErrorCode::kInvalidArgument,
                    "the byte at " + std::to_string(at) + " is in neither UTF-8 nor Windows-1252");
      }
    }
    AppendUtf8(decoded.text, code);
  }
  return decoded;
}

}  // namespace

std::optional<Character> FirstCharacter(std::string_view text) {
  const auto byte = [&](std::size_t at) -> unsigned { return static_cast<unsigned char>(text[at]); };
  if (text.empty()) return std::nullopt;
  const unsigned first = byte(0);
  if (first < 0x80) return Character{first, 1};
  if (first < 0xC2 || first > 0xF4) return std::nullopt;
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < size) return std::nullopt;
  char32_t code = first & (0x7FU >> size);
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (byte(at) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast.at(size) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  return Character{code, size};
}

Result<DecodedText> DecodeText(ByteView bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const bool marked = text.starts_with(kByteOrderMark);
  if (marked) text.remove_prefix(kByteOrderMark.size());
  if (IsUtf8(text)) return DecodedText{std::string(text), marked ? Encoding::kUtf8WithBom : Encoding::kUtf8};
  if (marked) return Fail(ErrorCode::kInvalidArgument, "marked as UTF-8, and it is not");
  return FromWindows1252(text);
}

Result<std::string> EncodeText(std::string_view text, Encoding encoding) {
  if (encoding != Encoding::kWindows1252) {
    if (!IsUtf8(text)) return Fail(ErrorCode::kInvalidArgument, "not UTF-8");
    return (encoding == Encoding::kUtf8WithBom ? std::string(kByteOrderMark) : std::string()).append(text);
  }
  std::string encoded;
  encoded.reserve(text.size());
  while (!text.empty()) {
    const auto character = FirstCharacter(text);
    if (!character) return Fail(ErrorCode::kInvalidArgument, "not UTF-8");
    const auto byte = Windows1252Byte(character->code);
    if (!byte) return Fail(ErrorCode::kInvalidArgument, "a character that Windows-1252 has not");
    encoded += *byte;
    text.remove_prefix(character->bytes);
  }
  return encoded;
}

}  // namespace oso::schoollist
