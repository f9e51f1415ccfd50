#include "dossier/labels.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "dossier/label_tables.h"

namespace oso::dossier {
namespace {

// "" if it is not in the table.
std::string_view Find(std::span<const Label> labels, std::string_view name, std::string_view scope, Language language) {
  const auto key = [](const Label& label) { return std::tie(label.name, label.scope); };
  const auto found = std::ranges::lower_bound(labels, std::tie(name, scope), {}, key);
  if (found == labels.end() || key(*found) != std::tie(name, scope)) return "";
  return language == Language::kDutch ? found->dutch : found->english;
}

}  // namespace

std::string_view FieldLabel(std::string_view parent, std::string_view name, Language language) {
  if (name.starts_with(kAnswerPrefix)) return CategoryLabel(name.substr(kAnswerPrefix.size()), language);
  for (const std::string_view scope : {parent, std::string_view()}) {
    const std::string_view label = Find(FieldLabels(), name, scope, language);
    if (!label.empty()) return label;
  }
  return name;
}

std::string_view FieldLabel(const Element& element, Language language) {
  return FieldLabel(element.parent != nullptr ? element.parent->name : "", element.name, language);
}

std::string_view CategoryLabel(std::string_view category, Language language) {
  const std::string_view label = Find(CategoryLabels(), category, "", language);
  return label.empty() ? category : label;
}

std::string_view CodeLabel(const CodeList& list, std::string_view code, Language language) {
  return Find(CodeLabels(), code, std::to_string(list.number), language);
}

std::string Capitalized(std::string_view label) {
  std::string text(label);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace oso::dossier
