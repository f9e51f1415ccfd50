#include <algorithm>
#include <map>

#include "convert/rewrite.h"

namespace oso::convert {
namespace {

using dossier::Definition;
using dossier::Element;
using dossier::Place;

bool HoldsRun(const Element& element) {
  return std::ranges::any_of(element.children, [](const Element& child) { return child.place == Place::kRepeated; });
}

bool Knows(const dossier::CodeList& list, std::string_view code) {
  return std::ranges::find(list.codes, code) != list.codes.end();
}

void PutInOrder(Node& node, const Element& element) {
  const auto place_of = [&](const Node& child) { return element.Child(child.name); };
  if (std::ranges::is_sorted(node.children, {}, place_of)) return;
  Node ordered = Leaf(node.name, "");
  for (const Element& place : element.children) Append(ordered, Take(node, place.name));
  node.children = std::move(ordered.children);
}

class Fitting {
 public:
  Fitting(Rewrite& rewrite, const Definition& from) : rewrite_(rewrite), from_(from) {}

  // False: it lost something that it must have, so it cannot stay itself.
  bool FitChildren(Node& node, const Element& element, const std::string& path) {
    bool whole = true;
    std::map<std::string, std::uint32_t, std::less<>> seen;
    std::map<const Element*, std::uint32_t> kept;
    std::erase_if(node.children, [&](Node& child) {
      const std::string child_path = PathBelow(path, child.name, ++seen[child.name]);
      const Element* place = element.Child(child.name);
      if (place == nullptr) return Lose(child_path, "no-place");
      if (place->place != Place::kRepeated && kept[place] == place->max) return Lose(child_path, "too-many");
      if (FitChildren(child, *place, child_path) && !IsUnknownCode(child, *place)) {
        ++kept[place];
        return false;
      }
      if (place->min == 0) return Lose(child_path, "no-code");
      whole = false;  // told of the block that is lost with it
      return true;
    });
    if (!HoldsRun(element)) PutInOrder(node, element);
    return whole;
  }

 private:
  bool Lose(const std::string& path, std::string_view text) {
    rewrite_.Tell(NoteKind::kLost, path, text);
    return true;
  }

  // A value that neither version knows stays: it was wrong before, and is found by validating.
  bool IsUnknownCode(const Node& node, const Element& element) const {
    if (element.codes == nullptr) return false;
    const dossier::CodeList* before = from_.List(element.codes->number);
    return before != nullptr && Knows(*before, node.text) && !Knows(*element.codes, node.text);
  }

  Rewrite& rewrite_;
  const Definition& from_;
};

}  // namespace

void Fit(Rewrite& rewrite, const Definition& from) {
  const Definition& to = dossier::DefinitionOf(rewrite.tree.version);
  Fitting(rewrite, from).FitChildren(rewrite.tree.root, to.root(), "/dossier[1]");
}

}  // namespace oso::convert
