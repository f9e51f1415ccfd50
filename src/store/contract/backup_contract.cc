#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "audit/log_verifier.h"
#include "audit/sealer.h"
#include "audit/stored_log.h"
#include "store/backup.h"
#include "store/contract/contract.h"
#include "store/contract/log_entries.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"
#include "store/sql/log_store.h"
#include "store/sql/session_store.h"

namespace oso::store::contract {
namespace {

audit::NoteSigner LogKey() {
  static const auto key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  return audit::NoteSigner::Create("log.example/oso", audit::NoteKeyType::kEd25519, key).value();
}

// A centre's database in use.
struct Center {
  explicit Center(const Place& place) : database(place.Open(sql::kCenterSchema)) {}

  std::unique_ptr<sql::Database> database;
  sql::AuditLog events{*database};
  sql::SessionStore sessions{*database};
  sql::LogStore log{*database};
  BlockingExecutor run;
  int appended = 0;

  void Append(int count) { AppendEntries(run, events, appended, count); }
  void Seal() {
    audit::Sealer sealer(log, LogKey());
    REQUIRE(run.Run(sealer.Run()).ok());
  }
};

audit::LogReport VerifyIn(const std::string& place, std::optional<audit::Checkpoint> trusted = {}) {
  BlockingExecutor run;
  const auto database = OpenToRead(place, sql::kCenterSchema);
  REQUIRE(database.ok());
  sql::LogStore log(**database);
  audit::StoredLog files(log);
  return run.Run(audit::VerifyLog(files, {.log = LogKey().verifier()}, std::move(trusted))).value();
}

std::string BytesOf(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<MakePlace> Engines() {
  std::vector<MakePlace> engines{InSqlite};
  if (HasPostgres()) engines.emplace_back(InPostgres);
  return engines;
}

}  // namespace

void BackupContract(const MakePlace& make) {
  const Place place = make();
  const TemporaryFolder folder;
  const std::string file = folder.File("backup.db");
  const auto back_up = [&](const std::string& to) { return Backup(place.text, sql::kCenterSchema, to); };

  SUBCASE("what is backed up while it is written to is whole, of one moment, and restored into either engine") {
    Center center(place);
    FakeRandom random;
    center.Append(2500);  // several pages
    center.Seal();
    REQUIRE(center.run.Run(center.sessions.Open(SessionOf(random), AnyEvent(), std::nullopt)).ok());
    std::atomic<bool> is_done = false;
    std::thread writing([&] {
      while (!is_done) {
        center.Append(20);
        center.Seal();
      }
    });
    const Status backed_up = back_up(file);
    is_done = true;
    writing.join();
    REQUIRE(backed_up.ok());

    const auto report = VerifyIn(file);
    CHECK(report.findings.empty());
    CHECK(report.entries >= 2500);
    for (const MakePlace& engine : Engines()) {
      const Place other = engine();
      REQUIRE(Restore(file, sql::kCenterSchema, other.text).ok());
      CHECK(VerifyIn(other.text, report.checkpoint).findings.empty());
      // Nothing was lost or changed on the way.
      const std::string again = folder.File("again.db");
      REQUIRE(Backup(other.text, sql::kCenterSchema, again).ok());
      CHECK(BytesOf(again) == BytesOf(file));
      std::filesystem::remove(again);
      // It is written to again, and refused to a second backup.
      Center restored(other);
      restored.Append(3);
      restored.Seal();
      CHECK(VerifyIn(other.text, report.checkpoint).findings.empty());
      CHECK(Restore(file, sql::kCenterSchema, other.text).error().code == ErrorCode::kAlreadyExists);
      CHECK(VerifyIn(other.text).checkpoint->size > report.checkpoint->size);
    }
  }

  SUBCASE("a backup takes no file's place, is for its owner alone, and leaves nothing beside it") {
    {
      const auto made = place.Open(sql::kCenterSchema);
    }
    std::ofstream(file) << "something else";
    CHECK(back_up(file).error().code == ErrorCode::kAlreadyExists);
    CHECK(BytesOf(file) == "something else");
    std::filesystem::remove(file);
    std::ofstream(file + ".part") << "what another is at work on, or left behind";
    CHECK(back_up(file).error().code == ErrorCode::kConflict);
    CHECK_FALSE(std::filesystem::exists(file));
    std::filesystem::remove(file + ".part");
    REQUIRE(back_up(file).ok());
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK(VerifyIn(file).findings.size() == 1);  // no checkpoint yet
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK(back_up(folder.File("no/such/folder")).error().code == ErrorCode::kStorage);
  }

  SUBCASE("what is no database of a centre is neither backed up nor restored from") {
    CHECK(back_up(file).error().code == ErrorCode::kNotFound);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(Restore(file, sql::kCenterSchema, place.text).error().code == ErrorCode::kNotFound);
    std::ofstream(file) << std::string(10'000, 'x');
    CHECK(Restore(file, sql::kCenterSchema, place.text).error().code == ErrorCode::kStorage);
    CHECK(OpenToRead(place.text, sql::kCenterSchema).error().code == ErrorCode::kNotFound);  // nothing was made
    {
      const auto made = place.Open(sql::kSchoolSchema);
    }
    CHECK(back_up(folder.File("other.db")).error().code == ErrorCode::kConfiguration);
  }

  SUBCASE("a backup that is damaged is not restored by half, and the good one is taken after it") {
    {
      Center center(place);
      center.Append(2500);
      center.Seal();
    }
    REQUIRE(back_up(file).ok());
    const std::string good = BytesOf(file);
    const std::string damaged = folder.File("damaged.db");
    std::ofstream(damaged, std::ios::binary) << good.substr(0, good.size() / 2) << std::string(good.size() / 2, '\0');
    const Place other = make();
    CHECK_FALSE(Restore(damaged, sql::kCenterSchema, other.text).ok());
    REQUIRE(Restore(file, sql::kCenterSchema, other.text).ok());
    CHECK(VerifyIn(other.text).findings.empty());
  }

  SUBCASE("a backup of an older version is restored as this program knows it, one of a newer is refused") {
    {
      const auto made = place.Open(sql::kCenterSchema);
    }
    REQUIRE(back_up(file).ok());
    sql::Schema newer = sql::kCenterSchema;
    newer.migrations.emplace_back("CREATE TABLE other (value INTEGER NOT NULL PRIMARY KEY) STRICT;");
    const Place other = make();
    REQUIRE(Restore(file, newer, other.text).ok());
    CHECK(OpenDatabase(other.text, sql::kCenterSchema).error().code == ErrorCode::kConfiguration);
    const std::string newest = folder.File("newest.db");
    REQUIRE(Backup(other.text, newer, newest).ok());
    CHECK(Restore(newest, sql::kCenterSchema, make().text).error().code == ErrorCode::kConfiguration);
  }

  SUBCASE("who opens a database to read it changes nothing") {
    Center center(place);
    center.Append(1);
    const auto reading = OpenToRead(place.text, sql::kCenterSchema);
    REQUIRE(reading.ok());
    sql::AuditLog events(**reading);
    BlockingExecutor run;
    CHECK_FALSE(run.Run(events.Append(AnyEvent())).ok());
    CHECK(CountEvents(run, events) == 1);
    center.Append(1);
    CHECK(CountEvents(run, events) == 2);
  }
}

}  // namespace oso::store::contract
