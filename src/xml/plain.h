// The plain parts of XML, known at a glance: base64, and elements that hold a mere value. Nearly all of a dossier is
// such, and there is no need to ask a whole parser. In a header, because reading spends its time here.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace oso::xml {

// Many bytes at once, in whatever registers the machine has: attachments are most of a dossier's bytes.
using Block = std::uint8_t __attribute__((vector_size(16)));

// All ones in each byte that is base64 or white space.
inline auto IsBase64(Block c) {
  const Block letter = (c | 0x20) - 'a';
  const Block digit_or_slash = c - '/';
  return (letter < 26) | (digit_or_slash < 11) | (c == '+') | (c == '=') | (c == ' ') | (c == '\t') | (c == '\n') |
         (c == '\r');
}

// How many bytes at the start are base64 or white space.
inline std::size_t Base64Run(ByteView bytes) {
  std::size_t run = 0;
  for (Block block; run + sizeof block <= bytes.size(); run += sizeof block) {
    std::memcpy(&block, &bytes[run], sizeof block);
    const auto plain = IsBase64(block);
    std::array<std::uint64_t, sizeof block / 8> words;
    std::memcpy(words.data(), &plain, sizeof block);
    if ((words[0] & words[1]) != ~std::uint64_t{0}) break;
  }
  while (run < bytes.size() && IsBase64(Block{} + bytes[run])[0] != 0) ++run;
  return run;
}

// An element without attributes, and in it nothing but plain text, with the white space before it. Nearly all of a
// dossier's elements are like this.
struct Leaf {
  std::string_view space;
  std::string_view name;
  std::string_view text;
  std::size_t size;
};

enum CharacterClass : std::uint8_t { kNameStart = 1, kNameRest = 2, kPlainText = 4 };

inline constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0x20; c < 0x7f; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool rest = letter || (c >= '0' && c <= '9') || c == '-' || c == '.';
    const bool text = c != '<' && c != '&' && c != ']';  // "]]>" is no text
    classes[c] =
        static_cast<std::uint8_t>((letter ? kNameStart : 0) | (rest ? kNameRest : 0) | (text ? kPlainText : 0));
  }
  classes['\n'] = classes['\t'] = kPlainText;
  return classes;
}();

inline bool Is(char c, CharacterClass which) { return (kClasses[static_cast<unsigned char>(c)] & which) != 0; }

// Of line ends only those that read as one: a \r alone would have to become a \n.
inline bool IsSpaceAt(std::string_view bytes, std::size_t at) {
  const char c = bytes[at];
  return c == ' ' || c == '\n' || c == '\t' || (c == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n');
}

// The leaf that `bytes` begin with; nothing where there is none, or where it takes more to tell: another letter than
// ASCII's, a reference, an attribute, a prefix.
inline std::optional<Leaf> FindLeaf(std::string_view bytes) {
  constexpr std::size_t kLongest = 1024;
  bytes = bytes.substr(0, kLongest);
  const std::size_t size = bytes.size();
  std::size_t at = 0;
  while (at < size && IsSpaceAt(bytes, at)) ++at;
  const std::size_t open = at;
  if (at + 1 >= size || bytes[at] != '<' || !Is(bytes[at + 1], kNameStart)) return std::nullopt;
  for (++at; at < size && Is(bytes[at], kNameRest);) ++at;
  const std::string_view name = bytes.substr(open + 1, at - open - 1);
  if (at == size || bytes[at] != '>') return std::nullopt;
  const std::size_t text = ++at;
  while (at < size && Is(bytes[at], kPlainText)) ++at;
  const std::size_t close = at;
  const std::string_view end = bytes.substr(close);
  if (end.size() < name.size() + 3 || end[0] != '<' || end[1] != '/' || end.substr(2, name.size()) != name ||
      end[name.size() + 2] != '>') {
    return std::nullopt;
  }
  return Leaf{bytes.substr(0, open), name, bytes.substr(text, close - text), close + name.size() + 3};
}

}  // namespace oso::xml
