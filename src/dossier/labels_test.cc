#include "dossier/labels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <tuple>

#include "dossier/label_tables.h"

namespace oso::dossier {
namespace {

constexpr Language kLanguages[] = {Language::kDutch, Language::kEnglish};

std::string_view ParentName(const Element& element) { return element.parent == nullptr ? "" : element.parent->name; }

bool IsIn(std::span<const Label> labels, std::string_view name, std::string_view scope) {
  return std::ranges::any_of(labels, [&](const Label& label) { return label.name == name && label.scope == scope; });
}

std::string_view Told(int list, std::string_view code, Language language = Language::kDutch) {
  return CodeLabel(*DefinitionOf(DataSetVersion::k2018_1).List(list), code, language);
}

TEST_CASE("every element of every version has a label, and no line of the file is without an element") {
  std::set<std::pair<std::string_view, std::string_view>> used;
  for (const Definition& definition : Definitions()) {
    for (const Element& element : definition.elements) {
      if (element.name.starts_with("cat_")) continue;
      const std::string_view parent = ParentName(element);
      const std::string_view scope = IsIn(FieldLabels(), element.name, parent) ? parent : "";
      CHECK_MESSAGE(IsIn(FieldLabels(), element.name, scope), element.path);
      used.emplace(element.name, scope);
    }
  }
  for (const Label& label : FieldLabels()) {
    CHECK_MESSAGE(used.contains({label.name, label.scope}), label.scope, '/', label.name);
  }
}

TEST_CASE("every category of every version has a label, and no line of the file is without a category") {
  std::set<std::string_view> used;
  for (const Definition& definition : Definitions()) {
    for (const Category& category : definition.categories) {
      CHECK_MESSAGE(IsIn(CategoryLabels(), category.name, ""), category.name);
      used.insert(category.name);
    }
  }
  CHECK(used.size() == CategoryLabels().size());
}

TEST_CASE("no line of the file of codes is without a code") {
  std::set<std::pair<std::string_view, std::string>> codes;
  for (const Definition& definition : Definitions()) {
    for (const CodeList& list : definition.code_lists) {
      for (const std::string_view code : list.codes) codes.emplace(code, std::to_string(list.number));
    }
  }
  for (const Label& label : CodeLabels()) {
    CHECK_MESSAGE(codes.contains({label.name, std::string(label.scope)}), label.scope, '/', label.name);
  }
}

TEST_CASE("labels are words that fit in a sentence, and can be found") {
  for (const std::span<const Label> labels : {FieldLabels(), CategoryLabels(), CodeLabels()}) {
    CHECK(std::ranges::is_sorted(labels, {}, [](const Label& label) { return std::tie(label.name, label.scope); }));
    for (const Label& label : labels) {
      for (const std::string_view text : {label.dutch, label.english}) {
        CAPTURE(text);
        CHECK(text.find('_') == std::string_view::npos);
        CHECK(text.find_first_of("\"\\") == std::string_view::npos);
      }
    }
  }
  for (const Label& label : FieldLabels()) {
    for (const std::string_view text : {label.dutch, label.english}) {
      // "IBAN" and "BRIN code" are names.
      const bool capital = text[0] >= 'A' && text[0] <= 'Z';
      CHECK_MESSAGE((!capital || (text[1] >= 'A' && text[1] <= 'Z')), text);
    }
  }
}

TEST_CASE("a name that means different things has a label for each") {
  CHECK(FieldLabel("leerling", "achternaam", Language::kDutch) == "achternaam");
  CHECK(FieldLabel("leerling", "achternaam", Language::kEnglish) == "surname");
  CHECK(FieldLabel("adres", "nummer", Language::kDutch) == "huisnummer");
  CHECK(FieldLabel("communicatie", "nummer", Language::kDutch) == "nummer of adres");
  CHECK(FieldLabel("dossier", "inzage", Language::kEnglish) == "inspection by the parents");
  CHECK(FieldLabel("inzage", "inzage", Language::kEnglish) == "dossier inspected by the parents");
  for (const Language language : kLanguages) CHECK(FieldLabel("leerling", "schoenmaat", language) == "schoenmaat");
}

TEST_CASE("a category is told by its label") {
  CHECK(CategoryLabel("vve", Language::kDutch) == "voor- en vroegschoolse educatie");
  CHECK(CategoryLabel("vve", Language::kEnglish) == "preschool and early-school education");
  CHECK(FieldLabel("categorie_uitlevering", "cat_vve", Language::kDutch) == "voor- en vroegschoolse educatie");
  CHECK(CategoryLabel("schoenen", Language::kDutch) == "schoenen");
}

TEST_CASE("a code is told by its meaning where that is known") {
  CHECK(Told(14, "1") == "vrouw");
  CHECK(Told(14, "2", Language::kEnglish) == "male");
  CHECK(Told(13, "16") == "leerjaar 6 vo");
  CHECK(Told(18, "TO", Language::kEnglish) == "opposite");
  CHECK(Told(2, "42") == "vmbo gemengde of theoretische leerweg");
  CHECK(Told(33, "TIB").empty());  // a code, but nobody says of what
  CHECK(Told(41, "9").empty());
  CHECK(Told(14, "3").empty());
  CHECK(Told(14, "").empty());
}

}  // namespace
}  // namespace oso::dossier
