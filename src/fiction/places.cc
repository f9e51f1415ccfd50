#include "fiction/places.h"

#include <array>

#include "dossier/values.h"

namespace oso::fiction {
namespace {

constexpr auto kTowns = std::to_array<Town>({
    {"Alkmaar", "Alkmaar", 1811, 1827, "072"},
    {"Almelo", "Almelo", 7601, 7610, "0546"},
    {"Almere", "Almere", 1311, 1363, "036"},
    {"Amersfoort", "Amersfoort", 3811, 3829, "033"},
    {"Amsterdam", "Amsterdam", 1011, 1109, "020"},
    {"Apeldoorn", "Apeldoorn", 7311, 7339, "055"},
    {"Arnhem", "Arnhem", 6811, 6846, "026"},
    {"Assen", "Assen", 9401, 9408, "0592"},
    {"Breda", "Breda", 4811, 4839, "076"},
    {"Delft", "Delft", 2611, 2629, "015"},
    {"Den Haag", "'s-Gravenhage", 2511, 2597, "070"},
    {"Deventer", "Deventer", 7411, 7429, "0570"},
    {"Doetinchem", "Doetinchem", 7001, 7009, "0314"},
    {"Dordrecht", "Dordrecht", 3311, 3329, "078"},
    {"Ede", "Ede", 6711, 6718, "0318"},
    {"Eindhoven", "Eindhoven", 5611, 5658, "040"},
    {"Emmen", "Emmen", 7811, 7828, "0591"},
    {"Enschede", "Enschede", 7511, 7548, "053"},
    {"Goes", "Goes", 4461, 4465, "0113"},
    {"Gouda", "Gouda", 2801, 2809, "0182"},
    {"Groningen", "Groningen", 9711, 9747, "050"},
    {"Haarlem", "Haarlem", 2011, 2037, "023"},
    {"Heerenveen", "Heerenveen", 8441, 8449, "0513"},
    {"Heerlen", "Heerlen", 6411, 6422, "045"},
    {"Helmond", "Helmond", 5701, 5709, "0492"},
    {"'s-Hertogenbosch", "'s-Hertogenbosch", 5211, 5237, "073"},
    {"Hilversum", "Hilversum", 1211, 1223, "035"},
    {"Hoorn", "Hoorn", 1621, 1628, "0229"},
    {"Leeuwarden", "Leeuwarden", 8911, 8941, "058"},
    {"Leiden", "Leiden", 2311, 2334, "071"},
    {"Lelystad", "Lelystad", 8211, 8245, "0320"},
    {"Maastricht", "Maastricht", 6211, 6229, "043"},
    {"Middelburg", "Middelburg", 4331, 4341, "0118"},
    {"Nijmegen", "Nijmegen", 6511, 6546, "024"},
    {"Oss", "Oss", 5341, 5349, "0412"},
    {"Purmerend", "Purmerend", 1441, 1448, "0299"},
    {"Roermond", "Roermond", 6041, 6045, "0475"},
    {"Rotterdam", "Rotterdam", 3011, 3089, "010"},
    {"Sittard", "Sittard-Geleen", 6131, 6137, "046"},
    {"Sneek", "Súdwest-Fryslân", 8601, 8608, "0515"},
    {"Steenwijk", "Steenwijkerland", 8331, 8334, "0521"},
    {"Tilburg", "Tilburg", 5011, 5049, "013"},
    {"Utrecht", "Utrecht", 3511, 3585, "030"},
    {"Veenendaal", "Veenendaal", 3901, 3907, "0318"},
    {"Venlo", "Venlo", 5911, 5928, "077"},
    {"Zaandam", "Zaanstad", 1501, 1509, "075"},
    {"Zoetermeer", "Zoetermeer", 2711, 2729, "079"},
    {"Zwolle", "Zwolle", 8011, 8045, "038"},
});

constexpr std::array<std::string_view, 32> kStreetNames = {
    "Merel",   "Wilgen",   "Kastanje", "Leeuwerik", "Molen",      "Kerk",   "Beuken",     "Zonnebloem",
    "Rozen",   "Linden",   "Veld",     "Kersen",    "Ooievaar",   "Zwaluw", "Vlinder",    "Anjer",
    "Esdoorn", "Populier", "Fazanten", "Meidoorn",  "Korenbloem", "Tulpen", "Boterbloem", "Lijster",
    "Haven",   "School",   "Kievit",   "Hazelaar",  "Klaver",     "Dennen", "Elzen",      "Reiger"};
constexpr std::array<std::string_view, 8> kStreetKinds = {"straat", "straat", "laan",  "laan",
                                                          "weg",    "hof",    "plein", "pad"};
// Those that postcodes are made of.
constexpr std::string_view kPostcodeLetters = "ABCDEGHJKLMNPRSTVWXZ";

constexpr std::array<std::string_view, 3> kGrounds = {"bezoek", "post", "gba"};

std::string Digits(int count, Draw& draw) {
  std::string digits;
  for (int i = 0; i < count; ++i) digits += static_cast<char>('0' + draw.Between(0, 9));
  return digits;
}

}  // namespace

const Town& TownOf(Draw& draw) { return draw.Of(kTowns); }

Address AddressIn(const Town& town, Draw& draw) {
  Address address{.town = &town};
  address.street = draw.Of(kStreetNames);
  address.street += draw.Of(kStreetKinds);
  address.number = draw.Between(1, draw.Chance(20) ? 380 : 96);
  if (draw.Chance(12)) address.suffix = draw.Of(std::string_view("abABC"));
  address.postcode = std::to_string(draw.Between(town.first_postcode, town.last_postcode));
  address.postcode += draw.Of(kPostcodeLetters);
  address.postcode += draw.Of(kPostcodeLetters);
  return address;
}

Node AddressBlock(const Address& address, Ground ground) {
  Leaf country{"land", "6030"};
  country.description = "Nederland";
  return Block{"adres",
               Leaf{"soortadres", kGrounds.at(static_cast<std::size_t>(ground))},
               Leaf{"straat", address.street},
               Leaf{"nummer", address.number},
               Told("toevoeging", address.suffix),
               Leaf{"postcode", address.postcode},
               Leaf{"plaats", address.town->name},
               Leaf{"gemeente", address.town->municipality},
               std::move(country)};
}

Node AddressList(const Address& address) { return Block{"adreslijst", AddressBlock(address)}; }

std::string LandlineIn(const Town& town, Draw& draw) {
  const int rest = 10 - static_cast<int>(town.area_code.size()) - 1;
  return std::string(town.area_code) + '0' + Digits(rest, draw);
}

std::string MobileNumber(Draw& draw) { return "060" + Digits(7, draw); }

Node Telephone(std::string_view use, std::string number, Secrecy secrecy, Emergency emergency) {
  const bool secret = secrecy == Secrecy::kSecret;
  return Block{
      "communicatie",          Leaf{"soort", "telefoon"},
      Leaf{"aanduiding", use}, Leaf{"nummer", secret ? std::string(dossier::kSecretTelephone) : std::move(number)},
      Leaf{"geheim", secret},  Leaf{"noodnummer", emergency == Emergency::kYes}};
}

Node Email(std::string_view use, std::string address, Secrecy secrecy) {
  const bool secret = secrecy == Secrecy::kSecret;
  return Block{
      "communicatie",          Leaf{"soort", "e-mail"},
      Leaf{"aanduiding", use}, Leaf{"nummer", secret ? std::string(dossier::kSecretEmail) : std::move(address)},
      Leaf{"geheim", secret},  Leaf{"noodnummer", false}};
}

}  // namespace oso::fiction
