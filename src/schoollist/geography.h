// A country that is not there: the twelve provinces with about as many municipalities as they have, and towns that
// nobody lives in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schoollist/chance.h"
#include "schoollist/school_list.h"

namespace oso::schoollist {

struct Province {
  std::string_view name;
  std::size_t first_postcode;  // its four digits lie from here
  std::size_t last_postcode;   // to here; of the real province, though not all that it has
  std::string_view area_code;
  std::size_t municipalities;
};

struct Town {
  std::string name;
  const Province* province;
  std::string municipality;         // the name of its first town
  std::string municipality_number;  // over those that were ever given out
  std::size_t postcode;             // the four digits
};

std::span<const Province> Provinces();
// Of each province together, and of each municipality; the same for the same chance. No name twice.
std::vector<Town> MakeTowns(Chance& chance);
Place PlaceIn(const Town& town, Chance& chance);
// A number that nobody has: behind an area code none begins with 0.
std::string PhoneIn(const Town& town, Chance& chance);

}  // namespace oso::schoollist
