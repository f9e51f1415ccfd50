// The seed file: arrays of tables board, school, supplier and ap, with the fields that the commands take.
#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>

#include "app/center/commands.h"
#include "app/toml_file.h"

namespace oso::app {
namespace {

using Entry = std::map<std::string, std::string, std::less<>>;

struct Section {
  std::string_view name;
  std::vector<std::string_view> required;
  std::vector<std::string_view> optional;
};

const std::array<Section, 4>& Sections() {
  static const std::array<Section, 4> sections{{{"board", {"number", "name"}, {}},
                                                {"school", {"brin", "name", "sector", "board"}, {}},
                                                {"supplier", {"oin", "name"}, {}},
                                                {"ap", {"id", "supplier", "sector", "url"}, {"purpose", "state"}}}};
  return sections;
}

Error At(const std::string& file, const toml::node& node, std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument, fmt::format("{}: line {}: {}", file, node.source().begin.line, what));
}

// One table of the file as texts: all required keys, no unknown ones.
Result<Entry> ReadEntry(const std::string& file, const Section& section, const toml::table& table) {
  Entry entry;
  for (const auto& [key, node] : table) {
    const bool is_known =
        std::ranges::count(section.required, key.str()) + std::ranges::count(section.optional, key.str()) > 0;
    const auto text = node.value_exact<std::string>();
    if (!is_known) return At(file, node, fmt::format("{} has no {}", section.name, key.str()));
    if (!text) return At(file, node, fmt::format("{} must be a text in quotes", key.str()));
    entry.emplace(key.str(), *text);
  }
  for (std::string_view key : section.required) {
    if (!entry.contains(key)) return At(file, table, fmt::format("{} needs {}", section.name, key));
  }
  return entry;
}

Status EnterEntry(const CenterCommand& command, std::string_view section, Entry& entry) {
  if (section == "board") return AddBoard(command, entry["number"], entry["name"]);
  if (section == "school") return AddSchool(command, entry["brin"], entry["name"], entry["sector"], entry["board"]);
  if (section == "supplier") return AddSupplier(command, entry["oin"], entry["name"]);
  AccessPointTexts texts{entry["id"], entry["supplier"], entry["url"], entry["sector"], "OV"};
  if (entry.contains("purpose")) texts.purpose = entry["purpose"];
  RETURN_IF_ERROR(AddAccessPoint(command, texts));
  if (!entry.contains("state")) return {};
  const auto state = exchange::ParseAccessPointState(entry["state"]);
  if (!state) return Fail(ErrorCode::kInvalidArgument, "state must be one of inactive, active");
  return SetAccessPointState(command, texts.id, *state);
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
  boost::json::object entered;
  CenterCommand quiet = command;
  quiet.format = OutputFormat::kNone;
  for (const Section& section : Sections()) {
    std::int64_t count = 0;
    if (const toml::array* entries = table[section.name].as_array()) {
      for (const toml::node& node : *entries) {
        ASSIGN_OR_RETURN(Entry entry, ReadEntry(file, section, *node.as_table()));
        Status done = EnterEntry(quiet, section.name, entry);
        if (!done.ok()) return Fail(done.error().code, At(file, node, done.error().detail).detail);
        ++count;
      }
    }
    entered[section.name] = count;
  }
  Print(command.format, entered);
  return {};
}

}  // namespace oso::app
