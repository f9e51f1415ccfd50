// Where people live and schools stand: towns that exist, streets and numbers that are made up.
#pragma once

#include <string>
#include <string_view>

#include "fiction/element.h"

namespace oso::fiction {

struct Town {
  std::string_view name;
  std::string_view municipality;
  int first_postcode;  // its four digits, from
  int last_postcode;   // to
  std::string_view area_code;
};

struct Address {
  const Town* town = nullptr;
  std::string street = {};
  int number = 0;
  std::string suffix = {};    // "B", or ""
  std::string postcode = {};  // "3811KD"
};

const Town& TownOf(Draw& draw);
Address AddressIn(const Town& town, Draw& draw);

enum class Ground { kVisit, kPost, kRegister };  // bezoek, post, gba: code list 19
Node AddressBlock(const Address& address, Ground ground = Ground::kVisit);
// An adreslijst of one.
Node AddressList(const Address& address);

// Numbers that nobody has: behind an area code no number begins with 0, and none of a mobile telephone with 060.
std::string LandlineIn(const Town& town, Draw& draw);
std::string MobileNumber(Draw& draw);

enum class Secrecy { kOpen, kSecret };
enum class Emergency { kNo, kYes };
// `use` is of code list 5: "werk", "prive", "overig". What is secret is replaced, as the standard asks.
Node Telephone(std::string_view use, std::string number, Secrecy secrecy = Secrecy::kOpen,
               Emergency emergency = Emergency::kNo);
Node Email(std::string_view use, std::string address, Secrecy secrecy = Secrecy::kOpen);

}  // namespace oso::fiction
