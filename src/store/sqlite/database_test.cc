#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "store/contract/contract.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"
#include "store/sqlite/connection.h"

namespace oso::store::sql {

// Any values, as texts.
template <std::size_t kSize>
struct Column<std::array<std::string, kSize>> {
  static constexpr int kWidth = kSize;
  static bool Take(Statement& statement, std::array<std::string, kSize>& values) {
    for (std::string& value : values) value = statement.TakeText();
    return true;
  }
};

}  // namespace oso::store::sql

namespace oso::store::sqlite {
namespace {

using contract::Insert;
using contract::kNumbers;
using contract::Numbers;
using contract::Script;
using sql::Connection;

struct Fixture {
  contract::TemporaryFolder folder;
  std::string file = folder.File("test.db");
  BlockingExecutor run;

  std::unique_ptr<sql::Database> Open(const sql::Schema& schema = kNumbers) {
    return OpenDatabase(file, schema).value();
  }
};

TEST_CASE_FIXTURE(Fixture, "the files of a database are its owner's alone") {
  auto database = Open();
  using std::filesystem::perms;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
  }
}

TEST_CASE_FIXTURE(Fixture, "what was deleted is not in the file when the database is closed") {
  const auto holds = [&](std::string_view text) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    return bytes.find(text) != std::string::npos;
  };
  sql::Schema texts{"texts", {"CREATE TABLE kept (value TEXT) STRICT;"}};
  REQUIRE(run.Run(Script(*Open(texts), "INSERT INTO kept VALUES ('stays'), ('destroyed')")).ok());
  REQUIRE(holds("destroyed"));
  REQUIRE(run.Run(Script(*Open(texts), "DELETE FROM kept WHERE value = 'destroyed'")).ok());
  CHECK(holds("stays"));
  CHECK_FALSE(holds("destroyed"));
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

TEST_CASE_FIXTURE(Fixture, "a transaction that SQLite ended does not take the others of its group with it") {
  auto database = Open();
  std::vector<Task<Result<std::int64_t>>> tasks;
  tasks.push_back(Insert(*database, 1));  // a group of its own while the others gather
  for (int i = 2; i < 6; ++i) tasks.push_back(Insert(*database, i));
  tasks.push_back(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.RunScript("ROLLBACK"));
    return Fail(ErrorCode::kStorage, "as if the disk were full");
  }));
  const auto results = run.RunTogether(std::move(tasks));
  CHECK_FALSE(results.back().ok());
  CHECK(run.Run(Numbers(*database)).value().size() == 5);
}

TEST_CASE_FIXTURE(Fixture, "while another process does not end its writing, a write is kUnavailable; then it goes on") {
  auto database = Open();
  REQUIRE(run.Run(Script(*database, "PRAGMA busy_timeout = 50")).ok());  // rather than seconds
  auto other = Engine(file).Connect(sql::Access::kWrite).value();
  REQUIRE(other->RunScript("BEGIN IMMEDIATE").ok());
  const auto refused = run.Run(Insert(*database, 1));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kUnavailable);
  CHECK(run.Run(Numbers(*database)).value().empty());  // reading goes on
  REQUIRE(other->RunScript("ROLLBACK").ok());
  CHECK(run.Run(Insert(*database, 1)).ok());
}

TEST_CASE_FIXTURE(Fixture, "a file that cannot be made or is no database is a storage error") {
  CHECK(OpenDatabase(folder.File("no/such/folder.db"), kNumbers).error().code == ErrorCode::kStorage);
  std::ofstream(folder.File("garbage")) << std::string(4096, 'x');
  CHECK(OpenDatabase(folder.File("garbage"), kNumbers).error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(Fixture, "an audit event is not replaced either") {
  auto database = Open(sql::kCenterSchema);
  sql::AuditLog audit(*database);
  REQUIRE(run.Run(audit.Append(contract::AnyEvent())).ok());
  CHECK_FALSE(run.Run(Script(*database, "REPLACE INTO audit_event VALUES (0, '{}')")).ok());
  CHECK(run.Run(audit.List(0, 10)).value().at(0).actor == "account:tester");
}

TEST_CASE_FIXTURE(Fixture, "offered dossiers and unfinished intakes are found by one probe of an index") {
  auto database = Open(sql::kSchoolSchema);
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
