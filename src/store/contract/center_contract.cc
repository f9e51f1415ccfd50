#include <doctest/doctest.h>

#include "store/contract/contract.h"

namespace oso::store::contract {
namespace {

using center::Closing;
using center::Session;
using center::Verdict;
using exchange::RegisterChange;
using exchange::ResultCode;

const exchange::Board kBoard{"12345", "Stichting Noord"};
const exchange::School kSchool{BrinOf("01AA"), "De Eik", exchange::Sector::kSpecialSecondary, "12345"};

RegisterChange Change(exchange::RegisterEntry entry, std::string why = "try") {
  return {.at = FakeClock().Now(), .actor = "account:tester", .why = std::move(why), .entry = std::move(entry)};
}

template <class T>
ErrorCode CodeOf(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

}  // namespace

void RegisterContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  center::RegisterStore& registry = stores.registry;
  const auto count = [&] { return CountEvents(run, stores.events); };
  CHECK(run.Run(registry.Version()).value() == 0);
  REQUIRE(run.Run(registry.Append(0, {Change(kBoard), Change(kSchool)}, {AnyEvent()})).value() == 2);

  SUBCASE("what was added is read back, in order, with who, when and why") {
    const auto changes = run.Run(registry.Changes(0, 10)).value();
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].version == 1);
    CHECK(changes[0].at == FakeClock().Now());
    CHECK(changes[0].actor == "account:tester");
    CHECK(changes[0].why == "try");
    CHECK(std::get<exchange::Board>(changes[0].entry) == kBoard);
    CHECK(std::get<exchange::School>(changes[1].entry) == kSchool);
    CHECK(run.Run(registry.Version()).value() == 2);
    CHECK(count() == 1);
  }

  SUBCASE("changes after a version, and no more than were asked for") {
    CHECK(run.Run(registry.Changes(1, 10)).value().size() == 1);
    CHECK(run.Run(registry.Changes(0, 1)).value().size() == 1);
    CHECK(run.Run(registry.Changes(2, 10)).value().empty());
  }

  SUBCASE("what was decided on an older register is refused, and writes nothing") {
    CHECK(CodeOf(run.Run(registry.Append(1, {Change(kBoard)}, {AnyEvent()}))) == ErrorCode::kConflict);
    CHECK(CodeOf(run.Run(registry.Append(3, {Change(kBoard)}, {AnyEvent()}))) == ErrorCode::kConflict);
    CHECK(run.Run(registry.Version()).value() == 2);
    CHECK(count() == 1);
  }

  SUBCASE("the history of an entry is all that it was, and of no other") {
    exchange::Board renamed = kBoard;
    renamed.name = "Stichting Nóórd";
    REQUIRE(run.Run(registry.Append(2, {Change(renamed, "renamed")}, {})).ok());
    const auto history = run.Run(registry.History("board", "12345")).value();
    REQUIRE(history.size() == 2);
    CHECK(std::get<exchange::Board>(history[0].entry).name == "Stichting Noord");
    CHECK(std::get<exchange::Board>(history[1].entry).name == "Stichting Nóórd");
    CHECK(history[1].why == "renamed");
    CHECK(run.Run(registry.History("board", "99999")).value().empty());
    CHECK(run.Run(registry.History("school", "12345")).value().empty());
  }

  SUBCASE("of two who change at once one is first") {
    std::vector<Task<Result<std::int64_t>>> both;
    both.push_back(registry.Append(2, {Change(kBoard)}, {AnyEvent()}));
    both.push_back(registry.Append(2, {Change(kSchool)}, {AnyEvent()}));
    const auto answers = run.RunTogether(std::move(both));
    CHECK(answers[0].ok() != answers[1].ok());
    CHECK(run.Run(registry.Version()).value() == 3);
    CHECK(count() == 2);
  }
}

void SessionContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  center::SessionStore& sessions = stores.sessions;
  FakeRandom random;
  const Session session = SessionOf(random);
  const Closing closing{ResultCode::kTransferSucceeded, ApOf("01AA/7"), session.expires_at};
  const auto close = [&](const std::optional<Session>& found) {
    if (!found) return Verdict{ResultCode::kSessionUnknown, {}, AnyEvent()};
    if (found->closing) return Verdict{ResultCode::kSessionAlreadyClosed, {}, {}};
    return Verdict{ResultCode::kTransferSucceeded, closing, AnyEvent()};
  };
  REQUIRE(run.Run(sessions.Open(session, AnyEvent(), {})).ok());
  const auto count = [&] { return CountEvents(run, stores.events); };

  SUBCASE("an opened session is found with all its values") {
    const auto found = run.Run(sessions.Find(session.id)).value();
    REQUIRE(found);
    CHECK(found->id == session.id);
    CHECK(found->source == session.source);
    CHECK(found->source_index == session.source_index);
    CHECK(found->target == session.target);
    CHECK(found->kind == session.kind);
    CHECK(found->blinding == session.blinding);
    CHECK(found->key == session.key);
    CHECK(found->target_supplier == session.target_supplier);
    CHECK(found->opened_at == session.opened_at);
    CHECK(found->expires_at == session.expires_at);
    CHECK(found->log_position == 0);
    CHECK_FALSE(found->closing);
    CHECK(count() == 1);
    CHECK_FALSE(run.Run(sessions.Find(SessionId::New(random))).value());
  }

  SUBCASE("a session id is used once") {
    CHECK(CodeOf(run.Run(sessions.Open(session, AnyEvent(), {}))) == ErrorCode::kAlreadyExists);
    CHECK(count() == 1);
  }

  SUBCASE("under one idempotency key there is one session, and the second asking writes nothing") {
    const center::IdempotencyDigest key{7};
    const Session first = SessionOf(random);
    const Session second = SessionOf(random);
    CHECK(run.Run(sessions.Open(first, AnyEvent(), key)).value().log_position == 1);
    CHECK(run.Run(sessions.Open(second, AnyEvent(), key)).value().id == first.id);
    CHECK_FALSE(run.Run(sessions.Find(second.id)).value());
    CHECK(run.Run(sessions.Open(second, AnyEvent(), center::IdempotencyDigest{8})).value().id == second.id);
    CHECK(count() == 3);
  }

  SUBCASE("two askings at once under one idempotency key give one session") {
    const center::IdempotencyDigest key{7};
    std::vector<Task<Result<Session>>> both;
    both.push_back(sessions.Open(SessionOf(random), AnyEvent(), key));
    both.push_back(sessions.Open(SessionOf(random), AnyEvent(), key));
    const auto answers = run.RunTogether(std::move(both));
    CHECK(answers[0].value().id == answers[1].value().id);
    CHECK(count() == 2);
  }

  SUBCASE("what the judge says is written: a closing with its event, and where that stands in the log") {
    CHECK(run.Run(sessions.Settle(session.id, close)).value() == ResultCode::kTransferSucceeded);
    const auto found = run.Run(sessions.Find(session.id)).value();
    REQUIRE(found->closing);
    CHECK(found->closing->result == closing.result);
    CHECK(found->closing->source == closing.source);
    CHECK(found->closing->at == closing.at);
    CHECK(found->closing->log_position == 1);
    CHECK(run.Run(sessions.Settle(session.id, close)).value() == ResultCode::kSessionAlreadyClosed);
    CHECK(count() == 2);
  }

  SUBCASE("an unknown session is judged too, and its event is written") {
    CHECK(run.Run(sessions.Settle(SessionId::New(random), close)).value() == ResultCode::kSessionUnknown);
    CHECK(count() == 2);
  }

  SUBCASE("of two who close at once one is first") {
    std::vector<Task<Result<ResultCode>>> both;
    both.push_back(sessions.Settle(session.id, close));
    both.push_back(sessions.Settle(session.id, close));
    const auto answers = run.RunTogether(std::move(both));
    const int closed = (answers[0].value() == ResultCode::kTransferSucceeded ? 1 : 0) +
                       (answers[1].value() == ResultCode::kTransferSucceeded ? 1 : 0);
    CHECK(closed == 1);
    CHECK(count() == 2);
  }

  SUBCASE("sessions of a time, in the order of opening, page by page") {
    std::vector<Session> all = {session};
    for (int i = 1; i <= 4; ++i) {
      Session next = SessionOf(random);
      next.opened_at = session.opened_at.PlusSeconds(i);
      next.id = SessionId::NewAt(next.opened_at, random);
      REQUIRE(run.Run(sessions.Open(next, AnyEvent(), {})).ok());
      all.push_back(next);
    }
    const Instant from = session.opened_at.PlusSeconds(1);
    const Instant until = session.opened_at.PlusSeconds(4);
    const auto first = run.Run(sessions.OpenedBetween(from, until, {}, 2)).value();
    REQUIRE(first.size() == 2);
    CHECK(first[0].id == all[1].id);
    CHECK(first[1].id == all[2].id);
    const auto rest = run.Run(sessions.OpenedBetween(from, until, first[1].id, 2)).value();
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].id == all[3].id);
  }
}

void LinkContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  FakeRandom random;
  const center::Link link{exchange::LinkKey::New(random), ApOf("01AA/7"), ApOf("02BB/8"), FakeClock().Now()};
  const center::IdempotencyDigest key{7};
  REQUIRE(run.Run(stores.links.Issue(link, AnyEvent(), key)).ok());

  SUBCASE("an issued link is found with all its values") {
    const auto found = run.Run(stores.links.Find(link.key)).value();
    REQUIRE(found);
    CHECK(found->key == link.key);
    CHECK(found->source == link.source);
    CHECK(found->target == link.target);
    CHECK(found->issued_at == link.issued_at);
    CHECK_FALSE(run.Run(stores.links.Find(exchange::LinkKey::New(random))).value());
  }

  SUBCASE("under one idempotency key there is one link") {
    center::Link second = link;
    second.key = exchange::LinkKey::New(random);
    CHECK(run.Run(stores.links.Issue(second, AnyEvent(), key)).value().key == link.key);
    CHECK_FALSE(run.Run(stores.links.Find(second.key)).value());
    CHECK(run.Run(stores.links.Issue(second, AnyEvent(), {})).value().key == second.key);
    CHECK(CountEvents(run, stores.events) == 2);
  }
}

void AuditContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  auto& [owner, registry, sessions, links, audit, events] = stores;
  const Instant now = FakeClock().Now();

  SUBCASE("an event is listed as it was appended, its fields in the order of the catalogue") {
    const std::string odd = "a \"b\" \\ \n\x01 \xc3\xa9/";
    REQUIRE(run.Run(audit.Append(audit::CallRefused(Tester(), now, "overdracht", "forbidden", odd))).ok());
    const auto listed = run.Run(events.List(0, 10)).value();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].at == "2017-01-01T00:00:00.000000Z");
    CHECK(listed[0].type == "call-refused");
    CHECK(listed[0].actor == "account:tester");
    CHECK(listed[0].request == "request-1");
    CHECK(
        listed[0].fields ==
        "{\"operation\":\"overdracht\",\"reason\":\"forbidden\",\"detail\":\"a \\\"b\\\" \\\\ \\n\\u0001 \xc3\xa9/\"}");
  }

  SUBCASE("events are listed in order of writing, after a sequence and up to a limit") {
    for (int i = 0; i < 5; ++i) {
      REQUIRE(run.Run(audit.Append(audit::RegisterEntryChanged(Tester(), now, "board", std::to_string(i), ""))).ok());
    }
    const auto first = run.Run(events.List(0, 2)).value();
    REQUIRE(first.size() == 2);
    CHECK(first[1].fields == R"({"kind":"board","entry":"1","why":""})");
    const auto rest = run.Run(events.List(first[1].sequence, 10)).value();
    REQUIRE(rest.size() == 3);
    CHECK(rest[0].fields == R"({"kind":"board","entry":"2","why":""})");
    CHECK(rest[2].sequence > rest[1].sequence);
  }
}

}  // namespace oso::store::contract
