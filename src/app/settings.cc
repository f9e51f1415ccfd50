#include "app/settings.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>

#include "app/toml_file.h"
#include "store/open.h"

namespace oso::app {
namespace {

constexpr std::array kCommon = std::to_array<Setting>({
    {"listen.host", SettingKind::kText, "0.0.0.0", "Address on which other systems reach this one, over mutual TLS."},
    {"listen.port", SettingKind::kNumber, "443", "Its port.", 0, 65535},
    {"admin.host", SettingKind::kText, "127.0.0.1",
     "Address of the operators' pages: /health/live, /health/ready, /metrics. Plain HTTP: keep it inside."},
    {"admin.port", SettingKind::kNumber, "9090", "Its port.", 0, 65535},
    {"tls.certificate", SettingKind::kPath, "", "This system's certificate, then any intermediate ones (PEM)."},
    {"tls.private_key", SettingKind::kPath, "", "Its private key (PEM, PKCS#8)."},
    {"tls.authorities", SettingKind::kPath, "", "Certificates of the authorities whose systems we trust (PEM)."},
    {"tls.revocations", SettingKind::kPath, "",
     "Their revocation lists (PEM). A missing or expired list refuses every connection."},
    {"tls.revocation_urls", SettingKind::kText, "none",
     "Where new lists are fetched, to take their place in that file: http(s) URLs with spaces between them, or none."},
    {"tls.revocation_refresh_seconds", SettingKind::kNumber, "3600", "Time between two fetches.", 1, 604'800},
    {"store.database", SettingKind::kDatabase, "",
     "The database: the path of an SQLite file, made when it is not there, or a PostgreSQL database as \"postgresql:\" "
     "and "
     "what libpq takes."},
    {"threads", SettingKind::kNumber, "2", "Event loops; one for each core is enough.", 1, 64},
    {"limits.request_bytes", SettingKind::kNumber, "65536", "Largest request that is read.", 1024, 100'000'000},
    {"limits.connections", SettingKind::kNumber, "10000", "Most connections at one time.", 1, 1'000'000},
    {"limits.connections_per_system", SettingKind::kNumber, "500",
     "Most connections of one organisation at one time: of its OIN, or of a certificate that has none.", 1, 1'000'000},
    {"limits.connections_per_address", SettingKind::kNumber, "200",
     "Most connections of one IP address at one time, where no certificate is asked.", 1, 1'000'000},
    {"limits.handshake_seconds", SettingKind::kNumber, "10", "Time to finish a TLS handshake.", 1, 300},
    {"limits.header_seconds", SettingKind::kNumber, "10", "Time to send a request's headers.", 1, 300},
    {"limits.body_seconds", SettingKind::kNumber, "60", "Time to wait for a request's body, in all.", 1, 3600},
    {"limits.idle_seconds", SettingKind::kNumber, "120",
     "Time a connection may be silent between requests, or stall inside one.", 1, 3600},
});

const Setting* FindSetting(std::span<const Setting> known, std::string_view key) {
  for (const Setting& setting : known) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

Error Wrong(const std::filesystem::path& file, std::string_view key, std::string_view what) {
  return Fail(ErrorCode::kConfiguration, fmt::format("{}: {}: {}", file.string(), key, what));
}

std::string Prefixed(std::string_view prefix, std::string_view key) {
  return prefix.empty() ? std::string(key) : fmt::format("{}.{}", prefix, key);
}

// The file's tables as one list of dotted keys.
void Flatten(const toml::table& table, std::string_view prefix,
             std::vector<std::pair<std::string, const toml::node*>>& flat) {
  for (const auto& [key, node] : table) {
    const std::string name = Prefixed(prefix, key.str());
    if (const auto* inner = node.as_table()) {
      Flatten(*inner, name, flat);
    } else {
      flat.emplace_back(name, &node);
    }
  }
}

Result<std::variant<std::string, std::int64_t>> ValueOf(const std::filesystem::path& file, const Setting& setting,
                                                        const toml::node& node) {
  if (setting.kind == SettingKind::kNumber) {
    const auto number = node.value_exact<std::int64_t>();
    if (!number) return Wrong(file, setting.key, "must be a whole number");
    if (*number < setting.least || *number > setting.most) {
      return Wrong(file, setting.key, fmt::format("must be {} to {}", setting.least, setting.most));
    }
    return std::variant<std::string, std::int64_t>(*number);
  }
  const auto text = node.value_exact<std::string>();
  if (!text || text->empty()) return Wrong(file, setting.key, "must be a text in quotes");
  const bool is_none = setting.default_value == "none" && *text == "none";
  const bool as_it_stands = setting.kind == SettingKind::kText || is_none ||
                            (setting.kind == SettingKind::kDatabase && store::IsPostgres(*text));
  if (as_it_stands) return std::variant<std::string, std::int64_t>(*text);
  return std::variant<std::string, std::int64_t>((file.parent_path() / *text).string());
}

std::variant<std::string, std::int64_t> DefaultOf(const Setting& setting) {
  if (setting.kind != SettingKind::kNumber) return std::string(setting.default_value);
  std::int64_t number = 0;
  std::from_chars(setting.default_value.data(), setting.default_value.data() + setting.default_value.size(), number);
  return number;
}

}  // namespace

Result<Settings> Settings::Load(const std::filesystem::path& file, std::span<const Setting> known) {
  ASSIGN_OR_RETURN(const toml::table table, ReadToml(file, ErrorCode::kConfiguration));
  std::vector<std::pair<std::string, const toml::node*>> flat;
  Flatten(table, "", flat);

  Settings settings;
  for (const auto& [key, node] : flat) {
    const Setting* setting = FindSetting(known, key);
    if (setting == nullptr) return Wrong(file, key, "there is no such setting");
    ASSIGN_OR_RETURN(auto value, ValueOf(file, *setting, *node));
    settings.values_.emplace(key, std::move(value));
  }
  for (const Setting& setting : known) {
    if (settings.values_.contains(setting.key)) continue;
    if (setting.default_value.empty()) return Wrong(file, setting.key, "is missing and has no default");
    settings.values_.emplace(setting.key, DefaultOf(setting));
  }
  return settings;
}

const std::string& Settings::text(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) std::abort();
  return std::get<std::string>(found->second);
}

std::int64_t Settings::number(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) std::abort();
  return std::get<std::int64_t>(found->second);
}

std::string AsTemplate(std::span<const Setting> known) {
  std::string text;
  for (const Setting& setting : known) {
    const bool is_number = setting.kind == SettingKind::kNumber;
    const std::string value =
        is_number ? std::string(setting.default_value) : fmt::format("\"{}\"", setting.default_value);
    text += fmt::format("# {}{}\n", setting.meaning, setting.default_value.empty() ? " Required." : "");
    text += fmt::format("{}{} = {}\n\n", setting.default_value.empty() ? "" : "# ", setting.key, value);
  }
  return text;
}

std::span<const Setting> CommonSettings() { return kCommon; }

std::vector<Setting> Join(std::span<const Setting> common, std::span<const Setting> own) {
  std::vector<Setting> all(common.begin(), common.end());
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace oso::app
