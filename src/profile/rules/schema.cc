// What the structure and the types of a version do not allow.
#include <array>

#include "profile/rules/check.h"

namespace oso::profile {
namespace {

// By dossier::Fault.
constexpr auto kTexts = std::to_array<std::string_view>({
    "schema.unknown-element",
    "schema.misplaced-element",
    "schema.too-many",
    "schema.one-of-two",
    "schema.missing-element",
    "schema.text",
    "schema.markup",
    "schema.attribute",
    "schema.empty-attribute",
    "schema.empty",
    "schema.too-long",
    "schema.date",
    "schema.boolean",
    "schema.integer",
    "schema.decimal",
    "schema.range",
    "schema.pattern",
});
static_assert(kTexts.size() == static_cast<std::size_t>(dossier::Fault::kWrongPattern) + 1);

}  // namespace

const std::vector<Check>& SchemaChecks() {
  static const std::vector<Check> checks = [] {
    std::vector<Check> made;
    made.reserve(kTexts.size());
    for (const std::string_view text : kTexts) made.push_back({.key = "XSD", .text = text});
    return made;
  }();
  return checks;
}

}  // namespace oso::profile
