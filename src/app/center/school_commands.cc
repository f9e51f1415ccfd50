// National lists of schools: taking them over, making fictitious ones, searching.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>

#include "app/center/commands.h"
#include "app/files.h"
#include "schoollist/fiction.h"

namespace oso::app {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t kMostFound = 20;

Result<schoollist::Sector> ReadSector(const std::string& text) {
  using enum schoollist::Sector;
  for (const schoollist::Sector sector : {kPrimary, kSpecial, kSecondary, kSpecialSecondary}) {
    if (schoollist::SectorName(sector) == text) return sector;
  }
  return Fail(ErrorCode::kInvalidArgument, "sector must be one of PO, SO, VO, VSO");
}

Status ReadMerger(const std::string& text, std::map<Brin, Brin>& mergers) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) return Fail(ErrorCode::kInvalidArgument, "a merger is written as 01AA=02BB");
  ASSIGN_OR_RETURN(const Brin from, Brin::Parse(text.substr(0, equals)));
  ASSIGN_OR_RETURN(const Brin into, Brin::Parse(text.substr(equals + 1)));
  if (mergers.emplace(from, into).second) return {};
  return Fail(ErrorCode::kInvalidArgument, std::string(from.text()) + " is merged twice");
}

Result<center::SchoolListImport> ReadImport(const ImportTexts& texts) {
  center::SchoolListImport import;
  ASSIGN_OR_RETURN(const schoollist::Sector sector, ReadSector(texts.sector.empty() ? "PO" : texts.sector));
  if (texts.whole && texts.sector.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "--whole closes schools: say with --sector of which group");
  }
  if (texts.whole) import.whole = center::GroupOf(sector);
  import.most_closed_percent = texts.most_closed_percent;
  for (const std::string& merger : texts.mergers) RETURN_IF_ERROR(ReadMerger(merger, import.mergers));
  crypto::Sha256Stream digest;
  for (const std::string& file : texts.files) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file, schoollist::ListLimits{}.bytes));
    digest.Update(AsBytes(bytes));
    Result<schoollist::SchoolList> list = schoollist::ReadSchoolList(AsBytes(bytes), sector);
    if (!list.ok()) return Fail(list.error().code, file + ": " + list.error().detail);
    std::ranges::move(list->branches, std::back_inserter(import.branches));
    std::ranges::move(list->boards, std::back_inserter(import.boards));
    for (schoollist::Flaw& flaw : list->flaws) {
      flaw.what = fmt::format("{}: {}", std::filesystem::path(file).filename().string(), flaw.what);
      import.flaws.push_back(std::move(flaw));
    }
  }
  import.sha256 = ToHex(digest.Finish());
  return import;
}

void PrintReport(OutputFormat format, const center::SchoolListReport& report, bool dry_run) {
  array flaws;
  for (const schoollist::Flaw& flaw : report.flaws) {
    flaws.push_back({{"line", flaw.line}, {"column", flaw.column}, {"key", flaw.key}, {"what", flaw.what}});
  }
  object summary{{"added", report.added},
                 {"changed", report.changed},
                 {"reopened", report.reopened},
                 {"closed", report.closed},
                 {"merged", report.merged},
                 {"unchanged", report.unchanged},
                 {"kept", report.kept},
                 {"boardsAdded", report.boards_added},
                 {"boardsChanged", report.boards_changed},
                 {"dryRun", dry_run}};
  if (format == OutputFormat::kJson) {
    summary["flaws"] = flaws;
  } else {
    summary["flaws"] = flaws.size();
  }
  Print(format, summary);
  if (format == OutputFormat::kText && !flaws.empty()) Print(format, flaws);
}

}  // namespace

Status ImportSchools(const CenterCommand& command, const ImportTexts& texts) {
  ASSIGN_OR_RETURN(center::SchoolListImport import, ReadImport(texts));
  CenterParts& parts = command.parts;
  if (texts.dry_run) {
    const std::shared_ptr<const exchange::Register> registry = parts.registry.Now();
    ASSIGN_OR_RETURN(const center::SchoolListOutcome outcome,
                     center::CompareSchoolList(*registry, import, command.actor, parts.clock.Now()));
    PrintReport(command.format, outcome.report, true);
    return center::CheckClosings(import, outcome.report);
  }
  ASSIGN_OR_RETURN(const center::SchoolListReport report,
                   parts.loops.Run(center::ImportSchoolList(parts.registry, parts.audit, parts.clock, command.actor,
                                                            command.why, std::move(import))));
  PrintReport(command.format, report, false);
  return {};
}

Status SearchSchools(const CenterCommand& command, const std::string& text) {
  const std::shared_ptr<const exchange::Register> registry = command.parts.registry.Now();
  const schoollist::SearchIndex index(center::SearchEntries(*registry));
  array rows;
  for (const Brin& brin : index.Search(text, kMostFound)) {
    const exchange::School& school = *registry->FindSchool(brin);
    rows.push_back({{"brin", brin.text()},
                    {"sector", exchange::WireName(school.sector)},
                    {"board", school.board},
                    {"place", school.branches.empty() ? "" : school.branches.front().address.town},
                    {"name", school.name}});
  }
  Print(command.format, rows);
  return {};
}

Status GenerateSchools(std::size_t count, std::uint64_t seed, const std::string& folder, OutputFormat format) {
  const schoollist::NationalLists lists = schoollist::MakeSchoolList(count, seed);
  ASSIGN_OR_RETURN(const schoollist::ListFiles files, schoollist::WriteListFiles(lists, schoollist::kSemicolonUtf8));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Fail(ErrorCode::kStorage, folder + ": " + error.message());
  for (const auto& [name, text] : {std::pair{"po.csv", &files.primary}, std::pair{"so.csv", &files.special},
                                   std::pair{"vo.csv", &files.secondary}, std::pair{"boards.csv", &files.boards}}) {
    RETURN_IF_ERROR(WriteFile(std::filesystem::path(folder) / name, *text, FileMode::kPublic));
  }
  Print(format, object{{"folder", folder},
                       {"schools", count},
                       {"branches", lists.branches.size()},
                       {"boards", lists.boards.size()}});
  return {};
}

}  // namespace oso::app
