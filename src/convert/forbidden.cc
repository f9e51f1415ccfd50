#include <algorithm>
#include <map>

#include "convert/rewrite.h"

namespace oso::convert {
namespace {

using dossier::Element;

bool IsForbidden(const Rewrite& rewrite, const Element& element) {
  // Where a category begins: below it everything is of the same, or of one that has its own beginning.
  if (element.category == nullptr || element.category == element.parent->category) return false;
  return rewrite.Answer(element.category->name) == profile::Outgoing::kForbidden;
}

void LoseIn(Rewrite& rewrite, Node& node, const Element& element, const std::string& path) {
  std::map<std::string, std::uint32_t, std::less<>> seen;
  std::erase_if(node.children, [&](Node& child) {
    const std::string child_path = path + '/' + child.name + '[' + std::to_string(++seen[child.name]) + ']';
    const Element* place = element.Child(child.name);
    if (place == nullptr) return false;
    if (place->min == 0 && IsForbidden(rewrite, *place)) {
      rewrite.Tell(NoteKind::kLost, child_path, "forbidden");
      return true;
    }
    LoseIn(rewrite, child, *place, child_path);
    return false;
  });
}

}  // namespace

void LoseForbidden(Rewrite& rewrite) {
  const dossier::Definition& definition = dossier::DefinitionOf(rewrite.tree.version);
  LoseIn(rewrite, rewrite.tree.root, definition.root(), "/dossier[1]");
}

}  // namespace oso::convert
