// Days as a school counts them.
#pragma once

#include <chrono>
#include <string>

#include "fiction/draw.h"

namespace oso::fiction {

using Day = std::chrono::sys_days;

Day On(int year, unsigned month, unsigned day);
int YearOf(Day day);
std::string Iso(Day day);            // "2019-03-01"
std::string DayFirst(Day day);       // "01-03-2019"
std::string InWords(Day day);        // "1 maart 2019"
Day YearsLater(Day day, int years);  // 29 February becomes 28 February
Day DayBetween(Draw& draw, Day first, Day last);
Day SchoolDayBetween(Draw& draw, Day first, Day last);  // Monday to Friday

// A school year is told by the calendar year that it starts in, on 1 August.
Day FirstDay(int school_year);
Day LastDay(int school_year);
int SchoolYearOf(Day day);
std::string SchoolYear(int school_year);  // "2018-2019"

// Every dossier is of this year: the last one before final tests were cancelled once. What happened until then stays
// so, whenever a dossier is made.
inline constexpr int kThisYear = 2018;

}  // namespace oso::fiction
