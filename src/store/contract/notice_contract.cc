#include "store/contract/notice_contract.h"

#include <doctest/doctest.h>

namespace oso::store::contract {
namespace {

using school::target::NoticeId;
using school::target::ReceivedNotice;

ReceivedNotice NoticeOf(Random& random, std::int64_t age_seconds, std::string_view source = "01AA/1") {
  return {.id = NoticeId::New(random),
          .source = ApOf(source),
          .target = ApOf("02BB/2"),
          .at = FakeClock().Now().PlusSeconds(-age_seconds)};
}

school::source::ReceivedRequest RequestOf(Random& random, std::string_view source) {
  return {.session = SessionId::New(random),
          .source = ApOf(source),
          .target = ApOf("02BB/2"),
          .key = KeyOf(1),
          .kind = dossier::TransferKind::kBetweenSchools,
          .at = FakeClock().Now(),
          .result = std::nullopt};
}

void CheckNotFound(const Status& status) {
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kNotFound);
}

}  // namespace

void NoticeContract(const std::function<NoticeStores()>& make) {
  BlockingExecutor run;
  NoticeStores stores = make();
  auto& notices = stores.notices;
  FakeRandom random;
  const ReceivedNotice old = NoticeOf(random, 3600);
  REQUIRE(run.Run(notices.Keep(old, AnyEvent())).value());
  const auto list = [&] { return run.Run(notices.List(BrinOf("02BB"))).value(); };
  const auto count = [&] { return CountEvents(run, stores.events); };

  SUBCASE("a notice is kept with all its values, and listed newest first at its target alone") {
    const ReceivedNotice recent = NoticeOf(random, 0);
    REQUIRE(run.Run(notices.Keep(recent, AnyEvent())).value());
    REQUIRE(list().size() == 2);
    CHECK(list()[0].id == recent.id);
    CHECK(list()[1].id == old.id);
    CHECK(list()[1].source == old.source);
    CHECK(list()[1].target == old.target);
    CHECK(list()[1].at == old.at);
    CHECK_FALSE(list()[1].seen_at);
    CHECK(run.Run(notices.List(BrinOf("01AA"))).value().empty());
    CHECK(run.Run(notices.Find(old.id)).value()->at == old.at);
    CHECK_FALSE(run.Run(notices.Find(NoticeId::New(random))).value());
    CHECK(count() == 2);
  }

  SUBCASE("the same within a minute is kept once; after it, or from another access point, it is another") {
    CHECK_FALSE(run.Run(notices.Keep(NoticeOf(random, 3600 - 59), AnyEvent())).value());
    CHECK(count() == 1);
    CHECK(run.Run(notices.Keep(NoticeOf(random, 3600 - 59, "01AA/2"), AnyEvent())).value());
    CHECK(run.Run(notices.Keep(NoticeOf(random, 3600 - 60), AnyEvent())).value());
    CHECK(list().size() == 3);
    CHECK(count() == 3);
  }

  SUBCASE("who saw it first is on record, and nobody after") {
    const Instant now = FakeClock().Now();
    CHECK(run.Run(notices.SetSeen(old.id, now, AnyEvent())).ok());
    CHECK(run.Run(notices.SetSeen(old.id, now.PlusSeconds(1), AnyEvent())).ok());
    CHECK(list()[0].seen_at == now);
    CHECK(count() == 2);
    CheckNotFound(run.Run(notices.SetSeen(NoticeId::New(random), now, AnyEvent())));
    CHECK(count() == 2);
  }
}

void FollowUpContract(const std::function<NoticeStores()>& make) {
  BlockingExecutor run;
  NoticeStores stores = make();
  auto& follow_ups = stores.follow_ups;
  FakeRandom random;
  const Instant now = FakeClock().Now();
  const auto first = RequestOf(random, "01AA/1");
  const auto other = RequestOf(random, "01AA/1");
  for (const auto& request : {first, other}) REQUIRE(run.Run(stores.requests.Record(request)).ok());
  const auto list = [&] { return run.Run(follow_ups.List(BrinOf("01AA"))).value(); };

  SUBCASE("only the requests about which something was done are listed, at their school") {
    CHECK(list().empty());
    REQUIRE(run.Run(follow_ups.SetNotified(first.session, first.source, now, AnyEvent())).ok());
    REQUIRE(list().size() == 1);
    CHECK(list()[0].session == first.session);
    CHECK(list()[0].source == first.source);
    CHECK(list()[0].notified_at == now);
    CHECK_FALSE(list()[0].put_aside_at);
    CHECK(run.Run(follow_ups.List(BrinOf("02BB"))).value().empty());
    CHECK(CountEvents(run, stores.events) == 1);
  }

  SUBCASE("a later notification counts, and a request that was put aside stays notified") {
    REQUIRE(run.Run(follow_ups.SetNotified(first.session, first.source, now, AnyEvent())).ok());
    REQUIRE(run.Run(follow_ups.SetNotified(first.session, first.source, now.PlusSeconds(1), AnyEvent())).ok());
    REQUIRE(run.Run(follow_ups.PutAside(first.session, first.source, now.PlusSeconds(2), AnyEvent())).ok());
    REQUIRE(list().size() == 1);
    CHECK(list()[0].notified_at == now.PlusSeconds(1));
    CHECK(list()[0].put_aside_at == now.PlusSeconds(2));
    CHECK(CountEvents(run, stores.events) == 3);
  }

  SUBCASE("of a request that is not there nothing is kept, and nothing is written") {
    CheckNotFound(run.Run(follow_ups.SetNotified(SessionId::New(random), first.source, now, AnyEvent())));
    CheckNotFound(run.Run(follow_ups.PutAside(first.session, ApOf("01AA/2"), now, AnyEvent())));
    CHECK(list().empty());
    CHECK(CountEvents(run, stores.events) == 0);
  }
}

void ReminderContract(const std::function<ReminderStores()>& make) {
  BlockingExecutor run;
  ReminderStores stores = make();
  auto& reminders = stores.reminders;
  FakeRandom random;
  const Day day = Day::Parse("2017-01-09").value();

  SUBCASE("each day is told of once, with all its events") {
    CHECK_FALSE(run.Run(reminders.LastDay()).value());
    CHECK(run.Run(reminders.Remind(day, {AnyEvent(), AnyEvent()})).value());
    CHECK_FALSE(run.Run(reminders.Remind(day, {AnyEvent()})).value());
    CHECK(CountEvents(run, stores.notices.events) == 2);
    CHECK(run.Run(reminders.LastDay()).value() == day);
    CHECK(run.Run(reminders.Remind(day.PlusDays(1), {})).value());
    CHECK(run.Run(reminders.LastDay()).value() == day.PlusDays(1));
  }

  SUBCASE("the schools are those of which anything is kept, each once") {
    CHECK(run.Run(reminders.Schools()).value().empty());
    REQUIRE(run.Run(stores.notices.notices.Keep(NoticeOf(random, 0), AnyEvent())).ok());
    REQUIRE(run.Run(stores.notices.requests.Record(RequestOf(random, "02BB/1"))).ok());
    REQUIRE(run.Run(stores.notices.requests.Record(RequestOf(random, "01AA/1"))).ok());
    CHECK(run.Run(reminders.Schools()).value() == std::vector{BrinOf("01AA"), BrinOf("02BB")});
  }
}

}  // namespace oso::store::contract
