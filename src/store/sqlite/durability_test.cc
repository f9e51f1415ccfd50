#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"
#include "store/open.h"
#include "store/sql/audit_log.h"
#include "store/sql/session_store.h"

namespace oso::store::sqlite {
namespace {

using sql::AuditLog;
using sql::kCenterSchema;
using sql::SessionStore;

constexpr std::size_t kIdBytes = 36;

// Opens one session and, when the store has acknowledged it, says so on the pipe.
Task<Status> OpenAndTell(SessionStore& store, int pipe, center::Session session) {
  CO_RETURN_IF_ERROR(co_await store.Open(session, contract::AnyEvent(), {}));
  const std::string id = session.id.ToString();
  if (write(pipe, id.data(), kIdBytes) != kIdBytes) std::abort();
  co_return Status();
}

[[noreturn]] void WriteForEver(const std::string& file, int pipe) {
  auto database = OpenDatabase(file, kCenterSchema).value();
  SessionStore store(*database);
  BlockingExecutor run;
  FakeRandom random;
  while (true) {
    std::vector<Task<Status>> tasks;
    for (int i = 0; i < 8; ++i) tasks.push_back(OpenAndTell(store, pipe, contract::SessionOf(random)));
    (void)run.RunTogether(std::move(tasks));
  }
}

// All that there are.
std::vector<center::Session> SessionsIn(SessionStore& store, BlockingExecutor& run) {
  const Instant now = FakeClock().Now();
  return run.Run(store.OpenedBetween(now, now.PlusSeconds(1), {}, 1'000'000)).value();
}

TEST_CASE("what was acknowledged is there after the process was killed, each change with its audit event") {
  contract::TemporaryFolder folder;
  const std::string file = folder.File("center.db");
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) WriteForEver(file, ends[1]);
  close(ends[1]);

  std::set<std::string> acknowledged;
  char id[kIdBytes];
  while (read(ends[0], id, kIdBytes) == kIdBytes) {
    acknowledged.insert(std::string(id, kIdBytes));
    if (acknowledged.size() == 300) REQUIRE(kill(child, SIGKILL) == 0);
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(acknowledged.size() >= 300);

  auto database = OpenDatabase(file, kCenterSchema).value();
  SessionStore store(*database);
  AuditLog audit(*database);
  BlockingExecutor run;
  std::set<std::string> stored;
  for (const center::Session& session : SessionsIn(store, run)) stored.insert(session.id.ToString());
  for (const std::string& one : acknowledged) CHECK(stored.contains(one));
  CHECK(run.Run(audit.List(0, 1'000'000)).value().size() == stored.size());
}

TEST_CASE("what was acknowledged is there after reopening") {
  contract::TemporaryFolder folder;
  const std::string file = folder.File("center.db");
  BlockingExecutor run;
  {
    auto database = OpenDatabase(file, kCenterSchema).value();
    SessionStore store(*database);
    FakeRandom random;
    REQUIRE(run.Run(store.Open(contract::SessionOf(random), contract::AnyEvent(), {})).ok());
  }
  auto database = OpenDatabase(file, kCenterSchema).value();
  SessionStore store(*database);
  CHECK(SessionsIn(store, run).size() == 1);
}

}  // namespace
}  // namespace oso::store::sqlite
