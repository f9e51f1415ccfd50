#include "app/oso/options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "dossier/definition.h"

namespace oso::app {

void AddLanguage(CLI::App& command, dossier::Language& language) {
  static const std::map<std::string, dossier::Language> kLanguages = {{"nl", dossier::Language::kDutch},
                                                                      {"en", dossier::Language::kEnglish}};
  command.add_option("--lang", language, "nl (default) or en")
      ->transform(CLI::CheckedTransformer(kLanguages).description(""));
}

CLI::Option* AddVersion(CLI::App& command, const char* name, dossier::DataSetVersion& version) {
  std::map<std::string, dossier::DataSetVersion> versions;
  std::string names;
  for (const dossier::Definition& definition : dossier::Definitions()) {
    versions.emplace(definition.name, definition.version);
    names += (names.empty() ? "" : ", ") + std::string(definition.name);
  }
  return command.add_option(name, version, "Of the data set: " + names)
      ->transform(CLI::CheckedTransformer(std::move(versions)).description(""));
}

}  // namespace oso::app
