#include "app/oso/checks/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

#include "app/oso/markdown.h"
#include "profile/validate.h"
#include "profile/words.h"

namespace oso::app {
namespace {

using dossier::TransferKind;
using profile::Check;
using profile::Language;

// Where a check may look at any element, or at any of a kind, the words say "…".
std::string PathOf(const Check& check) {
  std::string path = check.context.empty() ? "…" : check.context;
  if (path.ends_with('*')) path.replace(path.size() - 1, 1, "…");
  return path;
}

profile::Finding FindingOf(const Check& check) {
  const std::string name = check.key == "XSD" ? "…" : "";
  return {&check, '/' + PathOf(check), 1, check.severity, name};
}

std::string ExampleOf(const ListedCheck& listed, Language) {
  const Check& check = *listed.check;
  if (check.codes != nullptr) return fmt::format("`<{0}>?</{0}>`", check.context);
  if (check.category != nullptr) {
    const bool mandatory = check.block.empty();
    const std::string_view answer = mandatory                            ? "VERPLICHT"
                                    : check.text == "category.forbidden" ? "VERBODEN"
                                                                         : "OPT-UIT";
    const std::string_view block = std::string_view(check.block).substr(check.block.rfind('/') + 1);
    return fmt::format("`<cat_{0}>{1}</cat_{0}>{2}`", check.category->name, answer,
                       mandatory ? "" : fmt::format(" … <{0}>…</{0}>", block));
  }
  const std::string_view example = profile::TextOf(check.text).example;
  return example.empty() ? "" : Code(example);
}

std::string PlaceOf(const ListedCheck& listed, Language language) {
  const std::string path = PathOf(*listed.check);
  if (path == "…") return std::string(In(language, "overal", "everywhere"));
  if (path == "/") return std::string(In(language, "het dossier", "the dossier"));
  return fmt::format("{} ({})", profile::FieldInWords(path, language), Code(path));
}

std::string IdsOf(const ListedCheck& listed, Language) {
  return listed.ids == std::vector{listed.check->key} ? "" : Joined(listed.ids);
}

std::string ProfilesInWords(const ListedCheck& listed, Language language) {
  const std::vector<std::string> profiles = ProfilesOf(listed);
  return profiles.size() == 6 ? std::string(In(language, "elke overdracht", "every transfer")) : Joined(profiles);
}

std::string DeadInWords(const ListedCheck& listed, Language language) {
  if (listed.dead_in.empty()) return "";
  return fmt::format("{} {}", In(language, "werkt niet in", "does not work in"), Joined(listed.dead_in));
}

// A rule that holds for every version may be about an element that some do not have.
bool LooksSomewhere(const profile::Plan& plan, const Check& check) {
  return check.context == "/" || std::ranges::any_of(plan.at_element, [&](const auto& checks) {
           return std::ranges::find(checks, &check) != checks.end();
         });
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsSame(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, Lower, Lower); }

// How many letters must be changed, added or taken out to make the one from the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (Lower(a[i - 1]) == Lower(b[j - 1]) ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({change, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[b.size()];
}

}  // namespace

std::string ListedCheck::Message(Language language) const { return FindingOf(*check).Message(language); }
std::string ListedCheck::Remedy(Language language) const { return FindingOf(*check).Remedy(language); }

std::vector<ListedCheck> AllChecks() {
  std::vector<std::string> versions;
  for (const dossier::Definition& definition : dossier::Definitions()) versions.emplace_back(definition.name);
  std::vector<ListedCheck> all;
  for (const Check& check : profile::SchemaChecks()) all.push_back({&check, versions, {}, {}});
  std::map<std::string, std::size_t> at;
  for (const dossier::Definition& definition : dossier::Definitions() | std::views::reverse) {
    const profile::Plan& plan = profile::PlanOf(definition.version);
    for (const Check& check : plan.checks) {
      if (!LooksSomewhere(plan, check)) continue;
      const auto [found, is_new] = at.try_emplace(check.key, all.size());
      if (is_new) all.push_back({&check, {}, {}, {}});
      ListedCheck& listed = all[found->second];
      const std::string version(definition.name);
      listed.versions.insert(listed.versions.begin(), version);
      if (check.dead) listed.dead_in.insert(listed.dead_in.begin(), version);
      for (std::string& id : StandardIds(check)) {
        if (std::ranges::find(listed.ids, id) == listed.ids.end()) listed.ids.push_back(std::move(id));
      }
    }
  }
  all.push_back({profile::OtherSchool().check, versions, {}, {}});
  return all;
}

