#include "base/day.h"

#include <fmt/format.h>

#include <optional>

namespace oso {
namespace {

using namespace std::chrono;

// Summer time begins and ends at 01:00 UTC on the last Sunday of March and of October.
bool IsSummerTime(sys_seconds time) {
  const year in = year_month_day(floor<days>(time)).year();
  return time >= sys_days(in / March / Sunday[last]) + hours(1) &&
         time < sys_days(in / October / Sunday[last]) + hours(1);
}

std::optional<unsigned> Number(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

}  // namespace

Result<Day> Day::Parse(std::string_view text) {
  const auto error = Fail(ErrorCode::kInvalidArgument, "not a date as 2017-03-31");
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return error;
  const auto in = Number(text.substr(0, 4));
  const auto of = Number(text.substr(5, 2));
  const auto on = Number(text.substr(8, 2));
  if (!in || *in < 1900 || !of || !on) return error;
  const year_month_day date = year(static_cast<int>(*in)) / month(*of) / day(*on);
  if (!date.ok()) return error;
  return Day(date);
}

Day Day::Of(Instant instant) {
  const auto time = floor<seconds>(sys_time<microseconds>(microseconds(instant.micros)));
  return Day(floor<days>(time + hours(IsSummerTime(time) ? 2 : 1)));
}

Day Day::PlusYears(int years) const {
  const year_month_day date = year_month_day(days_) + std::chrono::years(years);
  return date.ok() ? Day(date) : Day(date.year() / March / 1);
}

std::string Day::ToString() const {
  const year_month_day date(days_);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace oso
