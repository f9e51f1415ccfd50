// What the commands' options have in common: choices of words, and those that several commands have.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <type_traits>

#include "dossier/labels.h"
#include "dossier/vocabulary.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
class Option;
}  // namespace CLI

namespace oso::app {

inline constexpr const char* kDossierHelp = "A dossier, or - for standard input";
inline constexpr const char* kOutputHelp = "Where to write it (default: standard output)";
inline constexpr const char* kExitHelp = "Exit code: 0 done, 1 refused or failed, 2 the command is wrong.";

// An option of which each word does what stands beside it; any other word is a wrong command.
CLI::Option* AddWords(CLI::App& command, const char* name, std::map<std::string, std::function<void()>> words,
                      const char* help);

// An option that gives `value` what its word stands for; left alone where it is not given.
template <class T>
CLI::Option* AddChoice(CLI::App& command, const char* name, T& value,
                       const std::map<std::string, std::type_identity_t<T>>& words, const char* help) {
  std::map<std::string, std::function<void()>> choices;
  for (const auto& [word, meaning] : words) choices[word] = [&value, meaning] { value = meaning; };
  return AddWords(command, name, std::move(choices), help);
}

// --lang
void AddLanguage(CLI::App& command, dossier::Language& language);

// A version of the data set by its name: "--to", "VERSION".
CLI::Option* AddVersion(CLI::App& command, const char* name, dossier::DataSetVersion& version);

}  // namespace oso::app