std::vector<ListedCheck> ChecksNamed(std::string_view name) {
  std::vector<ListedCheck> all = AllChecks();
  std::erase_if(all, [&](const ListedCheck& listed) {
    const auto is_name = [&](std::string_view id) { return IsSame(id, name); };
    return !is_name(listed.check->key) && std::ranges::none_of(listed.ids, is_name);
  });
  return all;
}

std::vector<std::string> KeysLike(std::string_view name) {
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const ListedCheck& listed : AllChecks()) {
    const std::size_t distance = Distance(listed.check->key, name);
    if (distance <= std::max<std::size_t>(2, name.size() / 3)) near.emplace_back(distance, listed.check->key);
  }
  std::ranges::sort(near);
  const auto [first, last] = std::ranges::unique(near);
  near.erase(first, last);
  near.resize(std::min<std::size_t>(near.size(), 5));
  std::vector<std::string> keys(near.size());
  std::ranges::transform(near, keys.begin(), [](const auto& one) { return one.second; });
  return keys;
}

const std::array<Trait, kTraits>& Traits() {
  static constexpr std::array<Trait, kTraits> kAll = {{
      {"melding", "message", [](const ListedCheck& l, Language language) { return l.Message(language); }},
      {"doen", "to do", [](const ListedCheck& l, Language language) { return l.Remedy(language); }},
      {"fout is bijvoorbeeld", "wrong, for example", ExampleOf},
      {"waar", "where", PlaceOf},
      {"in de standaard", "in the standard", IdsOf},
      {"versies", "versions", [](const ListedCheck& l, Language) { return Joined(l.versions); }},
      {"gevraagd bij", "asked of", ProfilesInWords},
      {"ernst", "severity",
       [](const ListedCheck& l, Language language) { return std::string(SeverityWord(l.check->severity, language)); }},
      {"officieel stylesheet", "official stylesheet", DeadInWords},
  }};
  return kAll;
}

std::vector<std::string> StandardIds(const Check& check) {
  std::vector<std::string> ids;
  for (const auto& id : std::views::split(check.ids, ' ')) ids.emplace_back(id.begin(), id.end());
  return ids;
}

std::string_view SeverityWord(profile::Severity severity, Language language) {
  if (severity == profile::Severity::kError) return In(language, "fout", "error");
  if (severity == profile::Severity::kWarning) return In(language, "waarschuwing", "warning");
  return In(language, "opmerking", "notice");
}

std::vector<std::string> ProfilesOf(const ListedCheck& listed) {
  struct Kind {
    std::string_view name;
    TransferKind kind;
    std::string_view profile;
  };
  static constexpr std::array<Kind, 7> kKinds = {{{"POPO", TransferKind::kBetweenSchools, "POPO"},
                                                  {"POVO", TransferKind::kBetweenSchools, "POVO"},
                                                  {"VOVO", TransferKind::kBetweenSchools, "VOVO"},
                                                  {"binnenBRIN", TransferKind::kWithinBrin, ""},
                                                  {"POSWV", TransferKind::kToPartnership, "POSWV"},
                                                  {"VOSWV", TransferKind::kToPartnership, "VOSWV"},
                                                  {"VOMBO", TransferKind::kBetweenSchools, "VOMBO"}}};
  std::vector<std::string> asked;
  for (const auto& [name, kind, profile_name] : kKinds) {
    const bool to_partnership = kind == TransferKind::kToPartnership;
    if (to_partnership && listed.versions.back() == "2016.1") continue;  // it knew none
    // No profile exists for VOMBO: it is told only of what is asked of nothing else.
    if (name == "VOMBO" && !asked.empty()) continue;
    profile::Facts facts{.version = dossier::DataSetVersion::k2019_1,
                         .kind = kind,
                         .profile = profile_name,
                         .part = "LASLVS",
                         .school_kind = {},
                         .compiled_on = {},
                         .today = {},
                         .judged_by_pao = to_partnership};
    bool is_asked = IsAskedOf(*listed.check, facts);
    facts.part = "LAS";
    is_asked = is_asked || IsAskedOf(*listed.check, facts);
    if (is_asked) asked.emplace_back(name);
  }
  return asked;
}

}  // namespace oso::app
