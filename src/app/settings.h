// Settings of a process: one TOML file, every setting listed in a table with its default and meaning. An unknown key, a
// missing required one or a value of the wrong type refuses to start, with the key's name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace oso::app {

enum class SettingKind {
  kText,
  kNumber,
  kPath,      // a relative one is relative to the settings file
  kDatabase,  // a path as well, or a PostgreSQL database as it stands (store/open.h)
};

struct Setting {
  std::string_view key;  // "listen.port"
  SettingKind kind = SettingKind::kText;
  std::string_view default_value;  // as text; empty: required
  std::string_view meaning;
  std::int64_t least = 0;  // for numbers
  std::int64_t most = 0;
};

class Settings {
 public:
  // kNotFound, kConfiguration: says the file, the key and what is wrong, never the value.
  static Result<Settings> Load(const std::filesystem::path& file, std::span<const Setting> known);

  const std::string& text(std::string_view key) const;  // a key that is not in the table is a bug: aborts
  std::string path(std::string_view key) const { return text(key); }
  std::int64_t number(std::string_view key) const;

 private:
  std::map<std::string, std::variant<std::string, std::int64_t>, std::less<>> values_;
};

// The table as a settings file with comments, required keys left open: what `config` prints.
std::string AsTemplate(std::span<const Setting> known);

// What every server has, to be joined with a server's own.
std::span<const Setting> CommonSettings();
std::vector<Setting> Join(std::span<const Setting> common, std::span<const Setting> own);

}  // namespace oso::app
