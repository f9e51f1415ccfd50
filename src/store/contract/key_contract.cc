#include <doctest/doctest.h>

#include "store/contract/contract.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"
#include "store/sql/intake_store.h"
#include "store/sql/key_store.h"

namespace oso::store::contract {
namespace {

crypto::Key KeyOfBytes(std::uint8_t byte) { return crypto::Key::FromBytes(Bytes(32, byte)).value(); }

Result<std::string> HexOf(Result<crypto::Key> key) {
  if (!key.ok()) return std::move(key).error();
  return ToHex(key->Reveal());
}

// A school system's keys, as one process after another has them.
struct System {
  explicit System(const Place& place) : database(place.Open(sql::kSchoolSchema)) {}

  BlockingExecutor run;
  std::unique_ptr<sql::Database> database;
  FakeClock clock;
  FakeRandom random{2};
  sql::AuditLog log{*database};
  sql::KeyStore keys{*database, KeyOfBytes(9), clock, random};

  Status Put(DocumentId id, std::string_view school, std::uint8_t byte) {
    return run.Run(keys.Put(id, BrinOf(school), KeyOfBytes(byte)));
  }
  Result<std::string> Find(DocumentId id) { return HexOf(run.Run(keys.Find(id))); }
  Result<std::int64_t> Rotate(std::string_view school) { return run.Run(keys.Rotate(Tester(), BrinOf(school))); }
  std::vector<audit::StoredEvent> Events() { return run.Run(log.List(0, 1000)).value(); }
  std::int64_t Count(std::string_view sql) {
    return run
        .Run(database->Read<std::int64_t>([sql = std::string(sql)](sql::Connection& connection) {
          auto count = connection.QueryOne<std::int64_t>(sql);
          return count.ok() ? Result<std::int64_t>(**count) : Result<std::int64_t>(count.error());
        }))
        .value();
  }
  void Change(std::string sql) { REQUIRE(run.Run(Script(*database, std::move(sql))).ok()); }
};

const std::string kFirst = ToHex(Bytes(32, 1));
const std::string kSecond = ToHex(Bytes(32, 2));

}  // namespace

void KeyContract(const std::function<Keys()>& make) {
  BlockingExecutor run;
  const Keys keys = make();
  FakeRandom random;
  const DocumentId id = DocumentId::New(random);
  const DocumentId other = DocumentId::New(random);
  const Brin school = BrinOf("01AA");

  CHECK(run.Run(keys.store.Find(id)).error().code == ErrorCode::kNotFound);
  REQUIRE(run.Run(keys.store.Put(id, school, KeyOfBytes(1))).ok());

  SUBCASE("a key is found as it was put, each under its own document") {
    REQUIRE(run.Run(keys.store.Put(other, BrinOf("02BB"), KeyOfBytes(2))).ok());
    CHECK(HexOf(run.Run(keys.store.Find(id))).value() == kFirst);
    CHECK(HexOf(run.Run(keys.store.Find(other))).value() == kSecond);
  }
  SUBCASE("a document has one key, whosoever it is") {
    CHECK(run.Run(keys.store.Put(id, school, KeyOfBytes(2))).error().code == ErrorCode::kAlreadyExists);
    CHECK(run.Run(keys.store.Put(id, BrinOf("02BB"), KeyOfBytes(2))).error().code == ErrorCode::kAlreadyExists);
    CHECK(HexOf(run.Run(keys.store.Find(id))).value() == kFirst);
  }
  SUBCASE("a destroyed key is gone and no other, and to destroy it again is no error") {
    REQUIRE(run.Run(keys.store.Put(other, school, KeyOfBytes(2))).ok());
    CHECK(run.Run(keys.store.Destroy(id)).ok());
    CHECK(run.Run(keys.store.Find(id)).error().code == ErrorCode::kNotFound);
    CHECK(run.Run(keys.store.Destroy(id)).ok());
    CHECK(HexOf(run.Run(keys.store.Find(other))).value() == kSecond);
  }
}

void WrappedKeyContract(const MakePlace& make) {
  const Place place = make();
  FakeRandom random;
  const DocumentId id = DocumentId::New(random);
  const DocumentId other = DocumentId::New(random);
  System system(place);
  REQUIRE(system.Put(id, "01AA", 1).ok());

  SUBCASE("another process with the same root key finds it; one with another does not, and is told so at once") {
    CHECK(System(place).Find(id).value() == kFirst);
    System stranger(place);
    sql::KeyStore wrong(*stranger.database, KeyOfBytes(8), stranger.clock, stranger.random);
    CHECK(stranger.run.Run(wrong.CheckRoot()).error().code == ErrorCode::kConfiguration);
    CHECK(stranger.run.Run(wrong.Find(id)).error().code == ErrorCode::kConfiguration);
    CHECK(system.run.Run(system.keys.CheckRoot()).ok());
  }

  SUBCASE("a school has one key, made with its first document, and other schools have others") {
    REQUIRE(system.Put(other, "01AA", 2).ok());
    REQUIRE(system.Put(DocumentId::New(random), "02BB", 3).ok());
    CHECK(system.Count("SELECT count(*) FROM school_key") == 2);
    CHECK(system.Count("SELECT count(DISTINCT wrapped) FROM school_key") == 2);
    const auto events = system.Events();
    REQUIRE(events.size() == 2);
    CHECK(events[0].type == "key-made");
    CHECK(events[0].actor == "system");
    CHECK(events[0].fields.find("01AA") != std::string::npos);
  }

  SUBCASE("a key does not lie there as it is") {
    const auto lying = system.run.Run(system.database->Read<std::vector<Bytes>>([](sql::Connection& connection) {
      return connection.Query<Bytes>("SELECT wrapped FROM data_key UNION ALL SELECT wrapped FROM school_key");
    }));
    REQUIRE(lying.value().size() == 2);
    for (const Bytes& wrapped : *lying) {
      CHECK(wrapped.size() == crypto::WrappedKey().size());
      CHECK(ToHex(wrapped).find("0101010101010101") == std::string::npos);
    }
  }

  SUBCASE("a key that was changed, or exchanged with one of another school, is not given") {
    REQUIRE(system.Put(other, "02BB", 2).ok());
    system.Change(
        "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE school = '02BB') "
        "WHERE school = '01AA'");
    CHECK(system.Find(id).error().code == ErrorCode::kStorage);
    system.Change(
        "UPDATE school_key SET wrapped = (SELECT wrapped FROM data_key WHERE school = '02BB') "
        "WHERE school = '02BB'");
    system.clock.Advance(sql::KeyStore::kKeptSeconds + 1);
    CHECK(system.Find(other).error().code == ErrorCode::kStorage);
  }

  SUBCASE("a school's key is unwrapped once in a while") {
    system.Change("UPDATE school_key SET root = 'away'");
    system.clock.Advance(sql::KeyStore::kKeptSeconds - 1);
    CHECK(system.Find(id).ok());
    system.clock.Advance(1);
    CHECK(system.Find(id).error().code == ErrorCode::kConfiguration);
  }

  SUBCASE("destroying is in the log once") {
    REQUIRE(system.run.Run(system.keys.Destroy(id)).ok());
    REQUIRE(system.run.Run(system.keys.Destroy(id)).ok());
    const auto events = system.Events();
    REQUIRE(events.size() == 2);
    CHECK(events[1].type == "key-destroyed");
    CHECK(events[1].fields.find(id.ToString()) != std::string::npos);
  }

  SUBCASE("after a rotation all are found, by one new key, and the old one is gone and on record") {
    System beside(place);
    REQUIRE(beside.Find(id).ok());
    std::vector<DocumentId> more;
    for (int i = 0; i < 1001; ++i) {
      more.push_back(DocumentId::New(random));
      REQUIRE(system.Put(more.back(), "01AA", 2).ok());
    }
    REQUIRE(system.Put(other, "02BB", 3).ok());
    CHECK(system.Rotate("01AA").value() == 1002);
    CHECK(system.Count("SELECT count(*) FROM school_key") == 2);
    CHECK(system.Count("SELECT count(DISTINCT school_key) FROM data_key WHERE school = '01AA'") == 1);
    CHECK(system.Find(id).value() == kFirst);
    CHECK(system.Find(more.back()).value() == kSecond);
    CHECK(system.Find(other).ok());
    // A process that has the old one in memory goes on, and wraps by the new one.
    CHECK(beside.Find(id).value() == kFirst);
    REQUIRE(beside.Put(DocumentId::New(random), "01AA", 4).ok());
    CHECK(system.Count("SELECT count(DISTINCT school_key) FROM data_key WHERE school = '01AA'") == 1);
    const auto events = system.Events();
    CHECK(events[events.size() - 2].type == "key-made");
    CHECK(events.back().type == "key-destroyed");
    CHECK(events.back().actor == Tester().name);
    CHECK(system.Rotate("03CC").error().code == ErrorCode::kNotFound);
  }

  SUBCASE("a rotation that was broken off is finished by the next") {
    // As it stands after the first step: a new key, and nothing wrapped by it.
    system.Change("UPDATE school_key SET retired_at = 1");
    REQUIRE(system.Put(other, "01AA", 2).ok());
    CHECK(system.Find(id).value() == kFirst);
    CHECK(system.Rotate("01AA").value() == 2);
    CHECK(system.Count("SELECT count(*) FROM school_key") == 1);
    CHECK(system.Find(id).value() == kFirst);
    CHECK(system.Find(other).value() == kSecond);
  }

  SUBCASE("an orphan is a key of before whose document nobody names") {
    sql::IntakeStore intakes(*system.database);
    school::target::Intake intake;
    intake.id = IntakeId::New(random);
    intake.target = ApOf("02BB/1");
    intake.source = BrinOf("01AA");
    intake.key = KeyOf(7);
    intake.asked_at = system.clock.Now();
    intake.document = school::Document{other, 1, ToHex(Bytes(32, 3))};
    REQUIRE(system.Put(other, "02BB", 2).ok());
    REQUIRE(system.run.Run(intakes.Begin(intake, AnyEvent())).ok());
    const Instant now = system.clock.Now();
    CHECK(system.run.Run(system.keys.Orphans(now, 10)).value().empty());
    CHECK(system.run.Run(system.keys.Orphans(now.PlusSeconds(1), 10)).value() == std::vector{id});
  }
}

}  // namespace oso::store::contract
