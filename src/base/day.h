// A date in the Netherlands. Dates of law (birth, inspection, a term) are days, not moments: what day it is depends on
// where the clock hangs.
#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace oso {

class Day {
 public:
  constexpr Day() = default;                                                 // 1970-01-01
  constexpr explicit Day(std::chrono::year_month_day date) : days_(date) {}  // `date` exists

  // "2017-03-31", nothing before or behind, of the years 1900 to 9999; kInvalidArgument.
  static Result<Day> Parse(std::string_view text);
  // The day it is then in Europe/Amsterdam, by the European rule of summer time (directive 2000/84/EC; in force since
  // 1996).
  static Day Of(Instant instant);

  Day PlusYears(int years) const;  // of 29 February in a year without one: 1 March
  Day PlusDays(int days) const { return Day(days_ + std::chrono::days(days)); }
  std::string ToString() const;  // "2017-03-31"
  auto operator<=>(const Day&) const = default;

 private:
  constexpr explicit Day(std::chrono::sys_days days) : days_(days) {}

  std::chrono::sys_days days_{};
};

}  // namespace oso
