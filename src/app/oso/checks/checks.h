// Every check there is, with all that is to be told of it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "profile/messages.h"
#include "profile/rules/check.h"

namespace oso::app {

// One check in all its versions.
struct ListedCheck {
  const profile::Check* check;        // of its newest version
  std::vector<std::string> versions;  // the oldest first
  std::vector<std::string> dead_in;   // the versions whose official stylesheet never gets to it
  std::vector<std::string> ids;       // the standard's own, the newest version's first: {"OS.cat01", "OS.cat_metadata"}

  std::string Message(profile::Language language) const;
  std::string Remedy(profile::Language language) const;
};

// What the standard checks, the newest version's first; then what we check besides.
std::vector<ListedCheck> AllChecks();

// By key or by an id of the standard, whatever the case of its letters: more than one if they share it.
std::vector<ListedCheck> ChecksNamed(std::string_view name);
// Keys that look like it, the most alike first, at most five.
std::vector<std::string> KeysLike(std::string_view name);

// A thing to tell of a check: what it is called, and what it is. "" where there is nothing to tell.
struct Trait {
  std::string_view dutch;
  std::string_view english;
  std::string (*of)(const ListedCheck& listed, profile::Language language);
};
inline constexpr std::size_t kTraits = 9;
const std::array<Trait, kTraits>& Traits();

// The standard's own ids of a check, each apart: {"OVa.LL08", "OVa.OV04"}.
std::vector<std::string> StandardIds(const profile::Check& check);

std::string_view SeverityWord(profile::Severity severity, profile::Language language);
// The dossiers that the check is asked of: POPO, POVO, VOVO, binnenBRIN, POSWV, VOSWV.
std::vector<std::string> ProfilesOf(const ListedCheck& listed);

}  // namespace oso::app
