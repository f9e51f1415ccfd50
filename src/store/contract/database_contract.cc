#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <thread>

#include "store/contract/contract.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"

namespace oso::store::contract {

using sql::Connection;
using sql::Database;

const sql::Schema kNumbers{"numbers", {"CREATE TABLE number (value INTEGER NOT NULL PRIMARY KEY) STRICT;"}};

Task<Result<std::int64_t>> Insert(Database& database, std::int64_t value) {
  co_return co_await database.Write<std::int64_t>(
      [=](Connection& connection) { return connection.Execute("INSERT INTO number (value) VALUES (?)", value); });
}

Task<Result<std::vector<std::int64_t>>> Numbers(Database& database) {
  co_return co_await database.Read<std::vector<std::int64_t>>(
      [](Connection& connection) { return connection.Query<std::int64_t>("SELECT value FROM number ORDER BY value"); });
}

Task<Status> Script(Database& database, std::string sql) {
  co_return co_await database.Write<void>([=](Connection& connection) { return connection.RunScript(sql); });
}

namespace {

// Writes, and fails after it has written.
Task<Result<std::int64_t>> InsertAndFail(Database& database, std::int64_t value) {
  co_return co_await database.Write<std::int64_t>([=](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.Execute("INSERT INTO number (value) VALUES (?)", value));
    return Fail(ErrorCode::kConflict, "changed my mind");
  });
}

// Appends an event, and fails after it if it is told to. Gives the position it was told.
Task<Result<std::int64_t>> Append(Database& database, bool fails) {
  co_return co_await database.Write<std::int64_t>([=](Connection& connection) -> Result<std::int64_t> {
    ASSIGN_OR_RETURN(std::int64_t position, connection.Append(AnyEvent()));
    if (fails) return Fail(ErrorCode::kConflict, "changed my mind");
    return position;
  });
}

void CheckConsecutive(BlockingExecutor& run, Database& database, std::size_t count) {
  const auto positions =
      run.Run(database.Read<std::vector<std::int64_t>>([](Connection& connection) {
           return connection.Query<std::int64_t>("SELECT position FROM audit_event ORDER BY position");
         }))
          .value();
  REQUIRE(positions.size() == count);
  for (std::size_t i = 0; i < count; ++i) CHECK(std::cmp_equal(positions[i], i));
}

}  // namespace

void DatabaseContract(const MakePlace& make) {
  const Place place = make();
  BlockingExecutor run;
  auto database = place.Open(kNumbers);

  SUBCASE("a failing job is undone alone: the jobs that share its transaction are kept") {
    std::vector<Task<Result<std::int64_t>>> tasks;
    tasks.reserve(100);
    for (int i = 0; i < 100; ++i) tasks.push_back(i % 3 == 0 ? InsertAndFail(*database, i) : Insert(*database, i));
    const auto results = run.RunTogether(std::move(tasks));
    for (int i = 0; i < 100; ++i) CHECK(results[static_cast<std::size_t>(i)].ok() == (i % 3 != 0));
    CHECK(results[0].error().code == ErrorCode::kConflict);
    CHECK(run.Run(Numbers(*database)).value().size() == 66);
    CHECK(run.Run(Insert(*database, 1)).error().code == ErrorCode::kAlreadyExists);
    CHECK(database->counts().jobs == 66);
  }

  SUBCASE("jobs that wait share a commit") {
    std::vector<Task<Result<std::int64_t>>> tasks;
    tasks.push_back(database->Write<std::int64_t>([](Connection&) -> Result<std::int64_t> {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the others gather
      return 0;
    }));
    for (int i = 0; i < 100; ++i) tasks.push_back(Insert(*database, i));
    for (const auto& result : run.RunTogether(std::move(tasks))) CHECK(result.ok());
    CHECK(database->counts().jobs == 101);
    CHECK(database->counts().commits <= 3);
  }

  SUBCASE("a job that goes on after a statement failed is not kept") {
    REQUIRE(run.Run(Insert(*database, 1)).ok());
    std::vector<Task<Result<std::int64_t>>> tasks;
    for (int i = 2; i < 6; ++i) tasks.push_back(Insert(*database, i));
    tasks.push_back(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
      (void)connection.RunScript("ROLLBACK");
      return 0;
    }));
    const auto results = run.RunTogether(std::move(tasks));
    CHECK_FALSE(results.back().ok());
    for (std::size_t i = 0; i < 4; ++i) CHECK(results[i].ok());
    CHECK(run.Run(Numbers(*database)).value().size() == 5);
  }

  SUBCASE("a failing read does not disturb the reads beside it, and a reader cannot write") {
    std::vector<Task<Result<std::vector<std::int64_t>>>> tasks;
    tasks.reserve(20);
    for (int i = 0; i < 20; ++i) {
      tasks.push_back(i % 2 == 0 ? Numbers(*database)
                                 : database->Read<std::vector<std::int64_t>>([](Connection& connection) {
                                     return connection.Query<std::int64_t>("SELECT value FROM nowhere");
                                   }));
    }
    const auto results = run.RunTogether(std::move(tasks));
    for (std::size_t i = 0; i < 20; ++i) CHECK(results[i].ok() == (i % 2 == 0));
    const auto written = run.Run(database->Read<std::int64_t>(
        [](Connection& connection) { return connection.Execute("INSERT INTO number (value) VALUES (1)"); }));
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().code == ErrorCode::kStorage);
  }

  SUBCASE("of two that have the same database open each sees what the other committed") {
    auto other = place.Open(kNumbers);
    REQUIRE(run.Run(Insert(*database, 1)).ok());
    CHECK(run.Run(Numbers(*other)).value().size() == 1);
    std::vector<Task<Result<std::int64_t>>> tasks;
    tasks.reserve(100);
    for (int i = 100; i < 200; ++i) tasks.push_back(Insert(i % 2 == 0 ? *database : *other, i));
    for (const auto& result : run.RunTogether(std::move(tasks))) CHECK(result.ok());
    CHECK(run.Run(Numbers(*database)).value().size() == 101);
  }

  SUBCASE("what is queued when a database is closed is finished first") {
    int acknowledged = 0;
    for (int i = 0; i < 100; ++i) {
      Spawn<Result<std::int64_t>>(run, Insert(*database, i), [&](const auto& result) { acknowledged += result.ok(); });
    }
    run.RunPosted();
    database.reset();
    run.RunPosted();
    CHECK(acknowledged == 100);
    CHECK(run.Run(Numbers(*place.Open(kNumbers))).value().size() == 100);
  }
}

