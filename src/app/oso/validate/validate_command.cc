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

struct ValidateOptions {
  std::vector<std::string> paths;
  std::string rules = "intended";
  std::string format = "text";
  dossier::Language language = dossier::Language::kDutch;
};

void Write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Status Validate(const ValidateOptions& options, int& exit_code) {
  exit_code = kExitUsage;
  ASSIGN_OR_RETURN(const auto files, FilesOf(options.paths));
  if (files.empty()) return Fail(ErrorCode::kNotFound, "there is no .xml file there");
  const std::string today = ToIso8601(SystemClock().Now()).substr(0, 10);
  const profile::Options how{
      .rules = options.rules == "official" ? profile::Rules::kOfficial : profile::Rules::kIntended, .today = today};
  const dossier::Language language = options.language;
  exit_code = kExitOk;
  SarifLog sarif(language);
  if (options.format == "sarif") Write(sarif.Begin());
  ValidateAll(files, how, [&](const FileReport& report) {
    if (!report.accepted()) exit_code = std::max(exit_code, report.unreadable() ? kExitUsage : kExitFailed);
    if (options.format == "text") Write(AsText(report, language));
    if (options.format == "jsonl") Write(AsJsonLine(report, language));
    if (options.format == "sarif") Write(sarif.Add(report));
  });
  if (options.format == "sarif") Write(sarif.End());
  if (std::fflush(stdout) == 0) return {};
  exit_code = kExitUsage;
  return Fail(ErrorCode::kStorage, "the outcome cannot be written");
}

}  // namespace

void AddValidateCommand(CLI::App& program, Action& action, int& exit_code) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* validate = program.add_subcommand(
      "validate", "Check dossiers: structure, types, code lists, every rule, and the attachments");
  validate->add_option("PATH", options->paths, "Files, folders (every .xml in them), or - for standard input")
      ->required();
  validate
      ->add_option("--rules", options->rules,
                   "intended (default): as the rules were meant, and more; official: exactly what the published "
                   "schema and stylesheets find")
      ->check(CLI::IsMember({"official", "intended"}).description(""));
  validate->add_option("--format", options->format, "text (default), jsonl (a line for each file) or sarif")
      ->check(CLI::IsMember({"text", "jsonl", "sarif"}).description(""));
  AddLanguage(*validate, options->language);
  validate->footer("Exit code: 0 all accepted, 1 some rejected, 2 a file or the command is wrong.");
  validate->callback(
      [options, &action, &exit_code] { action = [options, &exit_code] { return Validate(*options, exit_code); }; });
}

}  // namespace oso::app
