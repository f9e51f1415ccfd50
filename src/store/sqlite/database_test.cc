#include "store/sqlite/database.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"
#include "store/sqlite/audit_log.h"

namespace oso::store::sqlite {

// Any values, as texts.
template <std::size_t kSize>
struct Column<std::array<std::string, kSize>> {
  static constexpr int kWidth = kSize;
  static bool Take(Statement& statement, std::array<std::string, kSize>& values) {
    for (std::string& value : values) value = statement.TakeText();
    return true;
  }
};

namespace {

using contract::BlockingExecutor;

const Schema kNumbers{"numbers", {"CREATE TABLE number (value INTEGER PRIMARY KEY) STRICT"}};

Task<Result<std::int64_t>> Insert(Database& database, std::int64_t value) {
  co_return co_await database.Write<std::int64_t>(
      [=](Connection& connection) { return connection.Execute("INSERT INTO number (value) VALUES (?)", value); });
}

// Writes, and fails after it has written.
Task<Result<std::int64_t>> InsertAndFail(Database& database, std::int64_t value) {
  co_return co_await database.Write<std::int64_t>([=](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.Execute("INSERT INTO number (value) VALUES (?)", value));
    return Fail(ErrorCode::kConflict, "changed my mind");
  });
}

Task<Result<std::vector<std::int64_t>>> Numbers(Database& database) {
  co_return co_await database.Read<std::vector<std::int64_t>>(
      [](Connection& connection) { return connection.Query<std::int64_t>("SELECT value FROM number ORDER BY value"); });
}

Task<Status> Script(Database& database, std::string sql) {
  co_return co_await database.Write<void>([=](Connection& connection) { return connection.RunScript(sql); });
}

struct Fixture {
  contract::TemporaryFolder folder;
  std::string file = folder.File("test.db");
  BlockingExecutor run;

  std::unique_ptr<Database> Open(const Schema& schema = kNumbers) { return Database::Open(file, schema).value(); }
};

TEST_CASE_FIXTURE(Fixture, "a failing job is undone alone: the jobs that share its transaction are kept") {
  auto database = Open();
  std::vector<Task<Result<std::int64_t>>> tasks;
  tasks.reserve(100);
  for (int i = 0; i < 100; ++i) tasks.push_back(i % 3 == 0 ? InsertAndFail(*database, i) : Insert(*database, i));
  const auto results = run.RunTogether(std::move(tasks));
  for (int i = 0; i < 100; ++i) CHECK(results[static_cast<std::size_t>(i)].ok() == (i % 3 != 0));
  CHECK(results[0].error().code == ErrorCode::kConflict);
  CHECK(run.Run(Numbers(*database)).value().size() == 66);
  CHECK(run.Run(Insert(*database, 1)).error().code == ErrorCode::kAlreadyExists);
}

TEST_CASE_FIXTURE(Fixture, "of two that have the same file open each sees what the other committed") {
  auto one = Open();
  auto two = Open();
  REQUIRE(run.Run(Insert(*one, 1)).ok());
  CHECK(run.Run(Numbers(*two)).value().size() == 1);
  std::vector<Task<Result<std::int64_t>>> tasks;
  tasks.reserve(100);
  for (int i = 100; i < 200; ++i) tasks.push_back(Insert(i % 2 == 0 ? *one : *two, i));
  for (const auto& result : run.RunTogether(std::move(tasks))) CHECK(result.ok());
  CHECK(run.Run(Numbers(*one)).value().size() == 101);
}

TEST_CASE_FIXTURE(Fixture, "what is queued when a database is closed is finished first") {
  auto database = Open();
  int acknowledged = 0;
  for (int i = 0; i < 100; ++i) {
    Spawn<Result<std::int64_t>>(run, Insert(*database, i), [&](const auto& result) { acknowledged += result.ok(); });
  }
  run.RunPosted();
  database.reset();
  run.RunPosted();
  CHECK(acknowledged == 100);
  CHECK(run.Run(Numbers(*Open())).value().size() == 100);
}

TEST_CASE_FIXTURE(Fixture, "a schema is brought forward, keeps its rows, and an older program refuses it") {
  REQUIRE(run.Run(Insert(*Open(), 1)).ok());
  Schema newer = kNumbers;
  newer.migrations.emplace_back("CREATE TABLE other (value INTEGER) STRICT; INSERT INTO number VALUES (2);");
  CHECK(run.Run(Numbers(*Open(newer))).value().size() == 2);
  CHECK(run.Run(Numbers(*Open(newer))).value().size() == 2);
  const auto older = Database::Open(file, kNumbers);
  REQUIRE_FALSE(older.ok());
  CHECK(older.error().code == ErrorCode::kConfiguration);
  const auto other = Database::Open(file, kCenterSchema);
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == ErrorCode::kConfiguration);
}