void SharedLogContract(const MakePlace& make) {
  const Place place = make();
  BlockingExecutor run;
  auto database = place.Open(sql::kCenterSchema);

  SUBCASE("positions are consecutive from 0, and a failing job leaves no gap and no event") {
    std::vector<Task<Result<std::int64_t>>> tasks;
    tasks.reserve(50);
    for (int i = 0; i < 50; ++i) tasks.push_back(Append(*database, i % 7 == 6));
    std::int64_t next = 0;
    for (const auto& result : run.RunTogether(std::move(tasks))) {
      if (result.ok()) CHECK(*result == next++);
    }
    CHECK(next == 43);
    CheckConsecutive(run, *database, 43);
  }

  SUBCASE("of two databases that append at once none loses an event, and each was told the position it has") {
    auto other = place.Open(sql::kCenterSchema);
    std::vector<Task<Result<std::int64_t>>> tasks;
    tasks.reserve(400);
    for (int i = 0; i < 400; ++i) tasks.push_back(Append(i % 2 == 0 ? *database : *other, i % 41 == 40));
    std::set<std::int64_t> told;
    for (const auto& result : run.RunTogether(std::move(tasks))) {
      if (result.ok()) CHECK(told.insert(*result).second);
    }
    CHECK(told.size() == 391);
    CheckConsecutive(run, *database, 391);
    CHECK(*told.rbegin() == 390);
  }

  SUBCASE("an event with bytes that are no text, or a NUL, is kept and read back") {
    sql::AuditLog audit(*database);
    const std::string odd("a\xff\xed\xa0\x80\xc3\xa9\0z", 9);
    REQUIRE(run.Run(audit.Append(audit::CallRefused(Tester(), FakeClock().Now(), "x", "y", odd))).ok());
    const std::string fffd = "\xef\xbf\xbd";
    CHECK(run.Run(audit.List(0, 1)).value().at(0).fields ==
          R"({"operation":"x","reason":"y","detail":"a)" + fffd + fffd + fffd + fffd + "\xc3\xa9\\u0000z\"}");
  }

  SUBCASE("an audit event is neither changed nor deleted") {
    for (const sql::Schema* schema : {&sql::kCenterSchema, &sql::kSchoolSchema}) {
      const Place fresh = make();
      auto opened = fresh.Open(*schema);
      sql::AuditLog audit(*opened);
      REQUIRE(run.Run(audit.Append(AnyEvent())).ok());
      for (const char* change : {"UPDATE audit_event SET entry = ''", "DELETE FROM audit_event"}) {
        const Status refused = run.Run(Script(*opened, change));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().detail == "audit_event is append-only");
        CHECK(refused.error().code == ErrorCode::kStorage);
      }
      CHECK(run.Run(audit.List(0, 10)).value().at(0).actor == "account:tester");
    }
  }
}

}  // namespace oso::store::contract
