// National lists taken over in the register.
#include <chrono>

#include "center/school_list.h"
#include "scenarios/connecting.h"
#include "schoollist/fiction.h"

namespace oso::scenarios {
namespace {

using center::SchoolListImport;
using center::SchoolListReport;
using center::SectorGroup;
using schoollist::BranchRow;

BranchRow Row(std::string_view code, std::string_view name, std::string_view board = "41234",
              schoollist::Sector sector = schoollist::Sector::kPrimary) {
  BranchRow row;
  row.brin = Brin::Parse(code.substr(0, 4)).value();
  row.code = code.substr(4);
  row.name = name;
  row.board = board;
  row.place.town = "Weesp";
  row.sector = sector;
  return row;
}

struct Lists : Connecting {
  Result<SchoolListReport> Import(SchoolListImport import) {
    import.sha256 = "abc";
    return run.Run(center::ImportSchoolList(registry, audit, clock, kOperator, "the list of May", std::move(import)));
  }
  const exchange::School* Find(std::string_view brin) {
    now = registry.Now();
    return now->FindSchool(Brin::Parse(brin).value());
  }
  std::shared_ptr<const exchange::Register> now;
};

TEST_CASE("a list is taken over: new, changed and unchanged schools; the same list again changes nothing") {
  Lists world;
  const SchoolListImport list{
      .branches = {Row("01AA00", "De Eik"), Row("01AA01", "Het Eikje"), Row("03CC00", "De Linde", "61234")}};
  const SchoolListReport first = world.Import(list).value();
  CHECK(first.added == 1);
  CHECK(first.changed == 1);  // 01AA was there, without branches
  CHECK(first.boards_added == 1);
  CHECK(world.Find("03CC")->board == "61234");
  CHECK(world.now->FindBoard("61234")->name == "61234");  // until a list says its name
  CHECK(world.Find("01AA")->branches.size() == 2);
  CHECK(world.Find("01AA")->branches[1].code == "01AA01");
  CHECK(world.Find("01AA")->branches[0].address.town == "Weesp");
  const std::int64_t version = world.registry.Now()->version();

  const SchoolListReport second = world.Import(list).value();
  CHECK(second.unchanged == 2);
  CHECK(second.added + second.changed + second.closed + second.boards_added == 0);
  CHECK(world.registry.Now()->version() == version);
  const auto events = world.Events();
  CHECK(events[events.size() - 2].fields == R"({"sha256":"abc","added":"1","changed":"1","closed":"0"})");
  CHECK(events.back().fields == R"({"sha256":"abc","added":"0","changed":"0","closed":"0"})");

  schoollist::BoardRow board;
  board.number = "61234";
  board.name = "Stichting De Linde";
  CHECK(world.Import({.branches = list.branches, .boards = {board}}).value().boards_changed == 1);
  CHECK(world.Import(list).value().boards_changed == 0);
  CHECK(world.registry.Now()->FindBoard("61234")->name == "Stichting De Linde");
}

TEST_CASE("schools are closed only by a list that is whole, and only those of its group; who comes back is reopened") {
  Lists world;
  REQUIRE(world
              .Import({.branches = {Row("01AA00", "De Eik"), Row("03CC00", "De Linde"),
                                    Row("04DD00", "De Beuk", "41234", schoollist::Sector::kSpecialSecondary)}})
              .ok());
  const std::vector<BranchRow> rest{Row("01AA00", "De Eik")};
  CHECK(world.Import({.branches = rest}).value().closed == 0);
  CHECK_FALSE(world.Find("03CC")->ended);
  const SchoolListReport report = world.Import({.branches = rest, .whole = SectorGroup::kPrimary}).value();
  CHECK(report.closed == 1);
  CHECK(world.Find("03CC")->ended->at == world.clock.Now());
  CHECK_FALSE(world.Find("03CC")->ended->into);
  CHECK_FALSE(world.Find("04DD")->ended);  // SO and VSO
  CHECK_FALSE(world.Find("02BB")->ended);  // VO
  world.clock.Advance(100);
  CHECK(world.Import({.branches = rest, .whole = SectorGroup::kPrimary}).value().closed == 0);
  CHECK(world.Find("03CC")->ended->at.PlusSeconds(100) == world.clock.Now());

  const SchoolListReport back = world.Import({.branches = {Row("03CC00", "De Linde")}}).value();
  CHECK(back.reopened == 1);
  CHECK_FALSE(world.Find("03CC")->ended);
  CHECK(world.run.Run(world.registry.History("school", "03CC")).value().size() == 3);
}

TEST_CASE("a list that would close many schools is refused as not whole, unless that is meant") {
  Lists world;
  std::vector<BranchRow> rows{Row("01AA00", "De Eik")};  // of the register already
  for (char letter = 'A'; letter < 'U'; ++letter) rows.push_back(Row(std::string("10A") + letter + "00", "School"));
  REQUIRE(world.Import({.branches = rows}).ok());
  const std::int64_t version = world.registry.Now()->version();
  const std::size_t events = world.Events().size();
  SchoolListImport half{.branches = {rows.begin(), rows.begin() + 10}, .whole = SectorGroup::kPrimary};
  half.most_closed_percent = 52;  // 11 of 21 are 52.4
  const Result<SchoolListReport> refused = world.Import(half);
  REQUIRE(CodeOf(refused) == ErrorCode::kConflict);
  CHECK(refused.error().detail == "the lists would close 11 of 21 schools, more than 52 per cent: are they whole?");
  CHECK(world.registry.Now()->version() == version);
  CHECK(world.Events().size() == events);
  SchoolListImport ten{.branches = {rows.begin(), rows.begin() + 11}, .whole = SectorGroup::kPrimary};
  ten.most_closed_percent = 0;
  CHECK(world.Import(ten).value().closed == 10);  // few enough in any register
  REQUIRE(world.Import({.branches = rows}).value().reopened == 10);
  half.most_closed_percent = 53;
  CHECK(world.Import(half).value().closed == 11);
}

TEST_CASE("a school with a flaw in its rows stays as it was; a flaw of nobody knows whom keeps all open") {
  Lists world;
  REQUIRE(
      world.Import({.branches = {Row("01AA00", "De Eik"), Row("03CC00", "De Linde"), Row("05EE00", "De Es")}}).ok());
  SchoolListImport list{.branches = {Row("01AA00", "De Eik"), Row("03CC01", "Het Lindje")},
                        .flaws = {{.line = 3, .column = "PLAATSNAAM", .what = "is empty", .key = "03CC00"}},
                        .whole = SectorGroup::kPrimary};
  SchoolListReport report = world.Import(list).value();
  CHECK(report.kept == 1);
  CHECK(report.closed == 1);
  CHECK(world.Find("03CC")->name == "De Linde");
  CHECK(world.Find("03CC")->branches.size() == 1);
  CHECK(world.Find("05EE")->ended);
  REQUIRE(report.flaws.size() == 1);
  REQUIRE(world.Import({.branches = {Row("05EE00", "De Es")}}).ok());
  list.flaws[0].key = "05EE";
  CHECK(world.Import(list).value().closed == 0);
  list.flaws[0].key = "";
  report = world.Import(list).value();
  CHECK(report.closed == 0);
  CHECK(report.kept == 1);
  CHECK_FALSE(world.Find("05EE")->ended);
}

TEST_CASE("what may not be in the register is left out with a flaw; the rest is taken over") {
  Lists world;
  const SchoolListReport report =
      world.Import({.branches = {Row("01AA00", "De Eik"), Row("03CC00", std::string(300, 'x'))}}).value();
  CHECK(report.kept == 1);
  CHECK(report.changed == 1);
  REQUIRE(report.flaws.size() == 1);
  CHECK(report.flaws[0].key == "03CC");
  CHECK(world.Find("03CC") == nullptr);
}

TEST_CASE("a merger is told of the school that was taken up, and keeps its history") {
  Lists world;
  REQUIRE(world.Import({.branches = {Row("01AA00", "De Eik"), Row("03CC00", "De Linde")}}).ok());
  const Brin linde = Brin::Parse("03CC").value();
  const SchoolListImport merged{
      .branches = {Row("01AA00", "De Eik")}, .whole = SectorGroup::kPrimary, .mergers = {{linde, kOak}}};
  const SchoolListReport report = world.Import(merged).value();
  CHECK(report.merged == 1);
  CHECK(report.closed == 0);
  CHECK(world.Find("03CC")->ended->into == kOak);
  CHECK(world.Import(merged).value().merged == 0);
  CHECK(world.run.Run(world.registry.History("school", "03CC")).value().front().why == "the list of May");

  const auto wrong = [&](const Brin& from, const Brin& into) {
    const std::int64_t version = world.registry.Now()->version();
    const bool refused = CodeOf(world.Import({.branches = {Row("01AA00", "De Eik"), Row("06FF00", "Nieuw")},
                                              .mergers = {{from, into}}})) == ErrorCode::kInvalidArgument;
    return refused && world.registry.Now()->version() == version;
  };
  CHECK(wrong(kOak, kLyceum));                         // is still in the list
  CHECK(wrong(Brin::Parse("09ZZ").value(), kOak));     // nobody knows it
  CHECK(wrong(kLyceum, linde));                        // has ended
  CHECK(wrong(kLyceum, Brin::Parse("09ZZ").value()));  // is not there
  CHECK(wrong(kLyceum, kLyceum));                      // itself
}

TEST_CASE("a school that was closed before its merger was known keeps the moment it closed") {
  Lists world;
  REQUIRE(world.Import({.branches = {Row("01AA00", "De Eik"), Row("03CC00", "De Linde")}}).ok());
  const std::vector<BranchRow> rest{Row("01AA00", "De Eik")};
  REQUIRE(world.Import({.branches = rest, .whole = SectorGroup::kPrimary}).ok());
  const Instant closed = world.clock.Now();
  world.clock.Advance(1000);
  CHECK(world.Import({.branches = rest, .mergers = {{Brin::Parse("03CC").value(), kOak}}}).value().merged == 1);
  CHECK(world.Find("03CC")->ended == exchange::SchoolEnd{.at = closed, .into = kOak});
}

TEST_CASE("a national list of 7 000 schools is one act, and is found by search") {
  Lists world;
  schoollist::NationalLists lists = schoollist::MakeSchoolList(7'000, 1);
  const auto began = std::chrono::steady_clock::now();
  const SchoolListReport report = world.Import({.branches = lists.branches, .boards = lists.boards}).value();
  const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  MESSAGE("7 000 schools in " << took << " ms");
  CHECK(report.added == 7'000);
  CHECK(report.flaws.empty());
  CHECK(world.Import({.branches = lists.branches, .boards = lists.boards, .whole = SectorGroup::kSecondary})
            .value()
            .unchanged == 7'000);
  CHECK(world.Find("02BB")->ended);  // the only VO school that the list has not
  const schoollist::SearchIndex index(center::SearchEntries(*world.registry.Now()));
  CHECK(index.size() == 7'001);
  CHECK(index.Search("01aa", 5).front() == kOak);
}

}  // namespace
}  // namespace oso::scenarios
