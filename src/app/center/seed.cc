// The seed file: arrays of tables board, school, supplier and ap. Each access point gets what it needs to work, so that
// a few lines make a network: agreement, mandate, and what its supplier's product has shown.
#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <set>

#include "app/center/commands.h"
#include "app/toml_file.h"
#include "exchange/register_json.h"

namespace oso::app {
namespace {

using exchange::RegisterEntry;

// How a section's keys are written in the register's JSON; "" where it is the same.
struct SeedKey {
  std::string_view name;
  bool is_required = true;
  bool is_list = false;
  std::string_view member = {};
};
struct Section {
  std::string_view name;  // as in the file
  std::string_view kind;  // as in the register
  std::vector<SeedKey> keys;
};

const std::array<Section, 4>& Sections() {
  static const std::array<Section, 4> sections{
      {{"board", "board", {{"number"}, {"name"}}},
       {"school", "school", {{"brin"}, {"name"}, {"sector"}, {"board"}}},
       {"supplier", "supplier", {{"oin"}, {"name"}, {"products", false, true}}},
       {"ap",
        "access-point",
        {{"id"},
         {"supplier"},
         {"sector"},
         {"url"},
         {"purpose", false},
         {"state", false},
         {"notification_url", false, false, "notificationUrl"},
         {"versions", false, true},
         {"protocols", false, true}}}}};
  return sections;
}

Error At(const std::string& file, const toml::node& node, std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("{}: line {}: {}", file, node.source().begin.line, what));
}

// A text, or a list of texts.
std::optional<boost::json::value> ValueOf(const toml::node& node, bool is_list) {
  const auto text = node.value_exact<std::string>();
  if (!is_list) return text ? std::optional<boost::json::value>(*text) : std::nullopt;
  const toml::array* list = node.as_array();
  if (list == nullptr) return std::nullopt;
  boost::json::array texts;
  for (const toml::node& one : *list) {
    const auto item = one.value_exact<std::string>();
    if (!item) return std::nullopt;
    texts.emplace_back(*item);
  }
  return texts;
}

// One table of the file as an entry: all required keys, no unknown ones, and values that may be in the register.
Result<RegisterEntry> ReadEntry(const std::string& file, const Section& section, const toml::table& table) {
  boost::json::object json;
  if (section.kind == "access-point") json = {{"purpose", "OV"}, {"state", "registered"}};
  for (const auto& [key, node] : table) {
    const auto known = std::ranges::find(section.keys, key.str(), &SeedKey::name);
    if (known == section.keys.end()) return At(file, node, fmt::format("{} has no {}", section.name, key.str()));
    std::optional<boost::json::value> value = ValueOf(node, known->is_list);
    if (!value) {
      return At(file, node,
                fmt::format("{} must be a {} in quotes", key.str(), known->is_list ? "list of texts" : "text"));
    }
    json[known->member.empty() ? known->name : known->member] = std::move(*value);
  }
  for (const SeedKey& key : section.keys) {
    if (key.is_required && !table.contains(key.name)) {
      return At(file, table, fmt::format("{} needs {}", section.name, key.name));
    }
  }
  Result<RegisterEntry> entry = exchange::EntryFromJson(section.kind, json);
  if (!entry.ok()) return At(file, table, entry.error().detail);
  if (const Status good = exchange::CheckEntry(*entry); !good.ok()) return At(file, table, good.error().detail);
  return entry;
}

// What binds the parties of an access point: for every transfer, in both roles.
void Bind(const exchange::Register& with_seed, const exchange::AccessPoint& ap, Instant now,
          std::vector<RegisterEntry>& entries) {
  const exchange::School* school = with_seed.FindSchool(ap.id.brin);
  if (school == nullptr) return;  // entering it says so
  entries.emplace_back(exchange::Agreement{
      .board = school->board, .signed_by = "seed", .signed_at = now, .version = "2017", .partnerships = true});
  entries.emplace_back(exchange::Mandate{
      .board = school->board, .supplier = ap.supplier, .school = ap.id.brin, .purpose = ap.purpose, .from = now});
  const exchange::Supplier* supplier = with_seed.FindSupplier(ap.supplier);
  const std::string product = supplier == nullptr || supplier->products.empty() ? "seed" : supplier->products.front();
  using enum dossier::Profile;
  for (const exchange::Role role : {exchange::Role::kSource, exchange::Role::kTarget}) {
    for (const dossier::Profile profile : {kPopo, kPovo, kVovo, kPoswv, kVoswv}) {
      entries.emplace_back(exchange::Qualification{
          .supplier = ap.supplier, .product = product, .role = role, .profile = profile, .from = now});
    }
  }
}

// Those that the register has nothing of yet, each once.
std::vector<RegisterEntry> Missing(const exchange::Register& now, const std::vector<RegisterEntry>& entries) {
  std::vector<RegisterEntry> missing;
  std::set<std::string> names;
  for (const RegisterEntry& entry : entries) {
    const std::string name = fmt::format("{} {}", exchange::KindOf(entry), exchange::KeyOf(entry));
    if (now.FindLike(entry) == nullptr && names.insert(name).second) missing.push_back(entry);
  }
  return missing;
}

}  // namespace

Status LoadSeed(const CenterCommand& command, const std::string& file) {
  ASSIGN_OR_RETURN(const toml::table table, ReadToml(file, ErrorCode::kInvalidArgument));
  for (const auto& [key, node] : table) {
    const bool is_section = std::ranges::any_of(Sections(), [&](const Section& one) { return one.name == key.str(); });
    if (!is_section || !node.is_array_of_tables()) {
      return At(file, node, "a seed has [[board]], [[school]], [[supplier]] and [[ap]]");
    }
  }
  boost::json::object counts;
  std::vector<RegisterEntry> entries;
  for (const Section& section : Sections()) {
    const std::size_t before = entries.size();
    if (const toml::array* tables = table[section.name].as_array()) {
      for (const toml::node& node : *tables) {
        ASSIGN_OR_RETURN(RegisterEntry entry, ReadEntry(file, section, *node.as_table()));
        entries.push_back(std::move(entry));
      }
    }
    counts[section.name] = entries.size() - before;
  }

  // What is there already stays, also where the file says otherwise.
  CenterParts& parts = command.parts;
  const std::shared_ptr<const exchange::Register> now = parts.registry.Now();
  const std::shared_ptr<const exchange::Register> with_seed = now->With(Missing(*now, entries), now->version());
  std::vector<RegisterEntry> bindings;
  for (const RegisterEntry& entry : entries) {
    const RegisterEntry* kept = with_seed->FindLike(entry);
    if (const auto* ap = std::get_if<exchange::AccessPoint>(kept)) Bind(*with_seed, *ap, parts.clock.Now(), bindings);
  }
  std::ranges::move(bindings, std::back_inserter(entries));
  const Status entered = parts.loops.Run(parts.connect.Enter(command.actor, "seed", Missing(*now, entries)));
  if (!entered.ok()) return Fail(entered.error().code, fmt::format("{}: {}", file, entered.error().detail));
  Print(command.format, counts);
  return {};
}

}  // namespace oso::app
