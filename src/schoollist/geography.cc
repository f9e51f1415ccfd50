#include "schoollist/geography.h"

#include <algorithm>
#include <array>

namespace oso::schoollist {
namespace {

constexpr auto kProvinces = std::to_array<Province>({{"Groningen", 9600, 9999, "050", 10},
                                                     {"Friesland", 8400, 9299, "058", 18},
                                                     {"Drenthe", 9300, 9499, "0592", 12},
                                                     {"Overijssel", 7420, 7709, "053", 25},
                                                     {"Flevoland", 8210, 8259, "0320", 6},
                                                     {"Gelderland", 6600, 7399, "026", 51},
                                                     {"Utrecht", 3400, 3999, "030", 26},
                                                     {"Noord-Holland", 1000, 2139, "020", 44},
                                                     {"Zuid-Holland", 2200, 3379, "010", 50},
                                                     {"Zeeland", 4300, 4599, "0113", 13},
                                                     {"Noord-Brabant", 4600, 5799, "073", 56},
                                                     {"Limburg", 5800, 6499, "043", 31}});
constexpr std::size_t kTownsOfMunicipality = 3;
constexpr std::size_t kFirstMunicipality = 5001;  // real numbers end below 2000

// Together they sound like a Dutch town and name none.
constexpr auto kTownBeginnings = std::to_array<std::string_view>(
    {"Otter",   "Ganzen",    "Reiger", "Kwartel", "Wulpen",  "Kievits", "Leeuwerik", "Merel",  "Spreeuwen",
     "Fabel",   "Sprook",    "Ander",  "Elder",   "Droom",   "Zilver",  "Koper",     "Kersen", "Barnsteen",
     "Lampion", "Kaneel",    "Appel",  "Peren",   "Pruimen", "Spelt",   "Hazelaar",  "Varen",  "Meidoorn",
     "Distel",  "Duindoorn", "Klaver", "Akelei",  "Gerste",  "Haver",   "Zwaluwen",  "Salie",  "Zonnewende"});
constexpr auto kTownEndings = std::to_array<std::string_view>(
    {"dam",  "dijk", "veen", "veld", "hoven", "horst", "broek", "drecht", "wijk",   "kerke", "rade",
     "mûne", "meer", "zijl", "wâld", "gea",   "borg",  "wolde", "stede",  "land",   "hout",  "berg",
     "dal",  "beek", "riël", "oord", "buren", "terp",  "ryp",   "gaast",  "voorde", "loo"});
constexpr auto kStreetBeginnings = std::to_array<std::string_view>(
    {"Wilgen", "Kastanje", "Molen", "Kerk", "Beuken", "Zonnebloem", "Rozen", "Linden", "Veld", "Haven", "School",
     "Tulpen", "Elzen", "Esdoorn", "Populier", "Korenbloem", "Dennen", "Dorps"});
constexpr auto kStreetEndings = std::to_array<std::string_view>({"straat", "laan", "weg", "hof", "plein", "pad"});
constexpr std::string_view kPostcodeLetters = "ABCDEGHJKLMNPRSTVWXZ";  // those that postcodes are made of

std::vector<std::string> TownNames(Chance& chance) {
  std::vector<std::string> names;
  for (const std::string_view beginning : kTownBeginnings) {
    for (const std::string_view ending : kTownEndings) names.push_back(std::string(beginning).append(ending));
  }
  for (std::size_t left = names.size(); left > 1; --left)
    std::swap(names[left - 1], names[chance.Between(0, left - 1)]);
  return names;
}

}  // namespace

std::span<const Province> Provinces() { return kProvinces; }

std::vector<Town> MakeTowns(Chance& chance) {
  const std::vector<std::string> names = TownNames(chance);
  std::vector<Town> towns;
  std::size_t number = kFirstMunicipality;
  for (const Province& province : kProvinces) {
    for (std::size_t i = 0; i < province.municipalities; ++i, ++number) {
      const std::string& municipality = names[towns.size()];
      for (std::size_t town = 0; town < kTownsOfMunicipality; ++town) {
        towns.push_back({.name = names[towns.size()],
                         .province = &province,
                         .municipality = municipality,
                         .municipality_number = std::to_string(number),
                         .postcode = chance.Between(province.first_postcode, province.last_postcode)});
      }
    }
  }
  return towns;
}

Place PlaceIn(const Town& town, Chance& chance) {
  Place place{.street = std::string(chance.Of(kStreetBeginnings)).append(chance.Of(kStreetEndings)),
              .house_number = std::to_string(chance.Between(1, 240)),
              .postcode = std::to_string(town.postcode) + ' ',
              .town = town.name,
              .municipality_number = town.municipality_number,
              .municipality = town.municipality,
              .province = std::string(town.province->name)};
  if (chance.Percent(12)) place.house_number.append("-").push_back(chance.Of(std::string_view("ABC")));
  for (int i = 0; i < 2; ++i) place.postcode += chance.Of(kPostcodeLetters);
  return place;
}

std::string PhoneIn(const Town& town, Chance& chance) {
  std::string phone = std::string(town.province->area_code) + '0';
  while (phone.size() < 10) phone += static_cast<char>('0' + chance.Between(0, 9));
  return phone;
}

}  // namespace oso::schoollist
