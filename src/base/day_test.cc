#include "base/day.h"

#include <doctest/doctest.h>

namespace oso {
namespace {

Day DayOf(std::string_view text) { return Day::Parse(text).value(); }
std::string DutchDay(std::string_view moment) { return Day::Of(ParseDateTime(moment).value()).ToString(); }

TEST_CASE("a day is written year, month, day, and is one that exists") {
  CHECK(DayOf("2016-02-29").ToString() == "2016-02-29");
  CHECK(DayOf("2016-02-29") == Day(std::chrono::year(2016) / 2 / 29));
  for (const char* text :
       {"", "2017-02-29", "2017-13-01", "2017-00-01", "2017-3-31", "31-03-2017", "2017-03-31Z", " 2017-03-31",
        "2017-03-31+01:00", "2017-03-31T", "1899-12-31", "201a-03-31", "2017/03/31", "-017-03-31"}) {
    CAPTURE(text);
    CHECK_FALSE(Day::Parse(text).ok());
  }
  CHECK(DayOf("1948-06-05").ToString() == "1948-06-05");
  CHECK(DayOf("2016-12-31") < DayOf("2017-01-01"));
}

TEST_CASE("a Dutch day begins an hour before that of UTC, in summer two") {
  CHECK(DutchDay("2017-01-31T22:59:59Z") == "2017-01-31");
  CHECK(DutchDay("2017-01-31T23:00:00Z") == "2017-02-01");
  CHECK(DutchDay("2017-07-31T21:59:59Z") == "2017-07-31");
  CHECK(DutchDay("2017-07-31T22:00:00Z") == "2017-08-01");
  CHECK(DutchDay("2016-12-31T23:30:00Z") == "2017-01-01");
}

TEST_CASE("summer time lasts from the last Sunday of March to that of October") {
  CHECK(DutchDay("2017-03-25T22:30:00Z") == "2017-03-25");  // the evening before it begins
  CHECK(DutchDay("2017-03-26T22:30:00Z") == "2017-03-27");
  CHECK(DutchDay("2017-10-28T22:30:00Z") == "2017-10-29");
  CHECK(DutchDay("2017-10-29T22:30:00Z") == "2017-10-29");  // the evening after it ended
  CHECK(DutchDay("2021-03-28T22:30:00Z") == "2021-03-29");  // the 28th is a last Sunday
  CHECK(DutchDay("2021-10-31T22:30:00Z") == "2021-10-31");  // and so is the 31st
}

TEST_CASE("who was born on 29 February is a year older on 1 March, or on a 29th") {
  CHECK(DayOf("2000-02-29").PlusYears(16) == DayOf("2016-02-29"));
  CHECK(DayOf("2000-02-29").PlusYears(18) == DayOf("2018-03-01"));
  CHECK(DayOf("2001-06-05").PlusYears(16) == DayOf("2017-06-05"));
  CHECK(DayOf("2016-12-31").PlusDays(1) == DayOf("2017-01-01"));
  CHECK(DayOf("2016-03-01").PlusDays(-1) == DayOf("2016-02-29"));
}

}  // namespace
}  // namespace oso
