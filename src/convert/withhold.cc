#include "convert/withhold.h"

#include <algorithm>

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

void Withhold(Node& node, const Element& element, const Category& category) {
  std::vector<Node> kept;
  for (Node& child : node.children) {
    const Element* place = element.Child(child.name);
    if (place != nullptr && Holds(child, *place, category)) {
      Withhold(child, *place, category);
      if (child.children.empty()) continue;
    }
    kept.push_back(std::move(child));
  }
  node.children = std::move(kept);
}

}  // namespace

bool Holds(const dossier::Tree& tree, const Category& category) { return Holds(tree.root, RootOf(tree), category); }

void Withhold(dossier::Tree& tree, const Category& category) { Withhold(tree.root, RootOf(tree), category); }

}  // namespace oso::convert
