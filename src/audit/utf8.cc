#include "audit/utf8.h"

#include <algorithm>
#include <array>

namespace oso::audit {

std::optional<char32_t> TakeCharacter(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xc2 ? 0
                           : first < 0xe0 ? 2
                           : first < 0xf0 ? 3
                           : first < 0xf5 ? 4
                                          : 0;
  if (size == 0 || text.size() < size) return std::nullopt;
  char32_t character = size == 1 ? first : first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0U) != 0x80) return std::nullopt;
    character = character << 6U | (next & 0x3fU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (character < kLeast[size] || character > 0x10ffff || (character >= 0xd800 && character < 0xe000)) {
    return std::nullopt;
  }
  text.remove_prefix(size);
  return character;
}

bool IsUtf8(std::string_view text) {
  while (TakeCharacter(text)) {
  }
  return text.empty();
}

std::string MadeUtf8(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::ranges::all_of(text, is_ascii)) return std::string(text);  // as nearly all of ours are
  std::string made;
  while (!text.empty()) {
    const std::string_view before = text;
    if (TakeCharacter(text)) {
      made += before.substr(0, before.size() - text.size());
    } else {
      made += "\xef\xbf\xbd";
      text.remove_prefix(1);
    }
  }
  return made;
}

}  // namespace oso::audit
