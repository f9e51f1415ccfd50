#include "schoollist/fiction.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "schoollist/geography.h"

namespace oso::schoollist {
namespace {

// Reads the four files one by one as any list; each with a default that is wrong, so that only its column can tell.
NationalLists ReadBack(const ListFiles& files) {
  NationalLists lists;
  for (const auto& [file, default_sector] :
       {std::pair{&files.primary, Sector::kSecondary}, std::pair{&files.special, Sector::kPrimary},
        std::pair{&files.secondary, Sector::kPrimary}, std::pair{&files.boards, Sector::kPrimary}}) {
    auto list = ReadSchoolList(AsBytes(*file), default_sector);
    REQUIRE(list.ok());
    CHECK(list->flaws.empty());
    for (BranchRow& branch : list->branches) lists.branches.push_back(std::move(branch));
    for (BoardRow& board : list->boards) lists.boards.push_back(std::move(board));
  }
  std::ranges::sort(lists.branches, {}, [](const BranchRow& branch) { return std::tie(branch.brin, branch.code); });
  for (BranchRow& branch : lists.branches) branch.line = 0;
  for (BoardRow& board : lists.boards) board.line = 0;
  return lists;
}

TEST_CASE("what is written in either form is read as it was, whatever the seed and size") {
  CHECK(rc::check([] {
    const auto schools = *rc::gen::inRange<std::size_t>(0, 60);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const NationalLists lists = MakeSchoolList(schools, seed);
    for (const ListForm form : {kSemicolonUtf8, kCommaWindows1252}) {
      const auto files = WriteListFiles(lists, form);
      RC_ASSERT(files.ok());
      const NationalLists read = ReadBack(*files);
      RC_ASSERT(read.branches == lists.branches);
      RC_ASSERT(read.boards == lists.boards);
    }
  }));
}

TEST_CASE("a national list is as large, and divided, as it should be") {
  const NationalLists lists = MakeSchoolList();
  const Schools grouped = GroupIntoSchools(lists.branches);
  CHECK(grouped.flaws.empty());
  CHECK(grouped.schools.size() == 7'000);
  std::map<Sector, std::size_t> sectors;
  std::map<std::string, std::size_t> boards;
  for (const SchoolRow& school : grouped.schools) {
    ++sectors[school.sector];
    ++boards[school.board];
    CHECK(school.branches.size() >= 1);
    CHECK(school.branches.size() <= 4);
    CHECK(school.branches.front().code == "00");
    CHECK(school.brin.text() >= "60AA");
  }
  CHECK(sectors[Sector::kPrimary] == 6'160);
  CHECK(sectors[Sector::kSpecial] + sectors[Sector::kSpecialSecondary] == 280);
  CHECK(sectors[Sector::kSecondary] == 560);
  CHECK(lists.boards.size() == boards.size());
  for (const BoardRow& board : lists.boards) {
    CHECK(boards[board.number] >= 1);
    CHECK(boards[board.number] <= 60);
  }
}

TEST_CASE("places agree with each other, in all twelve provinces") {
  const NationalLists lists = MakeSchoolList();
  std::map<std::string, std::set<std::string>> municipalities;
  std::set<std::string> provinces;
  for (const BranchRow& branch : lists.branches) {
    const Place& place = branch.place;
    municipalities[place.municipality_number].insert(place.municipality + "/" + place.province);
    provinces.insert(place.province);
    const auto province = std::ranges::find(Provinces(), place.province, &Province::name);
    REQUIRE(province != Provinces().end());
    const auto postcode = static_cast<std::size_t>(std::stoi(place.postcode.substr(0, 4)));
    CHECK(postcode >= province->first_postcode);
    CHECK(postcode <= province->last_postcode);
    CHECK((branch.phone.empty() || branch.phone.starts_with(std::string(province->area_code) + "0")));
    CHECK((branch.website.empty() || branch.website.ends_with(".example")));
  }
  CHECK(provinces.size() == 12);
  for (const auto& [number, names] : municipalities) CHECK_MESSAGE(names.size() == 1, number);
}

TEST_CASE("the same for the same seed, another for another; never more schools than there are BRINs kept for it") {
  CHECK(MakeSchoolList(500, 7).branches == MakeSchoolList(500, 7).branches);
  CHECK(MakeSchoolList(500, 7).branches != MakeSchoolList(500, 8).branches);
  CHECK(GroupIntoSchools(MakeSchoolList(1'000'000).branches).schools.size() == kMostFictitiousSchools);
  CHECK(MakeSchoolList(0).branches.empty());
}

// So that a change of the draws, which would change every demonstration, does not pass unseen.
TEST_CASE("the first school of seed 1 is the one it has always been") {
  const BranchRow first = MakeSchoolList(7'000, 1).branches.front();
  CHECK(first.brin.text() == "60AA");
  CHECK(first.name == "Hélène Kwartel");
  CHECK(first.place.postcode == "2257 XC");
  CHECK(first.place.town == "Klaverzijl");
}

TEST_CASE("what an encoding has not is not written") {
  NationalLists lists = MakeSchoolList(1);
  lists.branches.front().name = "Łódź";
  CHECK_FALSE(WriteListFiles(lists, kCommaWindows1252).ok());
  CHECK(WriteListFiles(lists, kSemicolonUtf8).ok());
}

}  // namespace
}  // namespace oso::schoollist
