#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/command.h"
#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/tree_file.h"
#include "convert/merge.h"
#include "dossier/labels.h"
#include "profile/words.h"

namespace oso::app {
namespace {

using convert::Conflict;
using convert::Part;
using dossier::Language;

struct MergeOptions {
  std::string las;
  std::string lvs;
  std::optional<std::string> output;
  std::optional<Part> prefer;
  Language language = Language::kDutch;
};

struct SplitOptions {
  std::string whole;
  std::string las;
  std::string lvs;
};

// To standard error: standard output is the dossier's.
void Say(Language language, const std::string& dutch, const std::string& english) {
  fmt::print(stderr, "{}\n", In(language, dutch, english));
}

// What there is to say of a conflict beside its place.
std::string_view ReasonOf(convert::ConflictKind kind, Language language) {
  switch (kind) {
    case convert::ConflictKind::kWithheld:
      return In(language,
                ": volgens het ene deel niet uitgeleverd (OPT-UIT), maar het andere deel bevat er gegevens van",
                ": withheld by one part (OPT-UIT), but the other part holds data of it");
    case convert::ConflictKind::kSecret:
      return In(language, ": volgens het ene deel geheim, maar het andere deel noemt het; weggelaten",
                ": secret by one part, but told by the other; left out");
    case convert::ConflictKind::kDiffers:
      break;
  }
  return "";
}

void List(const std::vector<Conflict>& conflicts, Language language) {
  for (const Conflict& conflict : conflicts) {
    fmt::print(stderr, "  - {}{}\n", profile::PlaceInWords(conflict.path, language), ReasonOf(conflict.kind, language));
  }
}

Status Merge(const MergeOptions& options, int& exit_code) {
  const Language language = options.language;
  ASSIGN_OR_RETURN(dossier::Tree las, ReadTreeFile(options.las));
  ASSIGN_OR_RETURN(dossier::Tree lvs, ReadTreeFile(options.lvs));
  exit_code = kExitFailed;
  if (const auto mismatch = convert::MismatchOf(las, lvs)) {
    Say(language, "Niet samengevoegd: " + std::string(Message(*mismatch, Language::kDutch)) + ".",
        "Not merged: " + std::string(Message(*mismatch, Language::kEnglish)) + ".");
    return {};
  }
  const Part preferred = options.prefer.value_or(Part::kLas);
  ASSIGN_OR_RETURN(const convert::Merged merged, convert::Merge(std::move(las), std::move(lvs), preferred));
  if (!merged.conflicts.empty()) {
    if (!options.prefer) {
      Say(language,
          "Niet samengevoegd: de delen spreken elkaar tegen over:", "Not merged: the parts contradict each other on:");
      List(merged.conflicts, language);
      Say(language, "Verbeter een van de delen, of kies met --prefer las of --prefer lvs welk deel geldt.",
          "Correct one of the parts, or choose with --prefer las or --prefer lvs which part holds.");
      return {};
    }
    const std::string name(WireName(preferred));
    Say(language, "Overgenomen uit het " + name + "-deel, waar de delen elkaar tegenspraken:",
        "Taken from the " + name + " part, where the parts contradicted each other:");
    List(merged.conflicts, language);
  }
  exit_code = kExitOk;
  return WriteMadeTree(merged.tree, options.output, language);
}

Status Split(const SplitOptions& options) {
  RETURN_IF_ERROR(DemandDistinct({options.las, options.lvs}));
  ASSIGN_OR_RETURN(dossier::Tree whole, ReadTreeFile(options.whole));
  ASSIGN_OR_RETURN(const convert::Parts parts, convert::Split(std::move(whole)));
  RETURN_IF_ERROR(WriteTreeFile(parts.las, options.las));
  return WriteTreeFile(parts.lvs, options.lvs);
}

}  // namespace

void AddMergeCommands(CLI::App& program, Action& action, int& exit_code) {
  auto merging = std::make_shared<MergeOptions>();
  CLI::App* merge = program.add_subcommand("merge", "Make one dossier of its LAS part and its LVS part");
  merge->add_option("LAS", merging->las, "The administration's part, or - for standard input")->required();
  merge->add_option("LVS", merging->lvs, "The pupil monitoring system's part, or - for standard input")->required();
  merge->add_option("--output", merging->output, kOutputHelp);
  AddChoice(*merge, "--prefer", merging->prefer, {{"las", Part::kLas}, {"lvs", Part::kLvs}},
            "Which part holds where they contradict each other: las or lvs");
  AddLanguage(*merge, merging->language);
  merge->footer(
      "Exit code: 0 merged; 1 the parts do not belong together, or contradict each other and --prefer is not given: "
      "nothing is written; 2 the command is wrong.");
  merge->callback(
      [merging, &action, &exit_code] { action = [merging, &exit_code] { return Merge(*merging, exit_code); }; });

  auto splitting = std::make_shared<SplitOptions>();
  CLI::App* split = program.add_subcommand("split", "Make a LAS part and an LVS part of one dossier");
  split->add_option("FILE", splitting->whole, kDossierHelp)->required();
  split->add_option("--las", splitting->las, "Where to write the administration's part, or - for standard output")
      ->required();
  split
      ->add_option("--lvs", splitting->lvs,
                   "Where to write the pupil monitoring system's part, or - for standard output")
      ->required();
  split->footer(kExitHelp);
  split->callback([splitting, &action] { action = [splitting] { return Split(*splitting); }; });
}

}  // namespace oso::app
