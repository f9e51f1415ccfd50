#include "app/oso/rules_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "profile/validate.h"
#include "profile/words.h"

namespace oso::app {
namespace {

using profile::Check;
using profile::Language;

// One check in all its versions.
struct Listed {
  const Check* check;
  std::vector<std::string> versions;
  std::vector<std::string> dead_in;
};

std::vector<Listed> AllChecks() {
  std::vector<Listed> all;
  std::map<std::string, std::size_t> at;
  for (const dossier::Definition& definition : dossier::Definitions()) {
    for (const Check& check : profile::PlanOf(definition.version).checks) {
      const auto [found, is_new] = at.try_emplace(check.key, all.size());
      if (is_new) all.push_back({&check, {}, {}});
      Listed& listed = all[found->second];
      listed.check = &check;  // the newest version's
      listed.versions.emplace_back(definition.name);
      if (check.dead) listed.dead_in.emplace_back(definition.name);
    }
  }
  return all;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string_view Group(const Check& check, bool dutch) {
  if (check.key.starts_with("OSO."))
    return dutch ? "Wat de standaard niet controleert (OSO)" : "What the standard does not check (OSO)";
  if (check.codes != nullptr || check.key.starts_with("CL")) return dutch ? "Codelijsten (CL)" : "Code lists (CL)";
  if (check.category != nullptr) return dutch ? "Categorieën (OS.cat)" : "Categories (OS.cat)";
  if (check.key.starts_with("OG.")) return dutch ? "Waarden (OG)" : "Values (OG)";
  return dutch ? "Soort overdracht en profiel" : "Kind of transfer and profile";
}

std::string_view SeverityWord(const Check& check, bool dutch) {
  if (check.severity == profile::Severity::kError) return dutch ? "fout" : "error";
  if (check.severity == profile::Severity::kWarning) return dutch ? "waarschuwing" : "warning";
  return dutch ? "opmerking" : "notice";
}

std::string WhereOf(const Check& check, Language language) {
  if (check.context == "/") return language == Language::kDutch ? "het dossier" : "the dossier";
  return profile::FieldInWords(check.context, language) + " (`" + check.context + "`)";
}

std::string Entry(const Listed& listed, Language language) {
  const bool dutch = language == Language::kDutch;
  const Check& check = *listed.check;
  std::string entry;
  const profile::Finding finding{&check, '/' + check.context, 1, check.severity, {}};
  const std::string_view example = profile::TextOf(check.text).example;
  entry += fmt::format("\n### {}\n\n{} **{}** {}\n\n", check.key, finding.Message(language),
                       dutch ? "Doen:" : "To do:", finding.Remedy(language));
  entry += fmt::format("- {}: {}\n", dutch ? "waar" : "where", WhereOf(check, language));
  entry += fmt::format("- {}: {}\n", dutch ? "versies" : "versions", Joined(listed.versions));
  entry += fmt::format("- {}: {}\n", dutch ? "ernst" : "severity", SeverityWord(check, dutch));
  if (!check.ids.empty() && check.ids != check.key)
    entry += fmt::format("- {}: {}\n", dutch ? "in de standaard" : "in the standard", check.ids);
  if (!listed.dead_in.empty()) {
    entry += fmt::format(
        "- {} {}\n",
        dutch ? "werkt niet in het officiële stylesheet van" : "does not work in the official stylesheet of",
        Joined(listed.dead_in));
  }
  if (!example.empty())
    entry += fmt::format("- {}: `{}`\n", dutch ? "voorbeeld van wat niet mag" : "example of what is wrong", example);
  return entry;
}

}  // namespace

std::string RulesAsPage(Language language) {
  const bool dutch = language == Language::kDutch;
  std::map<std::string_view, std::vector<Listed>> groups;
  for (Listed& listed : AllChecks()) groups[Group(*listed.check, dutch)].push_back(std::move(listed));
  std::string page = dutch ? "# Alle controles\n\nGemaakt met `oso rules`. Per controle: de sleutel waaronder `oso "
                             "validate` haar meldt, waar zij kijkt, wat zij zegt en wat te doen.\n"
                           : "# Every check\n\nMade by `oso rules --lang en`. For each check: the key under which `oso "
                             "validate` reports it, where it looks, what it says and what to do.\n";
  for (const auto& [group, checks] : groups) {
    page += fmt::format("\n## {}\n", group);
    for (const Listed& listed : checks) page += Entry(listed, language);
  }
  return page;
}

std::string RulesAsJson() {
  boost::json::array rules;
  for (const Listed& listed : AllChecks()) {
    boost::json::array ids;
    for (std::string_view rest = listed.check->ids; !rest.empty();) {
      const auto space = std::min(rest.find(' '), rest.size());
      ids.emplace_back(rest.substr(0, space));
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    rules.push_back(boost::json::object{{"check", listed.check->key},
                                        {"versions", boost::json::value_from(listed.versions)},
                                        {"ruleIds", std::move(ids)},
                                        {"deadIn", boost::json::value_from(listed.dead_in)},
                                        {"severity", SeverityWord(*listed.check, false)}});
  }
  return boost::json::serialize(rules) + '\n';
}

}  // namespace oso::app
