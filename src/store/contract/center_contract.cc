#include <doctest/doctest.h>

#include "store/contract/contract.h"

namespace oso::store::contract {
namespace {

using exchange::AccessPoint;
using exchange::AccessPointState;

const exchange::Board kBoard{"12345", "Stichting Noord"};
const exchange::School kSchool{BrinOf("01AA"), "De Eik", exchange::Sector::kSpecialSecondary, "12345"};
const exchange::Supplier kSupplier{OinOf('1'), "Leverancier Noord"};

AccessPoint Ap(std::string_view id) {
  return {.id = ApOf(id),
          .purpose = exchange::Purpose::kTransfer,
          .sector = exchange::Sector::kPrimary,
          .supplier = OinOf('1'),
          .url = "https://eik.example/oso",
          .state = AccessPointState::kActive};
}

void Seed(BlockingExecutor& run, center::RegisterWriter& writer) {
  REQUIRE(run.Run(writer.AddBoard(kBoard, AnyEvent())).ok());
  REQUIRE(run.Run(writer.AddSchool(kSchool, AnyEvent())).ok());
  REQUIRE(run.Run(writer.AddSupplier(kSupplier, AnyEvent())).ok());
  REQUIRE(run.Run(writer.AddAccessPoint(Ap("01AA/10"), AnyEvent())).ok());
  REQUIRE(run.Run(writer.AddAccessPoint(Ap("01AA/9"), AnyEvent())).ok());
}

ErrorCode CodeOf(const Status& status) {
  REQUIRE_FALSE(status.ok());
  return status.error().code;
}

}  // namespace

void RegisterContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  auto& [owner, registry, writer, sessions, audit, events] = stores;
  Seed(run, writer);
  const auto count = [&] { return CountEvents(run, events); };

  SUBCASE("each addition writes its audit event") { CHECK(count() == 5); }

  SUBCASE("a seed loaded twice succeeds and writes nothing") {
    Seed(run, writer);
    CHECK(count() == 5);
    CHECK(run.Run(registry.ListAccessPoints({})).value().size() == 2);
  }

  SUBCASE("the same key with other values is refused and writes nothing") {
    exchange::School school = kSchool;
    school.sector = exchange::Sector::kPrimary;
    AccessPoint ap = Ap("01AA/9");
    ap.url += "2";
    CHECK(CodeOf(run.Run(writer.AddBoard({"12345", "Zuid"}, AnyEvent()))) == ErrorCode::kAlreadyExists);
    CHECK(CodeOf(run.Run(writer.AddSchool(school, AnyEvent()))) == ErrorCode::kAlreadyExists);
    CHECK(CodeOf(run.Run(writer.AddSupplier({OinOf('1'), "Zuid"}, AnyEvent()))) == ErrorCode::kAlreadyExists);
    CHECK(CodeOf(run.Run(writer.AddAccessPoint(ap, AnyEvent()))) == ErrorCode::kAlreadyExists);
    CHECK(run.Run(registry.ListBoards()).value().front().name == "Stichting Noord");
    CHECK(count() == 5);
  }

  SUBCASE("naming a board, school or supplier that is not there is refused and writes nothing") {
    exchange::School school = kSchool;
    school.brin = BrinOf("09ZZ");
    school.board = "99999";
    AccessPoint ap = Ap("01AA/1");
    ap.supplier = OinOf('9');
    CHECK(CodeOf(run.Run(writer.AddSchool(school, AnyEvent()))) == ErrorCode::kNotFound);
    CHECK(CodeOf(run.Run(writer.AddAccessPoint(ap, AnyEvent()))) == ErrorCode::kNotFound);
    CHECK(CodeOf(run.Run(writer.AddAccessPoint(Ap("09ZZ/1"), AnyEvent()))) == ErrorCode::kNotFound);
    CHECK(count() == 5);
  }

  SUBCASE("a new access point is inactive; one that was activated can be added again and stays active") {
    CHECK(run.Run(registry.ListAccessPoints({})).value()[0].state == AccessPointState::kInactive);
    CHECK(run.Run(writer.SetAccessPointState(ApOf("01AA/9"), AccessPointState::kActive, AnyEvent())).ok());
    CHECK(count() == 6);
    CHECK(run.Run(writer.AddAccessPoint(Ap("01AA/9"), AnyEvent())).ok());
    CHECK(run.Run(registry.ListAccessPoints({})).value()[0].state == AccessPointState::kActive);
    CHECK(run.Run(writer.SetAccessPointState(ApOf("01AA/9"), AccessPointState::kActive, AnyEvent())).ok());
    CHECK(count() == 6);
    const auto status = run.Run(writer.SetAccessPointState(ApOf("01AA/8"), AccessPointState::kActive, AnyEvent()));
    CHECK(CodeOf(status) == ErrorCode::kNotFound);
    CHECK(count() == 6);
  }

  SUBCASE("what was entered is read back, in order") {
    const auto ap = run.Run(registry.ListAccessPoints({})).value()[1];
    CHECK(ap.id == ApOf("01AA/10"));
    CHECK(ap.purpose == exchange::Purpose::kTransfer);
    CHECK(ap.sector == exchange::Sector::kPrimary);
    CHECK(ap.supplier == OinOf('1'));
    CHECK(ap.url == "https://eik.example/oso");
    const auto school = run.Run(registry.ListSchools()).value().at(0);
    CHECK(school.name == "De Eik");
    CHECK(school.sector == exchange::Sector::kSpecialSecondary);
    CHECK(school.board == "12345");
    CHECK(run.Run(registry.FindSupplier(OinOf('1'))).value()->name == "Leverancier Noord");
    CHECK_FALSE(run.Run(registry.FindSupplier(OinOf('9'))).value());
    REQUIRE(run.Run(writer.AddBoard({"00001", "Eerst"}, AnyEvent())).ok());
    REQUIRE(run.Run(writer.AddSupplier({OinOf('0'), "Eerst"}, AnyEvent())).ok());
    REQUIRE(run.Run(writer.AddSchool({BrinOf("00AA"), "Eerst", {}, "00001"}, AnyEvent())).ok());
    CHECK(run.Run(registry.ListBoards()).value().at(0).number == "00001");
    CHECK(run.Run(registry.ListSchools()).value().at(0).brin == BrinOf("00AA"));
    CHECK(run.Run(registry.ListSuppliers()).value().at(0).oin == OinOf('0'));
  }

