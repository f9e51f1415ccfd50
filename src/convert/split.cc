#include "convert/merge.h"

namespace oso::convert {
namespace {

using dossier::Element;
using dossier::Node;

// Who sent it and for what: the same in both parts.
bool IsAboutDossier(const Element& element) {
  return element.category != nullptr && element.category->number == dossier::Category::kMetadata;
}

// Takes the guidance out of `las`, and copies around it what an LVS part needs.
Node TakeLvs(Node& las, const Element& element) {
  Node lvs{.name = las.name, .text = las.text, .description = las.description};
  std::vector<Node> kept;
  for (Node& child : las.children) {
    const Element* place = element.Child(child.name);
    if (place != nullptr && PartOf(*place) == Part::kLvs) {
      lvs.children.push_back(std::move(child));
      continue;
    }
    if (place != nullptr && (IsAboutDossier(*place) || IsIdentity(*place))) {
      lvs.children.push_back(child);
    } else if (place != nullptr && place->min > 0) {
      lvs.children.push_back(TakeLvs(child, *place));
    }
    kept.push_back(std::move(child));
  }
  las.children = std::move(kept);
  return lvs;
}

}  // namespace

Result<Parts> Split(dossier::Tree whole) {
  if (!IsPart(whole.root, kWhole)) {
    return Fail(ErrorCode::kInvalidArgument, "it is not a LASLVS dossier of one pupil (metadata/deeldossier)");
  }
  dossier::Tree lvs{.version = whole.version, .root = TakeLvs(whole.root, dossier::DefinitionOf(whole.version).root())};
  whole.root.At("metadata/deeldossier")->text = WireName(Part::kLas);
  lvs.root.At("metadata/deeldossier")->text = WireName(Part::kLvs);
  return Parts{.las = std::move(whole), .lvs = std::move(lvs)};
}

}  // namespace oso::convert
