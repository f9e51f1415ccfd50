#include <CLI/CLI.hpp>
#include <memory>

#include "app/files.h"
#include "app/oso/checks/checks_page.h"
#include "app/oso/commands.h"
#include "app/oso/markdown.h"
#include "app/oso/options.h"

namespace oso::app {
namespace {

struct RulesOptions {
  std::string check;
  std::string (*write)(std::span<const ListedCheck>, dossier::Language) = nullptr;
  dossier::Language language = dossier::Language::kDutch;
  std::optional<std::string> output;
};

Result<std::vector<ListedCheck>> Chosen(const std::string& check) {
  if (check.empty()) return AllChecks();
  std::vector<ListedCheck> named = ChecksNamed(check);
  if (!named.empty()) return named;
  const std::vector<std::string> like = KeysLike(check);
  return Fail(ErrorCode::kNotFound, like.empty() ? "there is no check " + check + "; 'oso rules' lists them all"
                                                 : "there is no check " + check + "; is it " + Joined(like) + "?");
}

Status Run(const RulesOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<ListedCheck> checks, Chosen(options.check));
  const auto by_default = options.check.empty() ? ChecksAsPage : ChecksAsText;
  const auto write = options.write != nullptr ? options.write : by_default;
  return WriteOutput(write(checks, options.language), options.output, FileMode::kPublic);
}

}  // namespace

void AddRulesCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<RulesOptions>();
  CLI::App* rules =
      program.add_subcommand("rules", "Explain every check, or one: what it means and what to do about it");
  rules->add_option("CHECK", options->check,
                    "One check: its key as 'oso validate' reports it, or its id in the standard: OVa.LL09");
  AddChoice(*rules, "--format", options->write, {{"md", ChecksAsPage}, {"text", ChecksAsText}, {"json", ChecksAsJson}},
            "md: a page (default without CHECK); text (default with CHECK); json");
  AddLanguage(*rules, options->language);
  rules->add_option("--output", options->output, kOutputHelp);
  rules->footer(kExitHelp);
  rules->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace oso::app
