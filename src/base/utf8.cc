#include "base/utf8.h"

#include <cstdint>

namespace oso {

bool IsUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto first = static_cast<std::uint8_t>(text[at]);
    std::size_t more = 0;
    std::uint32_t least = 0;
    std::uint32_t point = first;
    if (first >= 0xf0 && first < 0xf8) {
      more = 3, least = 0x10000, point = first & 0x07U;
    } else if (first >= 0xe0 && first < 0xf0) {
      more = 2, least = 0x800, point = first & 0x0fU;
    } else if (first >= 0xc0 && first < 0xe0) {
      more = 1, least = 0x80, point = first & 0x1fU;
    } else if (first >= 0x80) {
      return false;
    }
    if (text.size() - at <= more) return false;
    for (std::size_t i = 1; i <= more; ++i) {
      const auto next = static_cast<std::uint8_t>(text[at + i]);
      if ((next & 0xc0U) != 0x80U) return false;
      point = (point << 6U) | (next & 0x3fU);
    }
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return false;
    at += more + 1;
  }
  return true;
}

}  // namespace oso
