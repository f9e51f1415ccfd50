#include "dossier/definition.h"

#include <algorithm>

namespace oso::dossier {

const Element* Element::Child(std::string_view child) const {
  const auto found = std::ranges::find(children, child, &Element::name);
  return found == children.end() ? nullptr : &*found;
}

const Element* Definition::Find(std::string_view path) const {
  const auto found = std::ranges::find(elements, path, &Element::path);
  return found == elements.end() ? nullptr : &*found;
}

const CodeList* Definition::List(int number) const {
  const auto found = std::ranges::find(code_lists, number, &CodeList::number);
  return found == code_lists.end() ? nullptr : &*found;
}

const Category* Definition::CategoryOfAnswer(std::string_view element) const {
  if (!element.starts_with(kAnswerPrefix)) return nullptr;
  const auto found = std::ranges::find(categories, element.substr(kAnswerPrefix.size()), &Category::name);
  return found == categories.end() ? nullptr : &*found;
}

std::string AnswerName(std::string_view category) { return std::string(kAnswerPrefix) + std::string(category); }

const Definition& DefinitionOf(DataSetVersion version) { return Definitions()[static_cast<std::size_t>(version)]; }

}  // namespace oso::dossier
