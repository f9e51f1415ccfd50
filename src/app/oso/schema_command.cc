#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/schema.h"

namespace oso::app {
namespace {

struct SchemaOptions {
  std::string version;
  std::string format;
  std::string language = "nl";
  std::string output;
};

Status Run(const SchemaOptions& options) {
  const auto definition =
      std::ranges::find(dossier::Definitions(), std::string_view(options.version), &dossier::Definition::name);
  const auto language = options.language == "nl" ? dossier::Language::kDutch : dossier::Language::kEnglish;
  const std::string text =
      options.format == "xsd" ? SchemaAsXsd(*definition, language) : SchemaAsPage(*definition, language);
  if (!options.output.empty()) return WriteFile(options.output, text, FileMode::kPublic);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return {};
}

}  // namespace

void AddSchemaCommand(CLI::App& program, Action& action) {
  std::vector<std::string> versions;
  for (const dossier::Definition& definition : dossier::Definitions()) versions.emplace_back(definition.name);
  auto options = std::make_shared<SchemaOptions>();
  CLI::App* schema = program.add_subcommand("schema", "Tell what a version of the data set is");
  schema->add_option("VERSION", options->version, "2016.1, 2017.1, 2018.1 or 2019.1")
      ->required()
      ->check(CLI::IsMember(versions).description(""));
  schema
      ->add_option("--format", options->format,
                   "xsd: an XML Schema; md: a page for people, with the code lists and the categories")
      ->required()
      ->check(CLI::IsMember({"xsd", "md"}).description(""));
  schema->add_option("--lang", options->language, "nl (default) or en: of the page, and of the notes in the schema")
      ->check(CLI::IsMember({"nl", "en"}).description(""));
  schema->add_option("--output", options->output, "A file to write, instead of standard output");
  schema->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace oso::app
