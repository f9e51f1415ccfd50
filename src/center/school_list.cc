#include "center/school_list.h"

#include <set>

#include "center/act_draft.h"
#include "exchange/register_json.h"

namespace oso::center {
namespace {

using exchange::Board;
using exchange::Register;
using exchange::School;
using exchange::SchoolEnd;
using schoollist::Flaw;

exchange::Sector SectorOf(schoollist::Sector sector) {
  switch (sector) {
    case schoollist::Sector::kPrimary:
      return exchange::Sector::kPrimary;
    case schoollist::Sector::kSpecial:
      return exchange::Sector::kSpecial;
    case schoollist::Sector::kSecondary:
      return exchange::Sector::kSecondary;
    case schoollist::Sector::kSpecialSecondary:
      return exchange::Sector::kSpecialSecondary;
  }
  return exchange::Sector::kPrimary;
}

std::optional<SectorGroup> GroupOf(exchange::Sector sector) {
  switch (sector) {
    case exchange::Sector::kPrimary:
      return SectorGroup::kPrimary;
    case exchange::Sector::kSpecial:
    case exchange::Sector::kSpecialSecondary:
      return SectorGroup::kSpecial;
    case exchange::Sector::kSecondary:
      return SectorGroup::kSecondary;
    case exchange::Sector::kPartnership:
      return std::nullopt;  // in none of these lists
  }
  return std::nullopt;
}

School SchoolFrom(const schoollist::SchoolRow& row) {
  School school{.brin = row.brin, .name = row.name, .sector = SectorOf(row.sector), .board = row.board};
  for (const schoollist::BranchRow& branch : row.branches) {
    school.branches.push_back({.code = std::string(row.brin.text()) + branch.code,
                               .name = branch.name,
                               .address = {.street = branch.place.street,
                                           .house_number = branch.place.house_number,
                                           .postcode = branch.place.postcode,
                                           .town = branch.place.town,
                                           .municipality = branch.place.municipality,
                                           .province = branch.place.province},
                               .denomination = branch.denomination,
                               .phone = branch.phone,
                               .website = branch.website});
  }
  return school;
}

// One comparison from its beginning to its end.
class Comparison {
 public:
  Comparison(const Register& now, const SchoolListImport& import, Instant at) : now_(now), import_(import), at_(at) {
    outcome_.report.flaws = import.flaws;
    for (const Flaw& flaw : import.flaws) {
      const Result<Brin> brin = Brin::Parse(std::string_view(flaw.key).substr(0, 4));
      if (flaw.key.empty()) everything_is_in_doubt_ = true;
      if (brin.ok()) in_doubt_.insert(*brin);
    }
  }

  Result<SchoolListOutcome> Run() {
    auto [schools, flaws] = schoollist::GroupIntoSchools(import_.branches);
    for (Flaw& flaw : flaws) outcome_.report.flaws.push_back(std::move(flaw));
    for (const schoollist::SchoolRow& row : schools) listed_.insert(row.brin);
    for (const auto& [from, into] : import_.mergers) RETURN_IF_ERROR(CheckMerger(from, into));
    for (const schoollist::BoardRow& row : import_.boards) TakeBoard(row);
    for (const schoollist::SchoolRow& row : schools) TakeSchool(row);
    for (const School* school : now_.All<School>()) {
      if (IsOfWhole(*school) && !school->ended) ++outcome_.report.open;
      if (!listed_.contains(school->brin)) TakeAbsent(*school);
    }
    return std::move(outcome_);
  }

 private:
  Status CheckMerger(const Brin& from, const Brin& into) const {
    const auto wrong = [&](std::string_view what) {
      return Fail(ErrorCode::kInvalidArgument, std::string(from.text()).append(" merged: ").append(what));
    };
    if (now_.FindSchool(from) == nullptr) return wrong("it is not in the register");
    if (listed_.contains(from)) return wrong("it is still in the list");
    if (import_.mergers.contains(into)) return wrong("into a school that is merged itself");
    const School* target = now_.FindSchool(into);
    const bool is_there = listed_.contains(into) || (target != nullptr && !target->ended);
    return is_there ? Status{} : wrong("into a school that is not there");
  }

  bool IsOfWhole(const School& school) const { return import_.whole && GroupOf(school.sector) == import_.whole; }
  void Put(exchange::RegisterEntry entry) { outcome_.act.entries.push_back(std::move(entry)); }

  // What cannot be in the register is left out, with a flaw.
  bool IsGood(const exchange::RegisterEntry& entry, std::size_t line, std::string_view key) {
    const Status status = exchange::CheckEntry(entry);
    if (status.ok()) return true;
    outcome_.report.flaws.push_back(
        {.line = line, .column = {}, .what = status.error().detail, .key = std::string(key)});
    return false;
  }

