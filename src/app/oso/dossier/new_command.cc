#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "app/command.h"
#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/tree_file.h"
#include "fiction/fictitious_dossier.h"

namespace oso::app {
namespace {

using fiction::Size;
using profile::Route;

constexpr std::size_t kLargestAttachment = 500'000'000;

const std::map<std::string, Route> kProfiles = {{"POPO", Route::kPopo},   {"POVO", Route::kPovo},
                                                {"VOVO", Route::kVovo},   {"binnenBRIN", Route::kWithinBrin},
                                                {"POSWV", Route::kPoswv}, {"VOSWV", Route::kVoswv}};

std::string_view NameOf(Route profile) {
  return std::ranges::find(kProfiles, profile, &std::pair<const std::string, Route>::second)->first;
}

struct NewOptions {
  fiction::Wish wish;
  std::uint64_t count = 1;
  std::optional<std::string> output;
};

// Not synced to the disk, as a true dossier is: what is lost can be made again.
Status WriteMade(const dossier::Tree& tree, const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::binary);
  if (file << dossier::WriteTree(tree) << std::flush) return {};
  return Fail(ErrorCode::kStorage, "cannot write " + path.string());
}

// One at a time: as many as there is room for on the disk.
Status WriteFolder(const NewOptions& options) {
  fiction::Wish wish = options.wish;
  const std::filesystem::path folder = *options.output;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Fail(ErrorCode::kStorage, "cannot make " + folder.string() + ": " + failure.message());
  for (const std::uint64_t end = wish.seed + options.count; wish.seed != end; ++wish.seed) {
    ASSIGN_OR_RETURN(const dossier::Tree tree, fiction::MakeDossier(wish));
    RETURN_IF_ERROR(WriteMade(tree, folder / fmt::format("{}-{:06}.xml", NameOf(wish.route), wish.seed)));
  }
  return {};
}

Status WriteNew(const NewOptions& options) {
  if (options.count > 1) return WriteFolder(options);
  ASSIGN_OR_RETURN(const dossier::Tree tree, fiction::MakeDossier(options.wish));
  return WriteTreeFile(tree, options.output);
}

}  // namespace

void AddNewCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<NewOptions>();
  CLI::App* make = program.add_subcommand(
      "new", "Make dossiers of pupils who do not exist: valid, plausible, and the same for the same seed");
  AddChoice(*make, "--profile", options->wish.route, kProfiles,
            "What the dossier is for: POPO, POVO, VOVO, binnenBRIN, POSWV or VOSWV")
      ->required();
  AddVersion(*make, "--version", options->wish.version)->default_str("2019.1");
  make->add_option("--seed", options->wish.seed, "Another number makes another pupil (default: 1)");
  AddChoice(*make, "--size", options->wish.size,
            {{"minimal", Size::kMinimal}, {"usual", Size::kUsual}, {"full", Size::kFull}},
            "minimal: what the profile demands; usual (default); full: all it allows");
  make->add_option("--attachments", options->wish.attachments, "How many attachments more (default: 0)");
  make->add_option("--attachment-bytes", options->wish.attachment_bytes,
                   "Size of each of those, about (default: 20000)")
      ->check(CLI::Range(std::size_t{0}, kLargestAttachment).description(""));
  CLI::Option* count =
      make->add_option("--count", options->count, "How many dossiers, of this seed and the next ones (default: 1)")
          ->check(CLI::PositiveNumber.description(""));
  make->add_option(
      "--output", options->output,
      "Where to write it (default: standard output); with a --count over 1, the folder for PROFILE-SEED.xml");
  make->footer(kExitHelp);
  make->callback([options, count, &action] {
    if (options->count > 1 && !options->output) throw CLI::RequiresError(count->get_name(), "--output FOLDER");
    action = [options] { return WriteNew(*options); };
  });
}

}  // namespace oso::app
