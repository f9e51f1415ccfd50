// One value of a dossier as people write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dossier/document.h"
#include "dossier/labels.h"
#include "render/page.h"

namespace oso::render {

using dossier::Capitalized;

// A day of the calendar.
struct Day {
  int year;
  int month;
  int day;
};
std::optional<Day> ParseDay(std::string_view text);                  // "2019-03-17"; a day that no month has is none
std::string DayInWords(const Day& day, dossier::Language language);  // "17 maart 2019"
// "17 maart 2019"; the text itself where it is no day.
std::string DateInWords(std::string_view text, dossier::Language language);

std::string SizeInWords(std::uint64_t bytes, dossier::Language language);  // "12 kB", "1,4 MB"

enum class Position { kAlone, kWithin };  // kAlone: our words begin with a capital

// The value of an element: labels of codes, dates written out, ja and nee; its own text where it is none of them.
void WriteValue(Page& page, const dossier::Occurrence& occurrence, Position position = Position::kAlone);

}  // namespace oso::render
