#include "convert/parts.h"

#include <algorithm>
#include <array>

namespace oso::convert {
namespace {

using dossier::Category;
using dossier::Node;

constexpr std::array kGuidance = {Category::kSupport, Category::kTests, Category::kPlans, Category::kReports,
                                  Category::kDocuments};

constexpr std::array<std::string_view, 10> kIdentity = {
    "voornaam",      "voorvoegsel", "achternaam",      "roepnaam", "geboortedatum",
    "geboortemaand", "geslacht",    "onderwijsnummer", "bsn",      "leerlingid"};

bool HasOne(const Node& parent, std::string_view child) {
  return std::ranges::count(parent.children, child, &Node::name) == 1;
}

}  // namespace

std::string_view WireName(Part part) { return part == Part::kLas ? "LAS" : "LVS"; }

Part PartOf(const dossier::Element& element) {
  const bool guidance =
      element.category != nullptr && std::ranges::find(kGuidance, element.category->number) != kGuidance.end();
  return guidance ? Part::kLvs : Part::kLas;
}

bool IsIdentity(const dossier::Element& element) {
  return element.parent != nullptr && element.parent->name == "leerling" &&
         std::ranges::find(kIdentity, element.name) != kIdentity.end();
}

bool IsPart(const Node& root, std::string_view name) {
  return HasOne(root, "metadata") && HasOne(root, "huidigeschool") &&
         HasOne(*root.Child("huidigeschool"), "leerling") && root.TextAt("metadata/deeldossier") == name;
}

}  // namespace oso::convert
