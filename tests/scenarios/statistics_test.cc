// Statistics without persons: what is counted of a day, once, and what of it is published.
#include "center/statistics.h"

#include <doctest/doctest.h>

#include "base/fakes.h"
#include "store/memory/center_store.h"

namespace oso::scenario {
namespace {

using center::Count;
using center::PublishedCount;

struct Days {
  ManualExecutor executor;
  FakeClock clock;
  FakeRandom random;
  store::memory::AuditLog audit;
  store::memory::RegisterStore changes{audit};
  store::memory::SessionStore sessions{audit};
  store::memory::StatisticsStore statistics;
  center::Registry registry{changes, clock};
  const Instant first = clock.Now();

  void Open(Instant at, std::optional<exchange::ResultCode> result, std::int64_t seconds = 5) {
    center::Session session{.id = SessionId::NewAt(at, random),
                            .source = Brin::Parse("01AA").value(),
                            .source_index = {},
                            .target = AccessPointId::Parse("02BB/1").value(),
                            .target_supplier = Oin::Parse("00000099000000000001").value(),
                            .opened_at = at,
                            .expires_at = at.PlusSeconds(3600),
                            .closing = {}};
    const audit::Event event = audit::RegistrationKeyIssued(audit::Actor::Unknown("r"), at, session.target);
    REQUIRE(executor.Run(sessions.Open(session, event, {})).ok());
    if (!result) return;
    const center::Closing closing{.result = *result, .source = session.target, .at = at.PlusSeconds(seconds)};
    REQUIRE(executor
                .Run(sessions.Settle(session.id,
                                     [&](const auto&) {
                                       return center::Verdict{.result = *result, .closing = closing, .event = event};
                                     }))
                .ok());
  }
  void CountNow() {
    center::CountSessions counting(registry, sessions, statistics, clock);
    REQUIRE(executor.Run(counting.Run(first)).ok());
  }
  std::int64_t Of(std::string_view day, std::string_view dimension, std::string_view value) {
    const auto counts = executor.Run(statistics.Between("0000-01-01", "9999-12-31", std::string(dimension))).value();
    for (const Count& count : counts) {
      if (count.day == day && count.dimension == dimension && count.value == value) return count.count;
    }
    return -1;
  }
};

TEST_CASE("a day is counted when it is over and settled, once, by each dimension") {
  Days days;
  for (int i = 0; i < 3; ++i) days.Open(days.first.PlusSeconds(i), exchange::ResultCode::kTransferSucceeded);
  days.Open(days.first.PlusSeconds(10), exchange::ResultCode::kNotAvailable, 90);
  days.Open(days.first.PlusSeconds(11), {});
  days.Open(days.first.PlusSeconds(86'400), exchange::ResultCode::kTransferSucceeded);

  days.clock.Advance(86'400 + center::CountSessions::kSettledSeconds - 1);
  days.CountNow();
  CHECK(days.Of("2017-01-01", "total", "") == -1);

  days.clock.Advance(1);
  days.CountNow();
  days.CountNow();
  CHECK(days.Of("2017-01-01", "total", "") == 5);
  CHECK(days.Of("2017-01-01", "result", "OverdrachtGeslaagd") == 3);
  CHECK(days.Of("2017-01-01", "result", "LeerlinginfoNietBeschikbaar") == 1);
  CHECK(days.Of("2017-01-01", "result", "open") == 1);
  CHECK(days.Of("2017-01-01", "seconds", "10") == 3);
  CHECK(days.Of("2017-01-01", "seconds", "600") == 1);
  CHECK(days.Of("2017-01-01", "province", "unknown") == 5);
  CHECK(days.Of("2017-01-01", "supplier", "00000099000000000001") == 5);
  CHECK(days.Of("2017-01-02", "total", "") == -1);
}

TEST_CASE("days on which nothing happened are counted too, so that they are not asked for again") {
  Days days;
  days.clock.Advance(4 * 86'400);
  days.CountNow();
  CHECK(days.Of("2017-01-03", "total", "") == 0);
}

std::vector<PublishedCount> Publish(std::initializer_list<std::int64_t> counts) {
  std::vector<Count> all;
  for (const std::int64_t count : counts) {
    all.push_back({"2017-01-01", "province", std::string(1, static_cast<char>('a' + all.size())), count});
  }
  return center::Publish(std::move(all));
}

TEST_CASE("a small count is withheld, and the next smallest with it, so that the total does not tell it") {
  const auto published = Publish({4, 20, 30});
  CHECK(published[0].is_withheld);
  CHECK(published[1].is_withheld);
  CHECK_FALSE(published[2].is_withheld);
  for (const PublishedCount& one : published) CHECK((one.is_withheld ? one.count.count == 0 : one.count.count == 30));
}

TEST_CASE("several small counts hide each other, nothing is nothing, and what is large enough is told") {
  const auto published = Publish({1, 2, 5, 0});
  CHECK(published[0].is_withheld);
  CHECK(published[1].is_withheld);
  CHECK_FALSE(published[2].is_withheld);
  CHECK_FALSE(published[3].is_withheld);
  CHECK(center::ToCsv(published) ==
        "day,dimension,value,count\r\n2017-01-01,province,a,\r\n2017-01-01,province,b,\r\n"
        "2017-01-01,province,c,5\r\n2017-01-01,province,d,0\r\n");
}

}  // namespace
}  // namespace oso::scenario
