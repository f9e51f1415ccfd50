#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace oso {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// Takes exactly `width` digits off the front of `text`.
std::optional<int> TakeNumber(std::string_view& text, std::size_t width) {
  int value = 0;
  if (text.size() < width) return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + width, value);
  if (error != std::errc{} || end != text.data() + width || value < 0) return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool TakeChar(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

// ".123" -> 123000; no fraction -> 0; a dot without digits -> nothing.
std::optional<std::int64_t> TakeFraction(std::string_view& text) {
  if (!TakeChar(text, '.')) return 0;
  std::int64_t micros = 0;
  std::int64_t scale = 100'000;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    micros += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  return micros;
}

// "Z", "+02:00" or nothing -> minutes east of UTC.
std::optional<int> TakeZone(std::string_view& text) {
  if (text.empty() || TakeChar(text, 'Z')) return 0;
  const bool east = TakeChar(text, '+');
  if (!east && !TakeChar(text, '-')) return std::nullopt;
  auto hours = TakeNumber(text, 2);
  if (!hours || !TakeChar(text, ':')) return std::nullopt;
  auto minutes = TakeNumber(text, 2);
  if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return east ? offset : -offset;
}

std::optional<Instant> Parse(std::string_view text) {
  auto year = TakeNumber(text, 4);
  if (!year || *year < 1970 || !TakeChar(text, '-')) return std::nullopt;
  auto month = TakeNumber(text, 2);
  if (!month || !TakeChar(text, '-')) return std::nullopt;
  auto day = TakeNumber(text, 2);
  if (!day || !TakeChar(text, 'T')) return std::nullopt;
  auto hour = TakeNumber(text, 2);
  if (!hour || *hour > 23 || !TakeChar(text, ':')) return std::nullopt;
  auto minute = TakeNumber(text, 2);
  if (!minute || *minute > 59 || !TakeChar(text, ':')) return std::nullopt;
  auto second = TakeNumber(text, 2);
  if (!second || *second > 59) return std::nullopt;
  auto fraction = TakeFraction(text);
  auto zone = fraction ? TakeZone(text) : std::nullopt;
  if (!zone || !text.empty()) return std::nullopt;

  const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = sys_days(date).time_since_epoch().count();
  const std::int64_t seconds = ((days * 24 + *hour) * 60 + *minute - *zone) * 60 + *second;
  return Instant{seconds * 1'000'000 + *fraction};
}

}  // namespace

std::string ToIso8601(Instant instant) {
  using std::chrono::microseconds;
  const std::chrono::sys_time<microseconds> time{microseconds(instant.micros)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

Result<Instant> ParseDateTime(std::string_view text) {
  auto instant = Parse(text);
  if (!instant) return Fail(ErrorCode::kInvalidArgument, "not a date and time as 2017-04-06T13:34:30+02:00");
  return *instant;
}

Instant SystemClock::Now() const {
  using std::chrono::microseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<microseconds>(now).count()};
}

}  // namespace oso