TEST_CASE_FIXTURE(Fixture, "a migration that fails leaves the database as it was") {
  REQUIRE(run.Run(Insert(*Open(), 1)).ok());
  Schema broken = kNumbers;
  broken.migrations.emplace_back("INSERT INTO number VALUES (2); INSERT INTO nowhere VALUES (3);");
  CHECK_FALSE(Database::Open(file, broken).ok());
  CHECK(run.Run(Numbers(*Open())).value().size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "the files of a database are its owner's alone") {
  auto database = Open();
  using std::filesystem::perms;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
  }
}

TEST_CASE_FIXTURE(Fixture, "when the disk is full nothing is acknowledged, and afterwards writing goes on") {
  auto database = Open();
  REQUIRE(run.Run(Insert(*database, 1)).ok());
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit full{std::filesystem::file_size(file + "-wal") + 1000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &full) == 0);
  std::vector<Task<Result<std::int64_t>>> tasks;
  for (int i = 2; i < 10; ++i) tasks.push_back(Insert(*database, i));
  const auto results = run.RunTogether(std::move(tasks));
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  (void)std::signal(SIGXFSZ, handler);
  for (const auto& result : results) {
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kStorage);
  }
  CHECK(run.Run(Numbers(*database)).value().size() == 1);
  CHECK(run.Run(Insert(*database, 2)).ok());
  CHECK(run.Run(Numbers(*Open())).value().size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "a transaction that SQLite ended takes its whole group with it") {
  auto database = Open();
  std::vector<Task<Result<std::int64_t>>> tasks;
  tasks.push_back(Insert(*database, 1));  // a group of its own while the others gather
  for (int i = 2; i < 6; ++i) tasks.push_back(Insert(*database, i));
  tasks.push_back(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.RunScript("ROLLBACK"));
    return Fail(ErrorCode::kStorage, "as if the disk were full");
  }));
  const auto results = run.RunTogether(std::move(tasks));
  std::size_t kept = 0;
  for (const auto& result : results) kept += result.ok() ? 1 : 0;
  CHECK_FALSE(results.back().ok());
  CHECK(run.Run(Numbers(*database)).value().size() == kept);
}

TEST_CASE_FIXTURE(Fixture,
                  "a file that cannot be made or is no database is a storage error, and a reader cannot write") {
  CHECK(Database::Open(folder.File("no/such/folder.db"), kNumbers).error().code == ErrorCode::kStorage);
  std::ofstream(folder.File("garbage")) << std::string(4096, 'x');
  CHECK(Database::Open(folder.File("garbage"), kNumbers).error().code == ErrorCode::kStorage);
  auto database = Open();
  const auto written = run.Run(database->Read<std::int64_t>(
      [](Connection& connection) { return connection.Execute("INSERT INTO number (value) VALUES (1)"); }));
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(Fixture, "an audit event is neither changed nor deleted") {
  for (const Schema* schema : {&kCenterSchema, &kSchoolSchema}) {
    file = folder.File(schema->name.c_str());
    auto database = Open(*schema);
    AuditLog audit(*database);
    REQUIRE(run.Run(audit.Append(contract::AnyEvent())).ok());
    CHECK(run.Run(Script(*database, "UPDATE audit_event SET actor = 'nobody'")).error().detail ==
          "audit_event is append-only");
    CHECK(run.Run(Script(*database, "DELETE FROM audit_event")).error().code == ErrorCode::kStorage);
    CHECK(run.Run(Script(*database, "REPLACE INTO audit_event VALUES (1, 0, '', '', '', '')")).ok() == false);
    CHECK(run.Run(audit.List(0, 10)).value().at(0).actor == "account:tester");
  }
}

TEST_CASE_FIXTURE(Fixture, "offered dossiers and unfinished intakes are found by one probe of an index") {
  auto database = Open(kSchoolSchema);
  const auto plan = [&](const std::string& query) {
    return run.Run(database->Read<std::string>([=](Connection& connection) -> Result<std::string> {
      ASSIGN_OR_RETURN(auto step, connection.QueryOne<std::array<std::string, 4>>("EXPLAIN QUERY PLAN " + query));
      return step->at(3);  // after three numbers, the sentence
    }));
  };
  CHECK(plan("SELECT * FROM dossier WHERE school = ? AND offer_key = ? ORDER BY collected_at DESC, sequence DESC")
            .value() == "SEARCH dossier USING INDEX dossier_offered (school=? AND offer_key=?)");
  CHECK(plan("SELECT * FROM intake WHERE state IN ('asked', 'imported') ORDER BY asked_at, sequence").value() ==
        "SCAN intake USING INDEX intake_unfinished_by_age");
  CHECK(plan("SELECT * FROM intake WHERE target = ? AND target_number = ? AND source = ? AND search_key = ? AND "
             "kind = ? AND state IN ('asked', 'imported')")
            .value()
            .starts_with("SEARCH intake USING INDEX intake_unfinished (target=? AND target_number=?"));
}

}  // namespace
}  // namespace oso::store::sqlite
