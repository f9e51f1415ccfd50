// What fictitious schools and boards are called.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "schoollist/chance.h"
#include "schoollist/school_list.h"

namespace oso::schoollist {

struct Denomination {
  std::string_view name;    // as in the lists
  std::string_view school;  // as it stands in names: "Openbare", or ""
  std::string_view board;   // "Openbaar"
};

const Denomination& DenominationOf(Chance& chance);
std::string SchoolName(Sector sector, const Denomination& denomination, Chance& chance);
std::string BoardName(const Denomination& denomination, std::string_view town, Chance& chance);
// "www.deregenboog.example": a name in the domain that RFC 2606 keeps for examples.
std::string WebsiteOf(std::string_view name, std::string_view town);

}  // namespace oso::schoollist
