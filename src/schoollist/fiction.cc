#include "schoollist/fiction.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "schoollist/fiction_names.h"
#include "schoollist/geography.h"

namespace oso::schoollist {
namespace {

constexpr std::size_t kFirstBoard = 90'001;
constexpr std::size_t kLetterPairs = std::size_t{26} * 26;
constexpr std::size_t kBrins = 30 * kLetterPairs;  // 60AA to 89ZZ
static_assert(kBrins >= kMostFictitiousSchools);
constexpr std::size_t kNear = 8;  // towns of one board lie no farther from its seat, in the order of towns

std::string TwoDigits(std::size_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

// A different one for each number, and those of neighbours far apart.
Brin FictitiousBrin(std::size_t number) {
  constexpr std::size_t kStep = 7'919;  // prime, and no divisor of kBrins
  const std::size_t spread = number * kStep % kBrins;
  const std::size_t letters = spread % kLetterPairs;
  std::string text = TwoDigits(60 + spread / kLetterPairs);
  text += static_cast<char>('A' + letters / 26);
  text += static_cast<char>('A' + letters % 26);
  return *Brin::Parse(text);
}

class ListMaker {
 public:
  explicit ListMaker(std::uint64_t seed) : chance_(seed), towns_(MakeTowns(chance_)) {}

  void AddSector(Sector sector, std::size_t schools) {
    while (schools > 0) {
      const std::size_t size = std::min(schools, BoardSize());
      AddBoard(sector, size);
      schools -= size;
    }
  }

  NationalLists Finish() {
    std::ranges::sort(lists_.branches, {}, [](const BranchRow& branch) { return std::tie(branch.brin, branch.code); });
    return std::move(lists_);
  }

 private:
  // Nearly half of all boards have one school.
  std::size_t BoardSize() {
    constexpr std::array<std::pair<std::size_t, std::size_t>, 4> kSizes = {{{1, 1}, {2, 6}, {7, 20}, {21, 60}}};
    const auto [low, high] = kSizes.at(chance_.Weighted({45, 25, 20, 10}));
    return chance_.Between(low, high);
  }

  void AddBoard(Sector sector, std::size_t schools) {
    const std::size_t seat = chance_.Between(0, towns_.size() - 1);
    const Town& town = towns_[seat];
    const Denomination& denomination = DenominationOf(chance_);
    BoardRow board{.number = std::to_string(kFirstBoard + lists_.boards.size()),
                   .name = BoardName(denomination, town.name, chance_),
                   .place = PlaceIn(town, chance_),
                   .denomination = std::string(denomination.name),
                   .phone = PhoneIn(town, chance_),
                   .website = {}};
    board.website = WebsiteOf(board.name, town.name);
    for (std::size_t i = 0; i < schools; ++i) AddSchool(board.number, sector, denomination, TownNear(seat));
    lists_.boards.push_back(std::move(board));
  }

  const Town& TownNear(std::size_t seat) {
    const std::size_t first = seat > kNear ? seat - kNear : 0;
    const Town& town = towns_[chance_.Between(first, std::min(seat + kNear, towns_.size() - 1))];
    return town.province == towns_[seat].province ? town : towns_[seat];
  }

  void AddSchool(const std::string& board, Sector sector, const Denomination& denomination, const Town& town) {
    const Brin brin = FictitiousBrin(schools_++);
    if (sector == Sector::kSpecial && chance_.Percent(35)) sector = Sector::kSpecialSecondary;
    const std::string name = SchoolName(sector, denomination, chance_);
    const std::size_t branches = 1 + chance_.Weighted({80, 14, 4, 2});
    for (std::size_t code = 0; code < branches; ++code) {
      BranchRow branch{.board = board,
                       .brin = brin,
                       .code = TwoDigits(code),
                       .name = name,
                       .place = PlaceIn(town, chance_),
                       .denomination = std::string(denomination.name),
                       .phone = chance_.Percent(97) ? PhoneIn(town, chance_) : "",
                       .website = chance_.Percent(95) ? WebsiteOf(name, town.name) : "",
                       .sector = sector};
      if (code > 0) branch.name += ", locatie " + branch.place.street;
      lists_.branches.push_back(std::move(branch));
    }
  }

  Chance chance_;
  std::vector<Town> towns_;
  NationalLists lists_;
  std::size_t schools_ = 0;
};

}  // namespace

NationalLists MakeSchoolList(std::size_t schools, std::uint64_t seed) {
  schools = std::min(schools, kMostFictitiousSchools);
  const std::size_t special = schools * 4 / 100;
  const std::size_t secondary = schools * 8 / 100;
  ListMaker maker(seed);
  maker.AddSector(Sector::kPrimary, schools - special - secondary);
  maker.AddSector(Sector::kSpecial, special);
  maker.AddSector(Sector::kSecondary, secondary);
  return maker.Finish();
}

}  // namespace oso::schoollist
