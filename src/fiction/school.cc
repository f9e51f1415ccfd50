#include "fiction/school.h"

#include <algorithm>
#include <array>

#include "fiction/people.h"

namespace oso::fiction {
namespace {

constexpr std::array<std::string_view, 28> kPrimaryNames = {
    "De Zonnewijzer", "De Vlieger",     "De Regenboog", "Het Kompas",     "De Wilgenhoek", "De Klimboom",
    "De Ark",         "De Vuurvogel",   "Het Talent",   "De Springplank", "De Windroos",   "De Waterlelie",
    "Het Mozaïek",    "De Bron",        "De Schakel",   "De Toermalijn",  "De Kameleon",   "De Zevensprong",
    "Het Palet",      "De Horizon",     "De Bijenkorf", "De Driemaster",  "De Ontdekking", "Het Nest",
    "De Morgenster",  "De Duizendpoot", "De Vijverhof", "De Notenboom"};
constexpr std::array<std::string_view, 4> kPrimaryKinds = {"OBS", "CBS", "RKBS", "Basisschool"};
constexpr std::array<std::string_view, 14> kSecondaryNames = {
    "De Wilgen",  "Waterland",       "De Sterrenwacht", "Zuiderpoort", "Het Baken",    "Lindenhof",    "De Vuurtoren",
    "Oostergouw", "De Nieuwe Haven", "Kastanjelaan",    "Het Anker",   "De Meridiaan", "Noorderlicht", "Rivierenland"};
constexpr std::array<std::string_view, 3> kSecondaryKinds = {"College", "Scholengemeenschap",
                                                             "Openbare Scholengemeenschap"};

// A pupil of group 1 turns five between 1 October of that school year and the next; of every next group, a year later.
int AgeYears(int group) { return group > 10 ? group + 2 : group + 4; }

int Earlier(int group) { return group == 11 ? 8 : group - 1; }

}  // namespace

School SchoolIn(const Town& town, Stage stage, Draw draw) {
  const bool primary = stage == Stage::kPrimary;
  const std::string_view kind = primary ? draw.Of(kPrimaryKinds) : draw.Of(kSecondaryKinds);
  const std::string_view name = primary ? draw.Of(kPrimaryNames) : draw.Of(kSecondaryNames);
  School school{.stage = stage, .name = std::string(kind) + ' ' + std::string(name)};
  school.address = AddressIn(town, draw);
  school.telephone = LandlineIn(town, draw);
  school.host = AsciiOf(name) + ".example";
  school.brin = '9' + std::to_string(draw.Between(0, 9));
  school.brin += static_cast<char>('A' + draw.Between(0, 25));
  school.brin += static_cast<char>('A' + draw.Between(0, 25));
  school.location = draw.Chance(80) ? "00" : "01";
  school.director = ColleagueOf(draw);
  return school;
}

Nodes SchoolElements(const School& school) {
  const Block all{"school",
                  Leaf{"naam", school.name},
                  AddressList(school.address),
                  Block{"communicatielijst", Telephone("werk", school.telephone), Email("werk", "info@" + school.host)},
                  Leaf{"brincode", school.brin},
                  Leaf{"vestigingscode", school.location},
                  Leaf{"aanleverpunt", 1},
                  Leaf{"soort", school.stage == Stage::kPrimary ? "BO" : "VO"},
                  Leaf{"naamdirecteur", school.director},
                  Leaf{"website", "www." + school.host}};
  return all.children;
}

Day BirthdayIn(int group, int repeats, Draw draw) {
  const int year = kThisYear - AgeYears(group) - repeats;
  return DayBetween(draw, On(year, 10, 1), On(year + 1, 9, 30));
}

std::vector<CareerYear> CareerUpTo(int group, int repeats, bool changed_school, Day born, Draw draw) {
  const int first = group > 10 ? 11 : 1;
  std::vector<CareerYear> career;
  int year = kThisYear;
  const int repeated = draw.Between(std::min(first + 1, group), group);
  for (int at = group; at >= first; at = Earlier(at)) {
    for (int times = at == repeated ? 1 + repeats : 1; times > 0; --times, --year) {
      career.push_back({.school_year = year, .group = at, .from = FirstDay(year), .to = LastDay(year)});
    }
    if (at == 11) break;
  }
  // A child comes to school when it turns four, often some months before group 1 begins.
  if (first == 1) {
    const Day start = YearsLater(born, 4);
    if (start < career.back().from) {
      career.push_back({.school_year = year, .group = 0, .from = start, .to = LastDay(year)});
    } else {
      career.back().from = start;
    }
  }
  std::ranges::reverse(career);
  if (changed_school && career.size() > 1) {
    const auto moved = static_cast<std::size_t>(draw.Between(1, static_cast<int>(career.size()) - 1));
    for (std::size_t i = 0; i < moved; ++i) career[i].at_former_school = true;
  }
  return career;
}

}  // namespace oso::fiction
