#include <doctest/doctest.h>

#include "base/clock.h"
#include "base/fakes.h"
#include "base/ids.h"
#include "base/pgn.h"
#include "base/task.h"
#include "base/utf8.h"

namespace oso {
namespace {

TEST_CASE("UTF-8 is what RFC 3629 says: nothing overlong, no surrogates, nothing cut off") {
  for (const char* text : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8e\x92", "\xf4\x8f\xbf\xbf"})
    CHECK(IsUtf8(text));
  for (const char* text : {"\x80", "\xff", "\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                           "\xf4\x90\x80\x80", "\xe2\x82", "\xf8\x88\x80\x80\x80"}) {
    CHECK_FALSE(IsUtf8(text));
  }
}

TEST_CASE("a BRIN is two digits and two capital letters, nothing else") {
  CHECK(Brin::Parse("00YY").value().text() == "00YY");
  for (const char* text : {"", "0YY", "00yy", "000Y", "00YYY", "0OYY", "00Y\xc3"}) CHECK_FALSE(Brin::Parse(text).ok());
}

TEST_CASE("an access point is written BRIN/index and read back the same") {
  auto ap = AccessPointId::Parse("00YY/102");
  REQUIRE(ap.ok());
  CHECK(ap->ToString() == "00YY/102");
  for (const char* text : {"00YY", "00YY/", "00YY/-1", "00YY/+1", "00YY/01", "00YY/10000", "00YY/1x", "/1"}) {
    CHECK_FALSE(AccessPointId::Parse(text).ok());
  }
}

TEST_CASE("a UUID survives text in either case, and a new one is version 4") {
  const char* const text = "42a12e8a-f721-4b26-b2d9-586e2b2123ec";
  CHECK(Uuid::Parse("42A12E8A-F721-4B26-B2D9-586E2B2123EC").value().ToString() == text);
  FakeRandom random;
  CHECK(Uuid::NewV4(random).ToString()[14] == '4');
  CHECK_FALSE(Uuid::Parse("42a12e8a-f721-4b26-b2d9-586e2b2123e").ok());
  CHECK_FALSE(Uuid::Parse("42a12e8a0f721-4b26-b2d9-586e2b2123ec").ok());
}

TEST_CASE("the published test numbers are PGNs, their neighbours are not") {
  for (const char* text : {"101211151", "662460613", "482782481", "613543439", "088584574", "097902378"}) {
    CHECK(Pgn::Parse(text).ok());
  }
  for (const char* text : {"101211152", "662460614", "000000000", "12345678", "1234567890", "66246061x"}) {
    CHECK_FALSE(Pgn::Parse(text).ok());
  }
}

TEST_CASE("a refused PGN is not repeated in the error") {
  CHECK(Pgn::Parse("662460614").error().detail.find("6624") == std::string::npos);
}

TEST_CASE("a moment is read in its own time zone and written in UTC") {
  CHECK(ToIso8601(ParseDateTime("2017-04-06T13:34:30+02:00").value()) == "2017-04-06T11:34:30.000000Z");
  CHECK(ToIso8601(ParseDateTime("2016-02-29T00:00:00.1234567Z").value()) == "2016-02-29T00:00:00.123456Z");
  for (const char* text : {"2017-02-29T00:00:00Z", "2017-04-06", "2017-04-06T24:00:00Z", "2017-04-06T13:34:30.Z",
                           "2017-04-06T13:34:30+2:00", "1969-12-31T23:59:59Z", "2017-04-06T13:34:30Zx", ""}) {
    CHECK_FALSE(ParseDateTime(text).ok());
  }
}

Task<Result<int>> Half(int number) {
  if (number % 2 != 0) co_return Fail(ErrorCode::kInvalidArgument, "odd");
  co_return number / 2;
}

Task<Result<int>> Quarter(int number) {
  CO_ASSIGN_OR_RETURN(int half, co_await Half(number));
  CO_ASSIGN_OR_RETURN(int quarter, co_await Half(half));
  co_return quarter;
}

TEST_CASE("tasks await tasks, and the first error ends them all") {
  ManualExecutor executor;
  CHECK(executor.Run(Quarter(12)).value() == 3);
  CHECK(executor.Run(Quarter(6)).error().detail == "odd");
}

TEST_CASE("a task that waits goes on when its completer is called, once") {
  ManualExecutor executor;
  std::optional<Completer<int>> later;
  std::optional<int> seen;
  auto wait = [&]() -> Task<int> {
    co_return co_await WaitFor<int>([&](Completer<int> done) { later = std::move(done); });
  };
  Spawn<int>(executor, wait(), [&](int value) { seen = value; });
  executor.RunAll();
  REQUIRE(later);
  CHECK_FALSE(seen);
  (*later)(7);
  (*later)(8);
  executor.RunAll();
  CHECK(seen == 7);
}

}  // namespace
}  // namespace oso
