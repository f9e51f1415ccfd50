#include "http/message.h"

#include <algorithm>

namespace oso::http {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return Lower(x) == Lower(y); });
}

Error OverLimit(std::size_t limit) {
  return Fail(ErrorCode::kTooLarge, "the body is over " + std::to_string(limit) + " bytes");
}

}  // namespace

const std::string* Find(const Headers& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return SameName(header.first, name); });
  return found == headers.end() ? nullptr : &found->second;
}

Task<Result<std::string>> ReadAll(BodyReader& body, std::size_t limit) {
  std::string whole;
  if (const auto announced = body.announced()) {
    if (*announced > limit) co_return OverLimit(limit);
    whole.reserve(*announced);
  }
  for (;;) {
    CO_ASSIGN_OR_RETURN(const ByteView piece, co_await body.Next());
    if (piece.empty()) co_return whole;
    if (piece.size() > limit - whole.size()) co_return OverLimit(limit);
    whole += AsText(piece);
  }
}

}  // namespace oso::http
