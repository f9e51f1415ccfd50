#include "fiction/people.h"

namespace oso::fiction {
namespace {

Gender Other(Gender gender) { return gender == Gender::kFemale ? Gender::kMale : Gender::kFemale; }
Relation ParentOf(Gender gender) { return gender == Gender::kFemale ? Relation::kMother : Relation::kFather; }

// One or both parents, together or apart; who has the pupil's family name comes of chance too.
std::vector<Carer> ParentsOf(const Pupil& pupil, const Town& town, Draw draw) {
  const int born = YearOf(pupil.born) - draw.Between(24, 38);
  const Gender namesake = draw.Chance(85) ? Gender::kMale : Gender::kFemale;
  const Gender other = draw.Chance(2) ? namesake : Other(namesake);
  const Origin origin = draw.Chance(90) ? pupil.origin : OriginOf(draw);
  Carer first{.person = PersonOf(pupil.origin, namesake, born, draw), .relation = ParentOf(namesake)};
  Carer second{.person = PersonOf(origin, other, born + draw.Between(-3, 4), draw), .relation = ParentOf(other)};
  first.person.family = pupil.person.family;
  first.home = second.home = pupil.home;
  enum Life { kTogether, kApart, kAlone, kBereaved };
  const auto life = static_cast<Life>(draw.Weighted({74, 17, 7, 2}));
  if (life == kApart) first.home = AddressIn(draw.Chance(70) ? town : TownOf(draw), draw);
  first.deceased = life == kBereaved;
  second.secrecy = pupil.secrecy;
  if (life == kTogether) first.secrecy = pupil.secrecy;
  std::vector<Carer> carers{std::move(second)};
  if (life != kAlone) carers.push_back(std::move(first));
  return carers;
}

int WeightedSum(const std::string& digits) {
  int sum = 0;
  int weight = 9;
  for (const char digit : digits) sum += weight-- * (digit - '0');
  return sum;
}

std::string Padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

// Spreads successive numbers; a bijection on the numbers below `range`, which has only 2 and 5 as prime factors.
std::uint64_t Spread(std::uint64_t number, std::uint64_t range) { return number % range * 3'141'593 % range; }

}  // namespace

std::string Person::Initials() const {
  std::string initials;
  for (const std::string_view name : first_names) initials += std::string(FirstLetter(name)) + '.';
  return initials;
}

std::string Person::FamilyText() const {
  return (family.prefix.empty() ? "" : std::string(family.prefix) + ' ') + std::string(family.name);
}

std::string Person::Email() const {
  return AsciiOf(first_names.front()) + '.' + AsciiOf(FamilyText()) + "@example.org";
}

Origin OriginOf(Draw& draw) { return static_cast<Origin>(draw.Weighted({74, 7, 7, 5, 4, 3})); }
Gender GenderOf(Draw& draw) { return draw.Chance(50) ? Gender::kFemale : Gender::kMale; }

Person PersonOf(Origin origin, Gender gender, int birth_year, Draw& draw) {
  Person person{.gender = gender, .family = FamilyNameOf(origin, draw)};
  person.first_names.push_back(FirstNameOf(origin, gender, birth_year, draw));
  // Second names are those of grandparents.
  if (origin == Origin::kDutch && draw.Chance(35)) {
    const std::string_view second = FirstNameOf(origin, gender, birth_year - 50, draw);
    if (second != person.first_names.front()) person.first_names.push_back(second);
  }
  return person;
}

std::string ColleagueOf(Draw& draw) {
  const Gender gender = draw.Chance(75) ? Gender::kFemale : Gender::kMale;
  const Person person = PersonOf(draw.Chance(85) ? Origin::kDutch : OriginOf(draw), gender, 1975, draw);
  return (gender == Gender::kFemale ? "mevr. " : "dhr. ") + person.Initials() + ' ' + person.FamilyText();
}

Nodes NameElements(const Person& person) {
  Nodes names;
  for (const std::string_view name : person.first_names) names.push_back(Leaf{"voornaam", name});
  names.push_back(Leaf{"voorletters-1", person.Initials()});
  if (!person.family.prefix.empty()) names.push_back(Leaf{"voorvoegsel", person.family.prefix});
  names.push_back(Leaf{"achternaam", person.family.name});
  return names;
}

int GenderCode(Gender gender) { return gender == Gender::kFemale ? 1 : 2; }

Pupil PupilBorn(Day born, const Town& town, const Draw& draw) {
  Draw who = draw.For("pupil");
  Pupil pupil{.origin = OriginOf(who), .born = born};
  const Gender gender = GenderOf(who);
  pupil.person = PersonOf(pupil.origin, gender, YearOf(born), who);
  Draw where = draw.For("home");
  pupil.home = AddressIn(where.Chance(97) ? town : TownOf(where), where);
  pupil.secrecy = where.Chance(2) ? Secrecy::kSecret : Secrecy::kOpen;
  pupil.carers = ParentsOf(pupil, town, draw.For("carers"));
  return pupil;
}

void TakeIntoCare(Pupil& pupil, Draw draw) {
  for (Carer& parent : pupil.carers) parent.represents = false;
  pupil.carers.push_back({.person = PersonOf(Origin::kDutch, GenderOf(draw), 1978, draw),
                          .relation = Relation::kGuardian,
                          .home = AddressIn(*pupil.home.town, draw)});
  pupil.in_care = true;
}

// The check digit is the weighted sum of the others modulo 11, so that must not be 10. The eighth digit counts double:
// where it is even, one more makes another sum.
std::string BsnOf(std::uint64_t number) {
  const std::uint64_t spread = Spread(number, 5'000'000);
  std::string digits = '9' + Padded(spread / 5, 6) + static_cast<char>('0' + 2 * (spread % 5));
  if (WeightedSum(digits) % 11 == 10) ++digits.back();
  return digits + static_cast<char>('0' + WeightedSum(digits) % 11);
}

// Here the last digit is five less than the sum modulo 11, so that must be at least 5: a few steps of two make it so.
std::string OnderwijsnummerOf(std::uint64_t number) {
  std::string digits = "1" + Padded(Spread(number, 1'000'000), 6) + '0';
  while (WeightedSum(digits) % 11 < 5) ++digits.back();
  return digits + static_cast<char>('0' + WeightedSum(digits) % 11 - 5);
}

// ISO 13616: with the country (NL is 2321) and 00 at the end, 98 less the remainder by 97.
std::string IbanOf(Draw& draw) {
  constexpr std::string_view kBank = "FICT";
  std::string account = "0";
  for (int i = 0; i < 9; ++i) account += static_cast<char>('0' + draw.Between(0, 9));
  std::string number;
  for (const char letter : kBank) number += std::to_string(letter - 'A' + 10);
  number += account + "232100";
  int rest = 0;
  for (const char digit : number) rest = (rest * 10 + (digit - '0')) % 97;
  return "NL" + Padded(static_cast<std::uint64_t>(98 - rest), 2) + std::string(kBank) + account;
}

}  // namespace oso::fiction
