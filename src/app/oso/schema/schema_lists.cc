#include "app/oso/schema/schema_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/oso/markdown.h"
#include "profile/categories.h"

namespace oso::app {
namespace {

using dossier::CodeList;
using dossier::Element;
using dossier::Language;

class Lists {
 public:
  Lists(const dossier::Definition& definition, Language language) : definition_(definition), language_(language) {}

  std::string CodeLists() && {
    page_ += Heading(2, "codelijsten", Say("Codelijsten", "Code lists")) + '\n';
    page_ += Say("Een waarde is precies een van de codes, met dezelfde hoofdletters en zonder spaties eromheen.\n",
                 "A value is exactly one of the codes, with the same capitals and without spaces around it.\n");
    for (const CodeList& list : definition_.code_lists) {
      page_ += Heading(3, ListId(list), fmt::format("{}: {}", list.number, list.name)) + '\n';
      page_ += fmt::format("{} {}\n\n", Say("Voor", "For"), Joined(UsersOf(list)));
      Codes(list);
    }
    return std::move(page_);
  }

  std::string Categories() && {
    page_ += Heading(2, "categorieen", Say("Categorieën", "Categories")) + '\n';
    page_ += CategoriesExplained();
    static constexpr std::array kRoutes = {
        std::pair{profile::Route::kPopo, "POPO"},   std::pair{profile::Route::kPovo, "POVO"},
        std::pair{profile::Route::kVovo, "VOVO"},   std::pair{profile::Route::kWithinBrin, "binnenBRIN"},
        std::pair{profile::Route::kPoswv, "POSWV"}, std::pair{profile::Route::kVoswv, "VOSWV"}};
    std::vector<std::string> head = {std::string(Say("Nr.", "No.")), std::string(Say("Categorie", "Category")),
                                     std::string(Say("Wat erin zit", "What is in it"))};
    for (const auto& [route, name] : kRoutes) head.emplace_back(name);
    page_ += TableHead(head);
    for (const dossier::Category& category : definition_.categories) {
      std::vector<std::string> cells = {
          std::to_string(category.number),
          fmt::format("<a id=\"{}\"></a>{} ({})", CategoryId(category),
                      dossier::CategoryLabel(category.name, language_), Code(category.name)),
          Joined(BlocksOf(category))};
      for (const auto& [route, name] : kRoutes) {
        cells.emplace_back(Shown(profile::OutgoingOf(route, category.number, definition_.version)));
      }
      page_ += TableRow(cells);
    }
    return std::move(page_);
  }

 private:
  std::string_view Say(std::string_view dutch, std::string_view english) const { return In(language_, dutch, english); }

  // A table of what they mean; a line where that is known of none.
  void Codes(const CodeList& list) {
    const auto label = [&](std::string_view code) { return dossier::CodeLabel(list, code, language_); };
    if (std::ranges::all_of(list.codes, [&](std::string_view code) { return label(code).empty(); })) {
      std::vector<std::string> codes;
      for (const std::string_view code : list.codes) codes.push_back(Code(code));
      page_ += Joined(codes) + '\n';
      return;
    }
    page_ += TableHead({"code", std::string(Say("betekenis", "meaning"))});
    for (const std::string_view code : list.codes) page_ += TableRow({Code(code), std::string(label(code))});
  }

  // "verzorger/relatietotkind", each name once.
  std::vector<std::string> UsersOf(const CodeList& list) const {
    std::vector<std::string> users;
    for (const Element& element : definition_.elements) {
      if (element.codes != &list) continue;
      const bool is_answer = element.name.starts_with("cat_");
      std::string user = Code(fmt::format("{}/{}", element.parent->name, is_answer ? "cat_*" : element.name));
      if (std::ranges::find(users, user) == users.end()) users.push_back(std::move(user));
    }
    return users;
  }

  std::string_view CategoriesExplained() const {
    if (definition_.Find("dossier/metadata/categorie_uitlevering") == nullptr) {
      return Say(
          "Deze versie heeft `categorie_uitlevering` nog niet; de tabel zegt wat er volgens de volgende versie bij "
          "elke "
          "soort overdracht hoort. P: verplicht, o: optioneel, –: verboden.\n\n",
          "This version does not have `categorie_uitlevering` yet; the table says what each kind of transfer hands "
          "over "
          "by the next version. P: mandatory, o: optional, –: forbidden.\n\n");
    }
    return Say(
        "Wat bij elkaar hoort, gaat samen mee of niet; `metadata/categorie_uitlevering` zegt het per categorie. P: "
        "`VERPLICHT`, o: `OPTIONEEL` (of `OPT-UIT`, als ervoor gekozen is de categorie niet mee te geven), –: "
        "`VERBODEN`.\n\n",
        "What belongs together goes along together or not at all; `metadata/categorie_uitlevering` says so for each "
        "category. P: `VERPLICHT` (mandatory), o: `OPTIONEEL` (optional; or `OPT-UIT`, where it was chosen not to hand "
        "it over), –: `VERBODEN` (forbidden).\n\n");
  }

  static std::string_view Shown(profile::Outgoing outgoing) {
    switch (outgoing) {
      case profile::Outgoing::kMandatory:
        return "P";
      case profile::Outgoing::kOptional:
        return "o";
      case profile::Outgoing::kForbidden:
      case profile::Outgoing::kOptedOut:
        break;
    }
    return "–";
  }

  // The elements with which the category begins.
  std::vector<std::string> BlocksOf(const dossier::Category& category) const {
    std::vector<std::string> found;
    for (const Element& element : definition_.elements) {
      if (element.category == &category && element.parent->category != &category) found.push_back(Code(element.name));
    }
    return found;
  }

  const dossier::Definition& definition_;
  const Language language_;
  std::string page_;
};

}  // namespace

std::string ListId(const CodeList& list) { return fmt::format("codelijst-{}", list.number); }
std::string CategoryId(const dossier::Category& category) { return fmt::format("categorie-{}", category.name); }

std::string CodeListsAsPage(const dossier::Definition& definition, Language language) {
  return Lists(definition, language).CodeLists();
}

std::string CategoriesAsPage(const dossier::Definition& definition, Language language) {
  return Lists(definition, language).Categories();
}

}  // namespace oso::app
