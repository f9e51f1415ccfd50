#include "wire/rest/tile_path.h"

#include <algorithm>

namespace oso::wire::rest {
namespace {

bool AreDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `least` to `most`, at most three digits, no leading zero.
bool IsNumber(std::string_view text, int least, int most) {
  constexpr std::size_t kDigits = 3;
  if (text.empty() || text.size() > kDigits || !AreDigits(text) || (text.size() > 1 && text[0] == '0')) return false;
  int number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number >= least && number <= most;
}

bool IsTileNumber(std::string_view text) {
  constexpr std::size_t kGroup = 3;
  constexpr std::size_t kMaxGroups = 7;  // 10^21 is above 2^64
  bool is_first = true;
  for (std::size_t groups = 1; groups <= kMaxGroups; ++groups) {
    if (!text.starts_with('x')) return text.size() == kGroup && AreDigits(text);
    const std::string_view group = text.substr(1, kGroup);
    if (text.size() < kGroup + 2 || text[kGroup + 1] != '/' || !AreDigits(group)) return false;
    if (is_first && group == "000") return false;
    is_first = false;
    text.remove_prefix(kGroup + 2);
  }
  return false;
}

}  // namespace

bool IsTilePath(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return false;
  return IsNumber(path.substr(0, slash), 0, 63) && IsBundlePath(path.substr(slash + 1));
}

bool IsBundlePath(std::string_view path) {
  std::string_view number = path;
  if (const std::size_t partial = number.find(".p/"); partial != std::string_view::npos) {
    if (!IsNumber(number.substr(partial + 3), 1, 255)) return false;
    number = number.substr(0, partial);
  }
  return IsTileNumber(number);
}

}  // namespace oso::wire::rest
