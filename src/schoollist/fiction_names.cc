#include "schoollist/fiction_names.h"

#include "schoollist/fold.h"

namespace oso::schoollist {
namespace {

constexpr auto kDenominations =
    std::to_array<Denomination>({{"Openbaar", "Openbare", "Openbaar"},
                                 {"Rooms-Katholiek", "Katholieke", "Katholiek"},
                                 {"Protestants-Christelijk", "Christelijke", "Christelijk"},
                                 {"Algemeen bijzonder", "", "Bijzonder"},
                                 {"Gereformeerd vrijgemaakt", "Gereformeerde", "Gereformeerd"},
                                 {"Islamitisch", "Islamitische", "Islamitisch"},
                                 {"Antroposofisch", "Vrije", "Antroposofisch"}});

constexpr auto kNouns = std::to_array<std::string_view>(
    {"De Regenboog",    "De Vlinder",       "De Zonnewijzer", "Het Kompas",         "De Vuurtoren",   "De Waterlelie",
     "Het Mozaïek",     "De Poëet",         "De Ark",         "De Zevensprong",     "Het Palet",      "De Toermalijn",
     "De Windroos",     "De Sterrenkijker", "Het Anker",      "De Kleine Kapitein", "De Rietpluim",   "De Vliegenier",
     "Het Kleurenrijk", "De Boomhut",       "De Ganzebloem",  "De Bijenkorf",       "Het Sterrenbos", "De Schakel",
     "De Springplank",  "De Wegwijzer",     "De Brug",        "De Horizon",         "'t Schrijverke", "De Ideeënbus",
     "Het Talent",      "De Klimop",        "De Pionier",     "De Reünie",          "Het Startblok",  "De Egelantier"});
constexpr auto kPeople = std::to_array<std::string_view>(
    {"Anna Zonneveld", "Cornelis Drebbels", "Sint Alardus", "Juliana van Elderveen", "André Montagne", "Truus Waterman",
     "Sint Odulfina", "Hendrik Fabelaar", "Zoë de Wind", "Willem Sprookman", "Sint Gangulfus", "Hélène Kwartel"});

std::string_view Kind(Sector sector) {
  switch (sector) {
    case Sector::kPrimary:
      return "Basisschool";
    case Sector::kSpecial:
      return "School voor Speciaal Onderwijs";
    case Sector::kSpecialSecondary:
      return "School voor Voortgezet Speciaal Onderwijs";
    case Sector::kSecondary:
      return "Scholengemeenschap";
  }
  return "";
}

}  // namespace

const Denomination& DenominationOf(Chance& chance) {
  return kDenominations.at(chance.Weighted({31, 28, 27, 9, 2, 1, 2}));
}

std::string SchoolName(Sector sector, const Denomination& denomination, Chance& chance) {
  if (sector == Sector::kSecondary && chance.Percent(70)) {
    constexpr auto kEndings = std::to_array<std::string_view>({" College", " Lyceum", " Scholengroep"});
    return std::string(chance.Of(kPeople)).append(chance.Of(kEndings));
  }
  const std::string_view own = chance.Percent(25) ? chance.Of(kPeople) : chance.Of(kNouns);
  if (chance.Percent(40)) return std::string(own);
  std::string name(denomination.school);
  name.append(name.empty() ? "" : " ").append(Kind(sector)).append(" ").append(own);
  return name;
}

std::string BoardName(const Denomination& denomination, std::string_view town, Chance& chance) {
  std::string name(chance.Percent(85) ? "Stichting" : "Vereniging");
  switch (chance.Between(0, 2)) {
    case 0:
      name.append(" ").append(denomination.board).append(" Onderwijs ").append(town);
      break;
    case 1:
      name.append(" ").append(chance.Of(kNouns)).append(", ").append(town).append(" e.o.");
      break;
    default:
      name.append(" Scholengroep \"").append(chance.Of(kNouns)).append("\"");
      break;
  }
  return name;
}

std::string WebsiteOf(std::string_view name, std::string_view town) {
  std::string host = "www.";
  for (const std::string& word : FoldedWords(name)) host += word;
  host += '-';
  for (const std::string& word : FoldedWords(town)) host += word;
  return host + ".example";
}

}  // namespace oso::schoollist
