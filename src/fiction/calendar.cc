#include "fiction/calendar.h"

#include <array>

namespace oso::fiction {
namespace {

using std::chrono::year_month_day;

std::string TwoDigits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }
unsigned MonthOf(year_month_day date) { return static_cast<unsigned>(date.month()); }
unsigned DayOf(year_month_day date) { return static_cast<unsigned>(date.day()); }

constexpr std::array<const char*, 12> kMonths = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                                 "juli",    "augustus", "september", "oktober", "november", "december"};

}  // namespace

Day On(int year, unsigned month, unsigned day) {
  return year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
}

int YearOf(Day day) { return static_cast<int>(year_month_day(day).year()); }

std::string Iso(Day day) {
  const year_month_day date(day);
  return std::to_string(YearOf(day)) + '-' + TwoDigits(MonthOf(date)) + '-' + TwoDigits(DayOf(date));
}

std::string DayFirst(Day day) {
  const year_month_day date(day);
  return TwoDigits(DayOf(date)) + '-' + TwoDigits(MonthOf(date)) + '-' + std::to_string(YearOf(day));
}

std::string InWords(Day day) {
  const year_month_day date(day);
  return std::to_string(DayOf(date)) + ' ' + kMonths.at(MonthOf(date) - 1) + ' ' + std::to_string(YearOf(day));
}

Day YearsLater(Day day, int years) {
  const year_month_day date(day);
  const bool leap_day = MonthOf(date) == 2 && DayOf(date) == 29;
  return On(YearOf(day) + years, MonthOf(date), leap_day ? 28 : DayOf(date));
}

Day DayBetween(Draw& draw, Day first, Day last) {
  return first + std::chrono::days(draw.Between(0, static_cast<int>((last - first).count())));
}

Day SchoolDayBetween(Draw& draw, Day first, Day last) {
  Day day = DayBetween(draw, first, last);
  while (std::chrono::weekday(day).iso_encoding() > 5) day -= std::chrono::days(1);
  return day;
}

Day FirstDay(int school_year) { return On(school_year, 8, 1); }
Day LastDay(int school_year) { return On(school_year + 1, 7, 31); }
int SchoolYearOf(Day day) { return day < FirstDay(YearOf(day)) ? YearOf(day) - 1 : YearOf(day); }
std::string SchoolYear(int school_year) { return std::to_string(school_year) + '-' + std::to_string(school_year + 1); }

}  // namespace oso::fiction
