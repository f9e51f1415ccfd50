#include <algorithm>
#include <array>
#include <map>

#include "profile/rules/check.h"

namespace oso::profile {
namespace {

using dossier::Definition;
using dossier::Element;

// "leerling" and "dossier/inzage" are ends of a path; "categorie_uitlevering/*" is any child of such an end.
bool EndsAs(std::string_view path, std::string_view context) {
  if (context.ends_with("/*")) {
    const auto slash = path.rfind('/');
    return slash != std::string_view::npos && EndsAs(path.substr(0, slash), context.substr(0, context.size() - 2));
  }
  return path.ends_with(context) && (path.size() == context.size() || path[path.size() - context.size() - 1] == '/');
}

// The standard's own ids of a check. Most often the key's first two parts; some rules carry the id that they have in
// another profile as well, two ids were never finished.
std::string IdsOf(std::string_view key, bool is_2016) {
  struct Known {
    std::string_view begins;
    std::string_view ids;
  };
  static constexpr std::array kKnown = std::to_array<Known>({
      {"OVa.MD01", "OVa.MD01 OVb.MD01"},
      {"OVa.MD02", "OVa.MD02 OVb.MD02"},
      {"OVa.OS03", "OVa.OS03 OVb.OS01"},
      {"OVa.LL08", "OVa.LL08 OVa.OV04"},
      {"OVb.LL04", "OVb.LL04 OVb.OV02"},
      {"PaO.LL08", "PaO.LL08 PaO.OV04"},
      {"OVb.LLxx", "OVb.LL??"},
      {"zonder_id", ""},
      {"OSO.", ""},
      {"CL33.", "CL33"},
  });
  for (const Known& known : kKnown) {
    if (key.starts_with(known.begins)) return std::string(known.ids);
  }
  if (is_2016 && key.starts_with("OG.")) return "";
  const auto second = key.find('.', key.find('.') + 1);
  return std::string(key.substr(0, second));
}

void AddRule(const Rule& rule, DataSetVersion version, std::vector<Check>& checks) {
  if (version < rule.first || version > rule.last) return;
  const bool is_2016 = version == DataSetVersion::k2016_1;
  const bool wide = rule.reach == Reach::kStylesheet;
  const auto add = [&](std::string_view key, Reaches reaches, bool dead) {
    if (key.empty()) return;
    const bool standard = !key.starts_with("OSO.");
    checks.push_back({.key = std::string(key),
                      .ids = IdsOf(key, is_2016),
                      .text = rule.text,
                      .context = std::string(rule.context),
                      .reaches = reaches,
                      .rule = &rule,
                      .dead = dead,
                      // What the standard meant but never asked may not stop a dossier that it accepts.
                      .severity = standard && dead ? Severity::kWarning : rule.severity});
  };
  const Keys& keys = rule.keys;
  add(keys.every, Reaches::kAll, false);
  if (is_2016) {
    add(keys.between_2016, wide ? Reaches::kAll : Reaches::kBetween, false);
    add(keys.within_2016, Reaches::kWithin, false);
  } else {
    add(keys.between, wide ? Reaches::kOv : Reaches::kBetween, rule.dead_in_ov);
    add(keys.within, Reaches::kWithin, rule.dead_in_ov);
    add(keys.partnership, wide ? Reaches::kPao : Reaches::kPartnership, false);
  }
}

// One check for each name that is coded by a list, wherever it stands; list 33 is asked once, by a rule.
void AddCodeLists(const Definition& definition, std::vector<Check>& checks) {
  for (const Element& element : definition.elements) {
    if (element.codes == nullptr || element.codes->number == 33) continue;
    const std::string id = "CL" + std::to_string(element.codes->number);
    const std::string key = id + '.' + std::string(element.name);
    if (std::ranges::find(checks, key, &Check::key) != checks.end()) continue;
    checks.push_back(
        {.key = key, .ids = id, .text = "code.unknown", .context = std::string(element.name), .codes = element.codes});
  }
}

Plan MakePlan(DataSetVersion version) {
  const Definition& definition = dossier::DefinitionOf(version);
  Plan plan;
  AddCodeLists(definition, plan.checks);
  for (const Rule& rule : SetRules()) AddRule(rule, version, plan.checks);
  AddCategoryChecks(definition, plan.checks);
  for (const Rule& rule : ProfileRules()) AddRule(rule, version, plan.checks);
  for (const Rule& rule : OwnRules()) AddRule(rule, version, plan.checks);

  // By name, so that not every check is held against every element.
  std::multimap<std::string_view, std::size_t> named;
  for (std::size_t i = 0; i < definition.elements.size(); ++i) named.emplace(definition.elements[i].name, i);
  plan.at_element.resize(definition.elements.size());
  for (const Check& check : plan.checks) {
    if (check.category != nullptr) {
      plan.of_categories.push_back(&check);
      continue;
    }
    if (check.context == "/") plan.at_document.push_back(&check);
    const std::string_view name = std::string_view(check.context).substr(check.context.rfind('/') + 1);
    const auto [first, last] = name == "*" ? std::pair(named.begin(), named.end()) : named.equal_range(name);
    for (auto at = first; at != last; ++at) {
      const Element& element = definition.elements[at->second];
      const bool looks = check.codes != nullptr ? element.codes == check.codes : EndsAs(element.path, check.context);
      if (looks) plan.at_element[at->second].push_back(&check);
    }
  }
  return plan;
}

template <DataSetVersion kVersion>
const Plan& KeptPlan() {
  static const Plan plan = MakePlan(kVersion);
  return plan;
}

// By version.
constexpr std::array kPlans = {KeptPlan<DataSetVersion::k2016_1>, KeptPlan<DataSetVersion::k2017_1>,
                               KeptPlan<DataSetVersion::k2018_1>, KeptPlan<DataSetVersion::k2019_1>};

}  // namespace

const Plan& PlanOf(DataSetVersion version) { return kPlans.at(static_cast<std::size_t>(version))(); }

}  // namespace oso::profile
