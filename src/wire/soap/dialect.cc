#include "wire/soap/dialect.h"

#include <algorithm>
#include <array>

namespace oso::wire::soap {
namespace {

constexpr std::array kDialects{kDialect17, kDialect18, kDialect21};

}  // namespace

std::span<const Dialect> Dialects() { return kDialects; }

const Dialect* FindDialect(std::string_view uri) {
  const auto* found = std::ranges::find(kDialects, uri, &Dialect::uri);
  return found == kDialects.end() ? nullptr : found;
}

const Dialect* FindDialect(exchange::Protocol protocol) {
  const auto* found = std::ranges::find(kDialects, protocol, &Dialect::protocol);
  return found == kDialects.end() ? nullptr : found;
}

}  // namespace oso::wire::soap
