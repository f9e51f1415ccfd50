// What is so before a word is written: who the pupil is, where it goes to school, how it does there. All blocks of the
// dossier tell of the same story.
#pragma once

#include <optional>

#include "fiction/fictitious_dossier.h"
#include "fiction/people.h"
#include "fiction/school.h"

namespace oso::fiction {

// What a pupil is thought to be able to do in secondary education, from practical to pre-university.
struct Level {
  std::string_view advice;      // code list 2
  std::string_view name;        // "havo/vwo"
  std::string_view group;       // to compare with: code list 22
  std::string_view class_mark;  // "2hv1" is a second year of it
  std::string_view element;     // voelementcode
  int up_to;                    // the ability, in hundredths of a standard deviation, of those below the next level
};

struct Story {
  Wish wish;
  Draw draw;
  Stage stage = Stage::kPrimary;
  int group = 8;
  int ability = 0;  // in hundredths of a standard deviation
  const Level* level = nullptr;
  School school = {};
  std::optional<School> former = {};
  Pupil pupil = {};
  std::vector<CareerYear> career = {};
  Day compiled = {};

  Draw For(std::string_view topic) const { return draw.For(topic); }
  bool IsFull() const { return wish.size == Size::kFull; }
  bool ToPartnership() const;
  // Whether something is told that may be left out: never in the smallest dossier, always in the largest, and in
  // `percent` of the usual ones.
  bool Tells(int percent, Draw& draw) const;
  const School& SchoolOf(const CareerYear& year) const { return year.at_former_school ? *former : school; }
  std::string_view FirstName() const { return pupil.person.first_names.front(); }
  std::string_view Pronoun() const { return pupil.person.gender == Gender::kFemale ? "Zij" : "Hij"; }
};

Story StoryOf(const Wish& wish);

// Of someone of this ability.
const Level& LevelOf(int ability);

}  // namespace oso::fiction
