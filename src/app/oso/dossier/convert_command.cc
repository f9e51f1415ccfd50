#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/command.h"
#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/tree_file.h"
#include "convert/convert.h"
#include "convert/residual.h"
#include "profile/words.h"

namespace oso::app {
namespace {

using dossier::Language;

struct ConvertOptions {
  std::string file;
  dossier::DataSetVersion to = dossier::DataSetVersion::k2019_1;
  Language language = Language::kDutch;
  std::optional<std::string> output;
  std::optional<std::string> report;
  std::optional<std::string> residual;
  std::optional<std::string> restore;
  bool accept_loss = false;
};

std::string_view WordOf(convert::NoteKind kind, Language language) {
  switch (kind) {
    case convert::NoteKind::kLost:
      return In(language, "verloren", "lost");
    case convert::NoteKind::kChanged:
      return In(language, "veranderd", "changed");
    case convert::NoteKind::kMoved:
      return In(language, "verplaatst", "moved");
    case convert::NoteKind::kAdded:
      break;
  }
  return In(language, "toegevoegd", "added");
}

void Tell(const convert::Notes& notes, Language language) {
  for (const convert::Note& note : notes) {
    fmt::print(stderr, "{}: {}\n    {}\n", WordOf(note.kind, language), profile::PlaceInWords(note.path, language),
               note.Message(language));
  }
}

std::string AsJson(const convert::Notes& notes, Language language) {
  boost::json::array rows;
  for (const convert::Note& note : notes) {
    rows.push_back(boost::json::object{
        {"kind", convert::WireName(note.kind)}, {"path", note.path}, {"message", note.Message(language)}});
  }
  return boost::json::serialize(rows) + '\n';
}

Status RestoreFile(const ConvertOptions& options, const dossier::Tree& tree) {
  ASSIGN_OR_RETURN(std::string residual, ReadFile(*options.restore, kLargestDossier));
  ASSIGN_OR_RETURN(const dossier::Tree original, convert::Restore(tree, {std::move(residual)}));
  return WriteTreeFile(original, options.output);
}

Status ConvertFile(const ConvertOptions& options, int& exit_code) {
  RETURN_IF_ERROR(DemandDistinct({options.output, options.report, options.residual}));
  ASSIGN_OR_RETURN(const dossier::Tree tree, ReadTreeFile(options.file));
  if (options.restore) return RestoreFile(options, tree);
  ASSIGN_OR_RETURN(const convert::Conversion done, convert::Convert(tree, options.to));
  const Language language = options.language;
  Tell(done.notes, language);
  if (options.report) {
    RETURN_IF_ERROR(WriteFile(*options.report, AsJson(done.notes, language), FileMode::kPrivate));
  }
  if (convert::IsLossy(done.notes) && !options.accept_loss) {
    fmt::print(stderr, "{}\n",
               In(language,
                  "Er is niets geschreven: er zou iets verloren gaan. Met --accept-loss gaat het door; wat niet past "
                  "blijft met --residual BESTAND bewaard.",
                  "Nothing was written: something would be lost. With --accept-loss it goes on; what does not fit is "
                  "kept by --residual FILE."));
    exit_code = kExitFailed;
    return {};
  }
  if (options.residual) {
    ASSIGN_OR_RETURN(const convert::Residual residual, convert::ResidualOf(tree, done.tree));
    RETURN_IF_ERROR(WriteFile(*options.residual, residual.json, FileMode::kPrivate));
  }
  return WriteMadeTree(done.tree, options.output, language);
}

}  // namespace

void AddConvertCommand(CLI::App& program, Action& action, int& exit_code) {
  auto options = std::make_shared<ConvertOptions>();
  CLI::App* convert = program.add_subcommand(
      "convert", "Bring a dossier to another version of the data set; nothing is lost without your word");
  convert->add_option("FILE", options->file, kDossierHelp)->required();
  CLI::Option* to = AddVersion(*convert, "--to", options->to);
  convert->add_option("--output", options->output, kOutputHelp);
  convert->add_flag("--accept-loss", options->accept_loss, "Go on, though something is lost or changed");
  CLI::Option* report =
      convert->add_option("--report", options->report, "A file for what was lost, changed, moved or added, as JSON");
  CLI::Option* residual =
      convert->add_option("--residual", options->residual, "A file for what does not fit, so that it can be put back");
  CLI::Option* restore = convert->add_option(
      "--restore", options->restore, "Put back what a --residual file kept: gives the original, canonically equal");
  AddLanguage(*convert, options->language);
  restore->excludes(to)->excludes(report)->excludes(residual);
  convert->footer("Exit code: 0 written, 1 refused (something would be lost, or an error), 2 the command is wrong.");
  convert->callback([options, to, restore, &action, &exit_code] {
    if (to->count() + restore->count() == 0) throw CLI::RequiredError("--to VERSION or --restore FILE");
    action = [options, &exit_code] { return ConvertFile(*options, exit_code); };
  });
}

}  // namespace oso::app
