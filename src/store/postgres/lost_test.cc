// The server goes away, in each of the ways in which it can.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "store/contract/contract.h"
#include "store/contract/places.h"
#include "store/postgres/connection.h"
#include "store/sql/audit_log.h"

namespace oso::store::postgres {
namespace {

using contract::Insert;
using contract::Numbers;
using sql::Connection;
using std::chrono::steady_clock;

// A listener that takes connections and says nothing, as a server that hangs.
class SilentServer {
 public:
  SilentServer() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder_.File(".s.PGSQL.5432").copy(address.sun_path, sizeof(address.sun_path) - 1);
    REQUIRE(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(listen(socket_, 8) == 0);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { close(socket_); }

  std::string connection_string() const { return "host=" + folder_.path().string() + " user=oso dbname=postgres"; }

 private:
  contract::TemporaryFolder folder_;
  int socket_ = socket(AF_UNIX, SOCK_STREAM, 0);
};

// An engine whose next connections are refused for as long as the test says so.
class Failing final : public sql::Engine {
 public:
  Failing(std::unique_ptr<sql::Engine> engine, const std::atomic<bool>& refuses)
      : engine_(std::move(engine)), refuses_(refuses) {}
  Result<std::unique_ptr<Connection>> Connect(sql::Access access) override {
    if (refuses_) return Fail(ErrorCode::kUnavailable, "refused");
    return engine_->Connect(access);
  }

 private:
  std::unique_ptr<sql::Engine> engine_;
  const std::atomic<bool>& refuses_;
};

// A job that ends its own connection after it has written.
Task<Result<std::int64_t>> InsertAndDie(sql::Database& database, std::int64_t value) {
  co_return co_await database.Write<std::int64_t>([=](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.Execute("INSERT INTO number (value) VALUES (?)", value));
    return connection.Execute("SELECT pg_terminate_backend(pg_backend_pid())");
  });
}

void CheckUnavailable(const Result<std::int64_t>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kUnavailable);
}

TEST_CASE("on PostgreSQL: a connection that is killed amid a group gives all of it kUnavailable, then work goes on") {
  if (!contract::HasPostgres()) return;
  const contract::Place place = contract::InPostgres();
  BlockingExecutor run;
  auto database = place.Open(contract::kNumbers);
  REQUIRE(run.Run(Insert(*database, 1)).ok());
  // The first job holds the writer, alone in its group, until all others wait.
  std::atomic<bool> has_begun{false};
  std::atomic<bool> may_end{false};
  std::vector<Task<Result<std::int64_t>>> tasks;
  tasks.push_back(database->Write<std::int64_t>([&](Connection&) -> Result<std::int64_t> {
    has_begun = true;
    has_begun.notify_all();
    may_end.wait(false);
    return 0;
  }));
  tasks.push_back([](std::atomic<bool>& begun) -> Task<Result<std::int64_t>> {
    begun.wait(false);
    co_return 0;
  }(has_begun));
  for (int i = 2; i < 12; ++i) tasks.push_back(i == 7 ? InsertAndDie(*database, i) : Insert(*database, i));
  tasks.push_back([](std::atomic<bool>& end) -> Task<Result<std::int64_t>> {
    end = true;
    end.notify_all();
    co_return 0;
  }(may_end));
  const auto before = steady_clock::now();
  const auto results = run.RunTogether(std::move(tasks));
  CHECK(steady_clock::now() - before < std::chrono::seconds(2));
  CHECK(results.front().ok());
  for (std::size_t i = 2; i + 1 < results.size(); ++i) CheckUnavailable(results[i]);
  CHECK(run.Run(Numbers(*database)).value().size() == 1);
  CHECK(run.Run(Insert(*database, 2)).ok());
  CHECK(run.Run(Numbers(*database)).value().size() == 2);
}

TEST_CASE("on PostgreSQL: a connection that was lost while nothing was asked is made again, and nobody notices") {
  if (!contract::HasPostgres()) return;
  const contract::PostgresSchema schema;
  BlockingExecutor run;
  auto database = OpenDatabase("postgresql:" + schema.connection_string(), contract::kNumbers).value();
  const auto process = run.Run(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
    ASSIGN_OR_RETURN(auto pid, connection.QueryOne<std::int64_t>("SELECT pg_backend_pid()"));
    return *pid;
  }));
  auto operators = Session::Connect(schema.connection_string()).value();
  REQUIRE(operators->Script("SELECT pg_terminate_backend(" + std::to_string(process.value()) + ", 5000)").ok());
  CHECK(run.Run(Insert(*database, 2)).ok());
}

