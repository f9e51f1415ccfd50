// A school, and the years that a pupil was there.
#pragma once

#include <vector>

#include "fiction/places.h"

namespace oso::fiction {

enum class Stage { kPrimary, kSecondary };

struct School {
  Stage stage = Stage::kPrimary;
  std::string name = {};
  Address address = {};
  std::string telephone = {};
  std::string host = {};      // of its web and e-mail addresses
  std::string brin = {};      // from 90AA: none is issued
  std::string location = {};  // vestigingscode
  std::string director = {};
};

School SchoolIn(const Town& town, Stage stage, Draw draw);
// naam, adreslijst, communicatielijst, ... up to website.
Nodes SchoolElements(const School& school);

// One school year, or the part of it that the pupil was there.
struct CareerYear {
  int school_year = 0;
  int group = 0;  // 0 to 8, and 11 to 16: code list 13
  bool at_former_school = false;
  Day from;
  Day to;
};

// Year by year up to kThisYear, in which the pupil is in `group`; the last years are at the present school.
// `repeats`: how often a year was done twice.
std::vector<CareerYear> CareerUpTo(int group, int repeats, bool changed_school, Day born, Draw draw);
// The day that a pupil of this group was born on.
Day BirthdayIn(int group, int repeats, Draw draw);

}  // namespace oso::fiction
