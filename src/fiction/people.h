// A pupil, those who care for the pupil, and whoever works with them.
#pragma once

#include <string>
#include <vector>

#include "fiction/names.h"
#include "fiction/places.h"

namespace oso::fiction {

struct Person {
  Gender gender = Gender::kFemale;
  std::vector<std::string_view> first_names = {};
  FamilyName family = {};

  std::string Initials() const;    // "A.B."
  std::string FamilyText() const;  // "van den Berg"
  std::string Email() const;       // "anna.vandenberg@example.org"
};

Origin OriginOf(Draw& draw);
Person PersonOf(Origin origin, Gender gender, int birth_year, Draw& draw);
Gender GenderOf(Draw& draw);
// "mevr. J. Smits": of a school or an institution.
std::string ColleagueOf(Draw& draw);
// voornaam, voorletters-1, voorvoegsel, achternaam
Nodes NameElements(const Person& person);
int GenderCode(Gender gender);  // code list 14

enum class Relation { kFather = 1, kMother = 2, kGuardian = 3 };  // code list 41

struct Carer {
  Person person = {};
  Relation relation = Relation::kMother;
  Address home = {};
  Secrecy secrecy = Secrecy::kOpen;
  bool represents = true;  // by law: wettigevertegenwoordiger
  bool deceased = false;
};

struct Pupil {
  Origin origin = Origin::kDutch;
  Person person = {};
  Day born = {};
  Address home = {};
  Secrecy secrecy = Secrecy::kOpen;
  bool in_care = false;  // of an institution, which then is liable
  std::vector<Carer> carers = {};
};

// Living in or near `town`.
Pupil PupilBorn(Day born, const Town& town, const Draw& draw);
// From now on an institution cares for it, with a guardian in the place of its parents.
void TakeIntoCare(Pupil& pupil, Draw draw);

// A BSN that begins with 9, which none does that was issued. Of five million successive numbers each gives another one.
std::string BsnOf(std::uint64_t number);
// The same of a million; it begins with 1.
std::string OnderwijsnummerOf(std::uint64_t number);
// A Dutch one with a right check number, of a bank that does not exist.
std::string IbanOf(Draw& draw);

}  // namespace oso::fiction