TEST_CASE("on PostgreSQL: a server process that hangs is given up within 3 s, and a new connection does the work") {
  if (!contract::HasPostgres()) return;
  const contract::PostgresSchema schema;
  BlockingExecutor run;
  auto database = OpenDatabase("postgresql:" + schema.connection_string(), contract::kNumbers).value();
  const auto process = run.Run(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
    ASSIGN_OR_RETURN(auto pid, connection.QueryOne<std::int64_t>("SELECT pg_backend_pid()"));
    return *pid;
  }));
  REQUIRE(kill(static_cast<pid_t>(process.value()), SIGSTOP) == 0);
  const auto before = steady_clock::now();
  CHECK(run.Run(Insert(*database, 2)).ok());
  CHECK(steady_clock::now() - before < std::chrono::seconds(3));
  REQUIRE(kill(static_cast<pid_t>(process.value()), SIGCONT) == 0);
  CHECK(run.Run(Numbers(*database)).value().size() == 1);
}

TEST_CASE("on PostgreSQL: until the server is back all work gets kUnavailable at once, then it goes on") {
  if (!contract::HasPostgres()) return;
  const contract::PostgresSchema schema;
  BlockingExecutor run;
  std::atomic<bool> refuses = false;
  auto failing = std::make_unique<Failing>(std::make_unique<Engine>(schema.connection_string()), refuses);
  auto database = sql::Database::Open(std::move(failing), contract::kNumbers, 1).value();
  refuses = true;
  CheckUnavailable(run.Run(InsertAndDie(*database, 1)));
  for (int i = 0; i < 100; ++i) CheckUnavailable(run.Run(Insert(*database, i)));
  refuses = false;
  const auto before = steady_clock::now();
  while (!run.Run(Insert(*database, 1)).ok() && steady_clock::now() - before < std::chrono::seconds(5)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(steady_clock::now() - before < std::chrono::seconds(2));
  CHECK(run.Run(Numbers(*database)).value().size() == 1);
}

TEST_CASE("on PostgreSQL: an event appended on a connection that is lost leaves no gap") {
  if (!contract::HasPostgres()) return;
  const contract::Place place = contract::InPostgres();
  BlockingExecutor run;
  auto database = place.Open(sql::kCenterSchema);
  sql::AuditLog audit(*database);
  REQUIRE(run.Run(audit.Append(contract::AnyEvent())).ok());
  CheckUnavailable(run.Run(database->Write<std::int64_t>([](Connection& connection) -> Result<std::int64_t> {
    RETURN_IF_ERROR(connection.Append(contract::AnyEvent()));
    return connection.Execute("SELECT pg_terminate_backend(pg_backend_pid())");
  })));
  REQUIRE(run.Run(audit.Append(contract::AnyEvent())).ok());
  const auto events = run.Run(audit.List(0, 10)).value();
  REQUIRE(events.size() == 2);
  CHECK(events[1].sequence == 2);
}

TEST_CASE("a server that takes a connection and says nothing, or that is not there, is kUnavailable within 2 s") {
  const SilentServer silent;
  for (const std::string& server : {silent.connection_string(), std::string("host=/nowhere user=oso")}) {
    const auto before = steady_clock::now();
    const auto opened = OpenDatabase("postgresql:" + server, contract::kNumbers);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == ErrorCode::kUnavailable);
    CHECK(steady_clock::now() - before < std::chrono::seconds(2));
  }
}

TEST_CASE("a connection string without meaning is a setting that is wrong, and is not told on") {
  const auto opened = OpenDatabase("postgresql:password=geheim nonsense", contract::kNumbers);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code == ErrorCode::kConfiguration);
  CHECK(opened.error().detail.find("geheim") == std::string::npos);
}

}  // namespace
}  // namespace oso::store::postgres
