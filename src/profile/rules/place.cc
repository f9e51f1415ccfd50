#include <algorithm>

#include "dossier/values.h"
#include "profile/rules/rule.h"

namespace oso::profile {

bool Place::True(std::string_view path) const { return dossier::IsTrue(Value(path)); }

std::string_view Place::Value(std::string_view path) const {
  const dossier::Occurrence* found = document_.Find(at_, path);
  return found != nullptr ? document_.TextOf(*found) : std::string_view();
}

bool Place::Is(std::string_view path, std::string_view value) const {
  const dossier::Occurrence* found = document_.Find(at_, path);
  return found != nullptr && document_.TextOf(*found) == value;
}

bool Place::IsNone(std::span<const std::string_view> codes) const {
  const auto is_code = [&](std::string_view text) { return std::ranges::find(codes, text) != codes.end(); };
  if (!document_.HasBreaks()) return !is_code(value());
  return std::ranges::none_of(document_.TextNodesOf(at_), is_code);
}

}  // namespace oso::profile
