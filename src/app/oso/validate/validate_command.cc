#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/command.h"
#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/validate/report.h"
#include "base/clock.h"

namespace oso::app {
namespace {

enum class Format { kText, kJsonLines, kSarif };

struct ValidateOptions {
  std::vector<std::string> paths;
  profile::Rules rules = profile::Rules::kIntended;
  Format format = Format::kText;
  dossier::Language language = dossier::Language::kDutch;
};

void Write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Status Validate(const ValidateOptions& options, int& exit_code) {
  exit_code = kExitUsage;
  ASSIGN_OR_RETURN(const auto files, FilesOf(options.paths));
  if (files.empty()) return Fail(ErrorCode::kNotFound, "there is no .xml file there");
  const std::string today = ToIso8601(SystemClock().Now()).substr(0, 10);
  const profile::Options how{.rules = options.rules, .today = today};
  const dossier::Language language = options.language;
  exit_code = kExitOk;
  SarifLog sarif(language);
  if (options.format == Format::kSarif) Write(sarif.Begin());
  ValidateAll(files, how, [&](const FileReport& report) {
    if (!report.accepted()) exit_code = std::max(exit_code, report.unreadable() ? kExitUsage : kExitFailed);
    if (options.format == Format::kText) Write(AsText(report, language));
    if (options.format == Format::kJsonLines) Write(AsJsonLine(report, language));
    if (options.format == Format::kSarif) Write(sarif.Add(report));
  });
  if (options.format == Format::kSarif) Write(sarif.End());
  if (std::fflush(stdout) == 0) return {};
  exit_code = kExitUsage;
  return Fail(ErrorCode::kStorage, "the outcome cannot be written");
}

}  // namespace

void AddValidateCommand(CLI::App& program, Action& action, int& exit_code) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* validate = program.add_subcommand(
      "validate", "Check dossiers: structure, types, code lists, every rule, and the attachments");
  validate
      ->add_option("PATH", options->paths, "Dossiers, folders (every .xml in them and below), or - for standard input")
      ->required();
  AddChoice(*validate, "--rules", options->rules,
            {{"intended", profile::Rules::kIntended}, {"official", profile::Rules::kOfficial}},
            "intended (default): as the rules were meant, and more; official: exactly what the published schema and "
            "stylesheets find");
  AddChoice(*validate, "--format", options->format,
            {{"text", Format::kText}, {"jsonl", Format::kJsonLines}, {"sarif", Format::kSarif}},
            "text (default), jsonl (a line for each file) or sarif");
  AddLanguage(*validate, options->language);
  validate->footer("Exit code: 0 all accepted, 1 some rejected, 2 a file or the command is wrong.");
  validate->callback(
      [options, &action, &exit_code] { action = [options, &exit_code] { return Validate(*options, exit_code); }; });
}

}  // namespace oso::app