  SUBCASE("each part of a filter narrows") {
    using Purpose = exchange::Purpose;
    const auto size = [&](exchange::AccessPointFilter filter) {
      return run.Run(registry.ListAccessPoints(filter)).value().size();
    };
    CHECK(size({.brin = BrinOf("01AA"), .purpose = Purpose::kTransfer, .index = 9}) == 1);
    CHECK(size({.brin = BrinOf("02BB"), .purpose = std::nullopt, .index = std::nullopt}) == 0);
    CHECK(size({.brin = std::nullopt, .purpose = Purpose::kInclusiveEducation, .index = std::nullopt}) == 0);
    CHECK(size({.brin = std::nullopt, .purpose = std::nullopt, .index = 10}) == 1);
  }

  SUBCASE("the parties of a transfer: target, source school and its access points by index") {
    const auto found = run.Run(registry.FindTransferParties(ApOf("01AA/9"), BrinOf("01AA"))).value();
    CHECK(found.target->id == ApOf("01AA/9"));
    CHECK(found.source_school->name == "De Eik");
    REQUIRE(found.sources.size() == 2);
    CHECK(found.sources[0].id.index == 9);
    const auto none = run.Run(registry.FindTransferParties(ApOf("02BB/9"), BrinOf("02BB"))).value();
    CHECK_FALSE(none.target);
    CHECK_FALSE(none.source_school);
    CHECK(none.sources.empty());
  }
}

void SessionContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  auto& [owner, registry, writer, sessions, audit, events] = stores;
  FakeRandom random;
  const center::Session session = SessionOf(random);
  const center::Closing closing{exchange::ResultCode::kTransferSucceeded, ApOf("01AA/7"), session.expires_at};
  REQUIRE(run.Run(sessions.Open(session, AnyEvent())).ok());
  const auto count = [&] { return CountEvents(run, events); };

  SUBCASE("an opened session is found with all its values") {
    const auto found = run.Run(sessions.Find(session.id)).value();
    REQUIRE(found);
    CHECK(found->id == session.id);
    CHECK(found->source == session.source);
    CHECK(found->source_index == session.source_index);
    CHECK(found->target == session.target);
    CHECK(found->kind == session.kind);
    CHECK(found->key == session.key);
    CHECK(found->target_supplier == session.target_supplier);
    CHECK(found->opened_at == session.opened_at);
    CHECK(found->expires_at == session.expires_at);
    CHECK_FALSE(found->closing);
    CHECK(count() == 1);
    CHECK_FALSE(run.Run(sessions.Find(SessionId::New(random))).value());
  }

  SUBCASE("a session id is used once") {
    CHECK(CodeOf(run.Run(sessions.Open(session, AnyEvent()))) == ErrorCode::kAlreadyExists);
    CHECK(count() == 1);
  }

  SUBCASE("a session is closed once and the first closing stands") {
    CHECK(run.Run(sessions.Close(session.id, closing, AnyEvent())).ok());
    center::Closing other = closing;
    other.result = exchange::ResultCode::kNotAvailable;
    CHECK(CodeOf(run.Run(sessions.Close(session.id, other, AnyEvent()))) == ErrorCode::kConflict);
    const auto found = run.Run(sessions.Find(session.id)).value();
    REQUIRE(found->closing);
    CHECK(found->closing->result == closing.result);
    CHECK(found->closing->source == closing.source);
    CHECK(found->closing->at == closing.at);
    CHECK(count() == 2);
  }

  SUBCASE("of several closings at the same time one wins") {
    std::vector<Task<Status>> closings;
    closings.reserve(20);
    for (int i = 0; i < 20; ++i) closings.push_back(sessions.Close(session.id, closing, AnyEvent()));
    int won = 0;
    for (const Status& status : run.RunTogether(std::move(closings))) won += status.ok() ? 1 : 0;
    CHECK(won == 1);
    CHECK(count() == 2);
  }

  SUBCASE("closing an unknown session is refused and writes nothing") {
    CHECK(CodeOf(run.Run(sessions.Close(SessionId::New(random), closing, AnyEvent()))) == ErrorCode::kNotFound);
    CHECK(count() == 1);
  }
}

void AuditContract(const std::function<CenterStores()>& make) {
  BlockingExecutor run;
  CenterStores stores = make();
  auto& [owner, registry, writer, sessions, audit, events] = stores;
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
      REQUIRE(run.Run(audit.Append(audit::BoardAdded(Tester(), now, std::to_string(i)))).ok());
    }
    const auto first = run.Run(events.List(0, 2)).value();
    REQUIRE(first.size() == 2);
    CHECK(first[1].fields == R"({"board":"1"})");
    const auto rest = run.Run(events.List(first[1].sequence, 10)).value();
    REQUIRE(rest.size() == 3);
    CHECK(rest[0].fields == R"({"board":"2"})");
    CHECK(rest[2].sequence > rest[1].sequence);
  }
}

}  // namespace oso::store::contract
