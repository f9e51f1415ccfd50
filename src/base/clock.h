// Moments and the clock. Time enters every use case through a Clock, so that tests and simulations own it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace oso {

// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;

  auto operator<=>(const Instant&) const = default;
  Instant PlusSeconds(std::int64_t seconds) const { return {micros + seconds * 1'000'000}; }
};

// "2026-11-24T01:56:26.123456Z": always UTC, always 27 characters.
std::string ToIso8601(Instant instant);

// xs:dateTime (XML Schema part 2, 3.2.7) with a time zone, or without one: then Europe/Amsterdam is not guessed, UTC is
// meant. Years 1970 to 9999; fractions beyond the microsecond are cut off. Error: kInvalidArgument.
Result<Instant> ParseDateTime(std::string_view text);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;  // any thread
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

}  // namespace oso
