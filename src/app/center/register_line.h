// The words of the command line that are about the register: nouns, verbs and their options.
#pragma once

#include <functional>

#include "app/center/commands.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}

namespace oso::app {

// What the command line says, where its options put it.
struct RegisterArguments {
  std::string why = "command line";
  std::string number, name, brin, sector, board, oin, key, file, text;
  std::vector<std::string> products;
  AgreementTexts agreement;
  MandateTexts mandate;
  QualificationTexts qualification;
  AnnouncementTexts announcement;
  ImportTexts import;
  std::size_t count = 7000;
  std::uint64_t seed = 1;
  std::string folder;
};

// Called when a command was chosen; the arguments are filled by then. `alone`: one that needs no settings or store.
struct RegisterActions {
  std::function<void(std::function<Status(const CenterCommand&)>)> choose;
  std::function<void(std::function<Status(OutputFormat)>)> choose_alone;
};

// `arguments` outlives the parsing and the command.
void AddRegisterCommands(CLI::App& app, RegisterArguments& arguments, const RegisterActions& actions);

}  // namespace oso::app
