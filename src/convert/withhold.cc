#include "convert/withhold.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace oso::convert {
namespace {

using dossier::Category;
using dossier::Element;
using dossier::Node;

const Element& RootOf(const dossier::Tree& tree) { return dossier::DefinitionOf(tree.version).root(); }

// An element may hold another category's: handelingsplan stands in onderwijsondersteuning. So values are looked at.
bool Holds(const Node& node, const Element& element, const Category& category) {
  if (node.children.empty()) return element.category == &category;
  return std::ranges::any_of(node.children, [&](const Node& child) {
    const Element* place = element.Child(child.name);
    return place != nullptr && Holds(child, *place, category);
  });
}

void Withhold(Node& node, const Element& element, const Category& category, const std::string& path,
              std::vector<std::string>& gone) {
  std::map<std::string, std::uint32_t, std::less<>> seen;
  std::erase_if(node.children, [&](Node& child) {
    const std::string child_path = dossier::PathBelow(path, child.name, ++seen[child.name]);
    const Element* place = element.Child(child.name);
    if (place == nullptr || !Holds(child, *place, category)) return false;
    std::vector<std::string> inside;
    Withhold(child, *place, category, child_path, inside);
    if (child.children.empty()) inside = {child_path};
    std::ranges::move(inside, std::back_inserter(gone));
    return child.children.empty();
  });
}

}  // namespace

bool IsInEveryDossier(const Category& category) {
  return category.number == Category::kMetadata || category.number == Category::kSchool ||
         category.number == Category::kPupil;
}

bool Holds(const dossier::Tree& tree, const Category& category) { return Holds(tree.root, RootOf(tree), category); }

std::vector<std::string> Withhold(dossier::Tree& tree, const Category& category) {
  std::vector<std::string> gone;
  Withhold(tree.root, RootOf(tree), category, "/dossier[1]", gone);
  return gone;
}

}  // namespace oso::convert