  void TakeBoard(const schoollist::BoardRow& row) {
    Board board{.number = row.number, .name = row.name};
    if (!IsGood(board, row.line, row.number) || !boards_.insert(row.number).second) return;
    const Board* before = now_.FindBoard(row.number);
    if (before != nullptr && *before == board) return;
    (before == nullptr ? outcome_.report.boards_added : outcome_.report.boards_changed) += 1;
    Put(std::move(board));
  }

  void DemandBoardOf(const School& school) {
    if (now_.FindBoard(school.board) != nullptr || !boards_.insert(school.board).second) return;
    ++outcome_.report.boards_added;
    Put(Board{.number = school.board, .name = school.board});
  }

  void TakeSchool(const schoollist::SchoolRow& row) {
    SchoolListReport& report = outcome_.report;
    School school = SchoolFrom(row);
    if (in_doubt_.contains(row.brin) || !IsGood(school, row.branches.front().line, row.brin.text())) {
      ++report.kept;
      return;
    }
    const School* before = now_.FindSchool(row.brin);
    if (before != nullptr && *before == school) {
      ++report.unchanged;
      return;
    }
    if (before == nullptr) {
      ++report.added;
    } else {
      (before->ended ? report.reopened : report.changed) += 1;
    }
    DemandBoardOf(school);
    Put(std::move(school));
  }

  // A school of the register that no list has.
  void TakeAbsent(const School& before) {
    SchoolListReport& report = outcome_.report;
    School school = before;
    const auto merger = import_.mergers.find(school.brin);
    if (merger != import_.mergers.end()) {
      school.ended = SchoolEnd{.at = before.ended ? before.ended->at : at_, .into = merger->second};
      if (school == before) return;
      ++report.merged;
    } else {
      if (!IsOfWhole(school) || school.ended) return;
      if (everything_is_in_doubt_ || in_doubt_.contains(school.brin)) {
        ++report.kept;
        return;
      }
      school.ended = SchoolEnd{.at = at_};
      ++report.closed;
    }
    Put(std::move(school));
  }

  const Register& now_;
  const SchoolListImport& import_;
  Instant at_;
  std::set<Brin> listed_;
  std::set<Brin> in_doubt_;
  bool everything_is_in_doubt_ = false;
  std::set<std::string> boards_;  // those that this import has put, or found right
  SchoolListOutcome outcome_;
};

audit::Event EventOf(const SchoolListReport& report, const SchoolListImport& import, const audit::Actor& actor,
                     Instant at) {
  return audit::SchoolListImported(actor, at, import.sha256, std::to_string(report.added),
                                   std::to_string(report.changed + report.reopened),
                                   std::to_string(report.closed + report.merged));
}

}  // namespace

SectorGroup GroupOf(schoollist::Sector sector) {
  return GroupOf(SectorOf(sector)).value_or(SectorGroup::kPrimary);  // each has one
}

Result<SchoolListOutcome> CompareSchoolList(const Register& now, const SchoolListImport& import,
                                            const audit::Actor& actor, Instant at) {
  ASSIGN_OR_RETURN(SchoolListOutcome outcome, Comparison(now, import, at).Run());
  outcome.act.events.push_back(EventOf(outcome.report, import, actor, at));
  return outcome;
}

Status CheckClosings(const SchoolListImport& import, const SchoolListReport& report) {
  constexpr int kAlwaysFew = 10;
  constexpr int kHundred = 100;
  if (report.closed <= kAlwaysFew || report.closed * kHundred <= report.open * import.most_closed_percent) return {};
  return Fail(ErrorCode::kConflict, "the lists would close " + std::to_string(report.closed) + " of " +
                                        std::to_string(report.open) + " schools, more than " +
                                        std::to_string(import.most_closed_percent) + " per cent: are they whole?");
}

Task<Result<SchoolListReport>> ImportSchoolList(Registry& registry, audit::Log& audit, const Clock& clock,
                                                audit::Actor actor, std::string why, SchoolListImport import) {
  CO_RETURN_IF_ERROR(CheckReason(why));
  SchoolListOutcome last;
  CO_RETURN_IF_ERROR(co_await registry.Change(actor, why, [&](const Register& now) -> Result<RegisterAct> {
    ASSIGN_OR_RETURN(last, CompareSchoolList(now, import, actor, clock.Now()));
    RETURN_IF_ERROR(CheckClosings(import, last.report));
    return last.act;
  }));
  if (last.act.entries.empty()) CO_RETURN_IF_ERROR(co_await audit.Append(std::move(last.act.events.front())));
  co_return std::move(last.report);
}

std::vector<schoollist::SearchEntry> SearchEntries(const Register& now) {
  std::vector<schoollist::SearchEntry> entries;
  for (const School* school : now.All<School>()) {
    if (school->ended) continue;
    const Board* board = now.FindBoard(school->board);
    entries.push_back({.brin = school->brin,
                       .name = school->name,
                       .place = school->branches.empty() ? "" : school->branches.front().address.town,
                       .board = board == nullptr ? "" : board->name});
  }
  return entries;
}

}  // namespace oso::center
