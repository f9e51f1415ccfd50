#include "app/oso/options.h"

#include <CLI/CLI.hpp>

#include "dossier/definition.h"

namespace oso::app {

CLI::Option* AddWords(CLI::App& command, const char* name, std::map<std::string, std::function<void()>> words,
                      const char* help) {
  CLI::IsMember known(words);
  const auto choose = [words = std::move(words)](const std::string& word) { words.at(word)(); };
  return command.add_option_function<std::string>(name, choose, help)->check(known.description(""));
}

void AddLanguage(CLI::App& command, dossier::Language& language) {
  AddChoice(command, "--lang", language, {{"nl", dossier::Language::kDutch}, {"en", dossier::Language::kEnglish}},
            "Language of what is told: nl (default) or en");
}

CLI::Option* AddVersion(CLI::App& command, const char* name, dossier::DataSetVersion& version) {
  std::map<std::string, dossier::DataSetVersion> versions;
  std::string help = "Version of the data set:";
  for (const dossier::Definition& definition : dossier::Definitions()) {
    versions.emplace(definition.name, definition.version);
    help += (versions.size() == 1 ? " " : ", ") + std::string(definition.name);
  }
  return AddChoice(command, name, version, versions, help.c_str());
}

}  // namespace oso::app
