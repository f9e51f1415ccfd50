#include <CLI/CLI.hpp>
#include <memory>

#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/schema/schema.h"

namespace oso::app {
namespace {

struct SchemaOptions {
  dossier::DataSetVersion version = dossier::DataSetVersion::k2019_1;
  std::string (*write)(const dossier::Definition&, dossier::Language) = nullptr;
  dossier::Language language = dossier::Language::kDutch;
  std::optional<std::string> output;
};

Status WriteSchema(const SchemaOptions& options) {
  const dossier::Definition& definition = dossier::DefinitionOf(options.version);
  return WriteOutput(options.write(definition, options.language), options.output, FileMode::kPublic);
}

}  // namespace

void AddSchemaCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<SchemaOptions>();
  CLI::App* schema = program.add_subcommand("schema", "Tell what a version of the data set is");
  AddVersion(*schema, "VERSION", options->version)->required();
  AddChoice(*schema, "--format", options->write, {{"xsd", SchemaAsXsd}, {"md", SchemaAsPage}},
            "xsd: an XML Schema; md: a page for people, with the code lists and the categories")
      ->required();
  AddLanguage(*schema, options->language);
  schema->add_option("--output", options->output, kOutputHelp);
  schema->footer(kExitHelp);
  schema->callback([options, &action] { action = [options] { return WriteSchema(*options); }; });
}

}  // namespace oso::app
