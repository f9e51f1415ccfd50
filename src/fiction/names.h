// Names as they stand on the attendance lists of Dutch schools. Each is common, so that it points at nobody.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fiction/draw.h"

namespace oso::fiction {

enum class Origin { kDutch, kTurkish, kMoroccan, kSurinamese, kPolish, kSyrian };
enum class Gender { kFemale, kMale };

struct FamilyName {
  std::string_view prefix;  // voorvoegsel: "van den", or ""
  std::string_view name;
};

// In about the order in which they became popular: the older generations first.
std::span<const std::string_view> FirstNames(Origin origin, Gender gender);
// Of those who were born in this year: the names of their time.
std::string_view FirstNameOf(Origin origin, Gender gender, int birth_year, Draw& draw);
const FamilyName& FamilyNameOf(Origin origin, Draw& draw);

// "Zoë" is "zoe", "van den Berg" is "vandenberg": for an e-mail address.
std::string AsciiOf(std::string_view name);
// "O." of "Özlem" is "Ö.": the first letter, whole.
std::string_view FirstLetter(std::string_view name);

}  // namespace oso::fiction
