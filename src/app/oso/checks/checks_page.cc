#include "app/oso/checks/checks_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <map>
#include <ranges>

#include "app/oso/markdown.h"

namespace oso::app {
namespace {

using profile::Language;

// The page's chapters, by what the key of a message begins with.
struct Chapter {
  std::string_view id;
  std::string_view dutch;
  std::string_view english;
  std::string_view subjects;
};
constexpr auto kChapters = std::to_array<Chapter>({
    {"opbouw", "Opbouw en typen", "Structure and types", " schema "},
    {"metadata", "Wat het dossier van zichzelf zegt", "What the dossier says of itself",
     " part version kind profile categories "},
    {"inzage", "Inzage en toestemming", "Inspection and consent", " inspection consent "},
    {"leerling", "School en leerling", "School and pupil", " school pupil "},
    {"verzorgers", "Verzorgers en huisarts", "Carers and family doctor", " carers carer doctor "},
    {"bereikbaarheid", "Telefoon en e-mail", "Telephone and e-mail", " contact email "},
    {"vve", "Voor- en vroegschoolse educatie", "Preschool and early-school education", " early "},
    {"loopbaan", "Schoolloopbaan en overstapadvies", "School career and advice", " career advice "},
    {"zorg", "Zorg en begeleiding", "Care and guidance", " guidance "},
    {"toetsen", "Toetsen en cijfers", "Tests and marks", " final-test test report "},
    {"vo", "Voortgezet onderwijs en mbo", "Secondary and vocational education", " vocational "},
    {"categorieen", "Categorieën", "Categories", " category "},
    {"codelijsten", "Codelijsten", "Code lists", " code "},
    {"eigen", "Wat de standaard niet controleert", "What the standard does not check", " own "},
});

// Which chapter a check belongs to. All have one: a bug otherwise.
const Chapter& ChapterOf(const ListedCheck& listed) {
  const std::string_view text = listed.check->text;
  const std::string subject = fmt::format(" {} ", text.substr(0, text.find('.')));
  const auto* found = std::ranges::find_if(
      kChapters, [&](const Chapter& chapter) { return chapter.subjects.find(subject) != std::string_view::npos; });
  if (found == kChapters.end()) std::abort();
  return *found;
}

// Checks that are told together: those with one message, of one code list, or of one category.
std::string TitleOf(const ListedCheck& listed, Language language) {
  const profile::Check& check = *listed.check;
  if (check.key == "XSD")
    return std::string(In(language, "Fouten tegen het XML Schema", "Errors against the XML Schema"));
  if (check.codes != nullptr) {
    return fmt::format("{} {}: {}", In(language, "Codelijst", "Code list"), check.codes->number, check.codes->name);
  }
  if (check.category != nullptr) {
    return fmt::format("{} {}: {}", In(language, "Categorie", "Category"), check.category->number,
                       dossier::CategoryLabel(check.category->name, language));
  }
  return listed.Message(language);
}

using Entry = std::vector<const ListedCheck*>;

// What the checks of an entry have in common, once; and a table of what they have not.
std::string Write(const Entry& entry, std::string_view title, Language language) {
  std::string common;
  std::vector<const Trait*> apart;
  for (const Trait& trait : Traits()) {
    const std::string first = trait.of(*entry.front(), language);
    const bool same = std::ranges::all_of(entry, [&](const auto* one) { return trait.of(*one, language) == first; });
    if (!same) apart.push_back(&trait);
    if (same && !first.empty() && first != title) {
      common += fmt::format("- **{}**: {}\n", In(language, trait.dutch, trait.english), first);
    }
  }
  const std::string_view first_key = entry.front()->check->key;
  // The heading has the first key's anchor.
  const auto marked = [&](const ListedCheck& listed) {
    const std::string& key = listed.check->key;
    return key == first_key ? Code(key) : fmt::format("<a id=\"{}\"></a>{}", key, Code(key));
  };
  const std::string_view key_title = In(language, "sleutel", "key");
  std::string text = Heading(3, first_key, title) + '\n';
  if (apart.empty()) {
    std::vector<std::string> keys;
    for (const ListedCheck* one : entry) keys.push_back(marked(*one));
    return text + fmt::format("- **{}**: {}\n", key_title, Joined(keys)) + common;
  }
  std::vector<std::string> cells = {std::string(key_title)};
  for (const Trait* trait : apart) cells.emplace_back(In(language, trait->dutch, trait->english));
  text += common + '\n' + TableHead(cells);
  for (const ListedCheck* one : entry) {
    cells = {marked(*one)};
    for (const Trait* trait : apart) cells.push_back(trait->of(*one, language));
    text += TableRow(cells);
  }
  return text;
}

std::string Write(const Chapter& chapter, std::span<const ListedCheck> checks, Language language) {
  std::vector<std::pair<std::string, Entry>> entries;
  for (const ListedCheck& listed : checks) {
    if (&ChapterOf(listed) != &chapter) continue;
    const std::string title = TitleOf(listed, language);
    auto found = std::ranges::find(entries, title, &std::pair<std::string, Entry>::first);
    if (found == entries.end()) found = entries.insert(entries.end(), {title, {}});
    found->second.push_back(&listed);
  }
  // Code lists and categories by number, all else as it comes.
  std::ranges::sort(entries, {}, [](const auto& entry) {
    const ListedCheck* first = entry.second.front();
    const profile::Check& check = *first->check;
    return std::pair(check.codes != nullptr      ? check.codes->number
                     : check.category != nullptr ? check.category->number
                                                 : std::uint8_t{0},
                     first);
  });
  std::string text = entries.empty() ? "" : Heading(2, chapter.id, In(language, chapter.dutch, chapter.english));
  for (const auto& [title, entry] : entries) text += Write(entry, title, language);
  return text;
}

// All keys, a line for each family: what stands before the first point.
std::string Index(std::span<const ListedCheck> checks, Language language) {
  std::map<std::string, std::map<std::string, std::string>> families;
  for (const ListedCheck& listed : checks) {
    const std::string& key = listed.check->key;
    const std::string family = key.starts_with("CL") ? "CL" : key.substr(0, key.find('.'));
    families[family][key] = Link(key, key);
  }
  std::string text = Heading(2, "sleutels", In(language, "Alle sleutels", "All keys")) + '\n';
  for (const auto& [family, links] : families) {
    const auto values = links | std::views::values;
    text += fmt::format("- {}\n", Joined(std::vector<std::string>(values.begin(), values.end()), " · "));
  }
  return text;
}

constexpr std::string_view kDutchIntroduction = R"(# Alle controles

Wat `oso validate` controleert, per onderwerp. Wie een melding kreeg, vindt haar sleutel [onderaan](#sleutels);
`oso rules SLEUTEL` vertelt hetzelfde in de terminal. Deze pagina is gemaakt met `oso rules`.

- **in de standaard**: het kenmerk van de regel in de gepubliceerde regels, als dat anders is dan de sleutel.
- **gevraagd bij**: de soorten dossier waarvoor de regel geldt. PO en VO zijn primair en voortgezet onderwijs, SWV een
  samenwerkingsverband; binnenBRIN is een overdracht binnen één instelling.
- **ernst**: een *fout* houdt het dossier tegen; een *waarschuwing* of *opmerking* niet. Met `--rules official` is alles
  wat de standaard vindt een fout.
- **officieel stylesheet**: waar de gepubliceerde regel door een vergissing nooit afgaat. Met `--rules official` blijft
  zij daarom weg.

)";
constexpr std::string_view kEnglishIntroduction = R"(# Every check

What `oso validate` checks, by subject. Who got a message finds its key [at the end](#sleutels); `oso rules KEY` tells
the same in a terminal. This page is made by `oso rules --lang en`.

- **in the standard**: the id of the rule in the published rules, where it differs from the key.
- **asked of**: the kinds of dossier that the rule holds for. PO and VO are primary and secondary education, SWV is a
  partnership of schools (samenwerkingsverband); binnenBRIN is a transfer within one institution.
- **severity**: an *error* stops the dossier; a *warning* or *notice* does not. With `--rules official` all that the
  standard finds is an error.
- **official stylesheet**: where the published rule never fires, by mistake. With `--rules official` it is left out.

)";

}  // namespace

std::string ChecksAsPage(std::span<const ListedCheck> checks, Language language) {
  std::string page(In(language, kDutchIntroduction, kEnglishIntroduction));
  std::string chapters;
  for (const Chapter& chapter : kChapters) {
    const std::string text = Write(chapter, checks, language);
    if (text.empty()) continue;
    page += fmt::format("1. {}\n", Link(In(language, chapter.dutch, chapter.english), chapter.id));
    chapters += text;
  }
  page += fmt::format("1. {}\n", Link(In(language, "Alle sleutels", "All keys"), "sleutels"));
  return page + chapters + Index(checks, language);
}

std::string ChecksAsText(std::span<const ListedCheck> checks, Language language) {
  std::string text;
  for (const ListedCheck& listed : checks) {
    text += fmt::format("{}{}\n", text.empty() ? "" : "\n", listed.check->key);
    for (const Trait& trait : Traits()) {
      std::string value = trait.of(listed, language);
      std::erase(value, '`');
      if (!value.empty()) text += fmt::format("  {:<21} {}\n", In(language, trait.dutch, trait.english), value);
    }
  }
  return text;
}

std::string ChecksAsJson(std::span<const ListedCheck> checks, Language language) {
  boost::json::array rules;
  for (const ListedCheck& listed : checks) {
    const profile::Check& check = *listed.check;
    rules.push_back(boost::json::object{{"check", check.key},
                                        {"versions", boost::json::value_from(listed.versions)},
                                        {"ruleIds", boost::json::value_from(listed.ids)},
                                        {"deadIn", boost::json::value_from(listed.dead_in)},
                                        {"severity", WireName(check.severity)},
                                        {"profiles", boost::json::value_from(ProfilesOf(listed))},
                                        {"where", check.context},
                                        {"message", listed.Message(language)},
                                        {"remedy", listed.Remedy(language)}});
  }
  return boost::json::serialize(rules) + '\n';
}

}  // namespace oso::app
