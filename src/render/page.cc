#include "render/page.h"

#include <algorithm>

#include "dossier/values.h"
#include "render/value.h"

namespace oso::render {

using dossier::Document;
using dossier::Occurrence;

Page::Page(const Document& read, dossier::Language told_in, std::string& out)
    : document(read), language(told_in), html(out, told_in) {
  for (const Occurrence& occurrence : read.all()) {
    if (occurrence.element->Child("bestandsinhoud") != nullptr) attachments.push_back(&occurrence);
  }
}

std::string Page::Label(const dossier::Element& element) const {
  return Capitalized(dossier::FieldLabel(element, language));
}

Occurrences ChildrenOf(const Document& document, const Occurrence& parent) {
  Occurrences children;
  for (const Occurrence& child : document.Children(parent)) children.push_back(&child);
  return children;
}

Occurrences ChildrenNamed(const Document& document, const Occurrence& parent, std::string_view name) {
  Occurrences children = ChildrenOf(document, parent);
  std::erase_if(children, [&](const Occurrence* child) { return child->element->name != name; });
  return children;
}

std::string TextAt(const Document& document, const Occurrence& parent, std::string_view name) {
  std::string text;
  for (const Occurrence* child : ChildrenNamed(document, parent, name)) {
    if (!text.empty()) text += ' ';
    text += document.TextOf(*child);
  }
  return text;
}

bool IsTrueAt(const Document& document, const Occurrence& parent, std::string_view name) {
  const Occurrence* child = document.Child(parent, name);
  return child != nullptr && dossier::IsTrue(document.TextOf(*child));
}

std::string NameOf(const Document& document, const Occurrence& person) {
  std::string name = TextAt(document, person, "roepnaam");
  if (const Occurrence* first = document.Child(person, "voornaam"); name.empty() && first != nullptr) {
    name = document.TextOf(*first);
  }
  if (name.empty()) name = TextAt(document, person, "voorletters-1");
  for (const std::string_view part : {"voorvoegsel", "achternaam"}) {
    const std::string text = TextAt(document, person, part);
    if (!name.empty() && !text.empty()) name += ' ';
    name += text;
  }
  return name;
}

}  // namespace oso::render
