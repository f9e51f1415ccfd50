// Base64, RFC 4648 section 4, as xs:base64Binary uses it.
#include <array>

#include "crypto/digest.h"

namespace oso::crypto {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kSpace = 64;
constexpr std::uint8_t kPad = 65;
constexpr std::uint8_t kForeign = 66;

constexpr std::array<std::uint8_t, 256> kMeaning = [] {
  std::array<std::uint8_t, 256> meaning{};
  meaning.fill(kForeign);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    meaning[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  for (const std::uint8_t space : {' ', '\t', '\r', '\n'}) meaning[space] = kSpace;
  meaning['='] = kPad;
  return meaning;
}();

}  // namespace

std::string Base64Encode(ByteView bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group = bytes[i] << 16U | bytes[i + 1] << 8U | bytes[i + 2];
    for (unsigned shift : {18U, 12U, 6U, 0U}) *out++ = kAlphabet[group >> shift & 63U];
  }
  const std::size_t rest = bytes.size() - i;
  if (rest == 0) return text;
  const std::uint32_t group = bytes[i] << 16U | (rest == 2 ? bytes[i + 1] << 8U : 0U);
  *out++ = kAlphabet[group >> 18U];
  *out++ = kAlphabet[group >> 12U & 63U];
  if (rest == 2) *out = kAlphabet[group >> 6U & 63U];
  return text;
}

Result<Bytes> Base64Decode(std::string_view text) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  std::uint32_t group = 0;
  unsigned digits = 0;
  unsigned pads = 0;
  for (const char c : text) {
    const std::uint8_t meaning = kMeaning[static_cast<std::uint8_t>(c)];
    if (meaning == kSpace) continue;
    if (meaning == kForeign) return Fail(ErrorCode::kInvalidArgument, "base64: a character outside the alphabet");
    if (meaning == kPad) {
      ++pads;
      continue;
    }
    if (pads > 0) return Fail(ErrorCode::kInvalidArgument, "base64: more after the padding");
    group = group << 6U | meaning;
    if (++digits < 4) continue;
    bytes[size++] = static_cast<std::uint8_t>(group >> 16U);
    bytes[size++] = static_cast<std::uint8_t>(group >> 8U);
    bytes[size++] = static_cast<std::uint8_t>(group);
    group = digits = 0;
  }
  if ((digits + pads) % 4 != 0 || pads > 2 || (digits == 0 && pads > 0)) {
    return Fail(ErrorCode::kInvalidArgument, "base64: cut off or wrongly padded");
  }
  // One text for each value: bits that stand for nothing are zero (RFC 4648, 3.5; XML Schema part 2, 3.2.16).
  const unsigned unused_bits = digits == 3 ? 2 : digits == 2 ? 4 : 0;
  if ((group & ((1U << unused_bits) - 1)) != 0) {
    return Fail(ErrorCode::kInvalidArgument, "base64: bits beyond the end");
  }
  if (digits == 3) bytes[size++] = static_cast<std::uint8_t>(group >> 10U);
  if (digits >= 2) bytes[size++] = static_cast<std::uint8_t>(digits == 3 ? group >> 2U : group >> 4U);
  bytes.resize(size);
  return bytes;
}

}  // namespace oso::crypto
