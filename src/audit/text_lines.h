// The lines that checkpoints and proofs consist of. Only for audit/ itself.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "audit/merkle.h"

namespace oso::audit {

// Takes a line that ends from the front of `text`, without its end; nothing, and `text` as it was, if there is none.
inline std::optional<std::string_view> TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// A decimal number below 2^63, without leading zeros.
inline std::optional<std::uint64_t> ReadNumber(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number >> 63U != 0 ||
      (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  return number;
}

// A hash in Base64, with padding and nothing else.
inline std::optional<Hash> ReadHash(std::string_view text) {
  const auto bytes = crypto::Base64Decode(text);
  Hash hash{};
  if (!bytes.ok() || bytes->size() != hash.size() || crypto::Base64Encode(*bytes) != text) return std::nullopt;
  std::copy_n(bytes->begin(), hash.size(), hash.begin());
  return hash;
}

}  // namespace oso::audit
