#include "crypto/base64url.h"

#include <algorithm>

#include "crypto/digest.h"

namespace oso::crypto {

std::string Base64UrlEncode(ByteView bytes) {
  std::string text = Base64Encode(bytes);
  text.resize(text.size() - static_cast<std::size_t>(std::ranges::count(text, '=')));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

Result<Bytes> Base64UrlDecode(std::string_view text) {
  const auto is_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (!std::ranges::all_of(text, is_digit)) {
    return Fail(ErrorCode::kInvalidArgument, "base64url: a character outside the alphabet");
  }
  std::string plain(text);
  std::ranges::replace(plain, '-', '+');
  std::ranges::replace(plain, '_', '/');
  plain.resize((plain.size() + 3) / 4 * 4, '=');
  return Base64Decode(plain);
}

}  // namespace oso::crypto
