#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"
#include "store/open.h"
#include "store/sql/audit_log.h"
#include "store/sql/register_store.h"

namespace oso::store::sqlite {
namespace {

using contract::BlockingExecutor;
using sql::AuditLog;
using sql::kCenterSchema;
using sql::RegisterStore;

constexpr std::size_t kNumberBytes = 5;

std::string NumberOf(int i) { return std::to_string(10'000 + i); }

// Adds one board and, when the store has acknowledged it, says so on the pipe.
Task<Status> AddAndTell(RegisterStore& store, int pipe, std::string number) {
  CO_RETURN_IF_ERROR(co_await store.AddBoard({number, "Stichting"}, contract::AnyEvent()));
  if (write(pipe, number.data(), kNumberBytes) != kNumberBytes) std::abort();
  co_return Status();
}

[[noreturn]] void WriteForEver(const std::string& file, int pipe) {
  auto database = OpenDatabase(file, kCenterSchema).value();
  RegisterStore store(*database);
  BlockingExecutor run;
  for (int i = 0;; i += 8) {
    std::vector<Task<Status>> tasks;
    for (int j = i; j < i + 8; ++j) tasks.push_back(AddAndTell(store, pipe, NumberOf(j)));
    (void)run.RunTogether(std::move(tasks));
  }
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
  char number[kNumberBytes];
  while (read(ends[0], number, kNumberBytes) == kNumberBytes) {
    acknowledged.insert(std::string(number, kNumberBytes));
    if (acknowledged.size() == 300) REQUIRE(kill(child, SIGKILL) == 0);
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(acknowledged.size() >= 300);

  auto database = OpenDatabase(file, kCenterSchema).value();
  RegisterStore store(*database);
  AuditLog audit(*database);
  BlockingExecutor run;
  std::set<std::string> stored;
  const auto boards = run.Run(store.ListBoards()).value();
  for (const auto& board : boards) stored.insert(board.number);
  for (const std::string& one : acknowledged) CHECK(stored.contains(one));
  CHECK(run.Run(audit.List(0, 1'000'000)).value().size() == stored.size());
}

TEST_CASE("what was acknowledged is there after reopening") {
  contract::TemporaryFolder folder;
  const std::string file = folder.File("center.db");
  BlockingExecutor run;
  {
    auto database = OpenDatabase(file, kCenterSchema).value();
    RegisterStore store(*database);
    REQUIRE(run.Run(store.AddBoard({"12345", "Stichting"}, contract::AnyEvent())).ok());
  }
  auto database = OpenDatabase(file, kCenterSchema).value();
  RegisterStore store(*database);
  CHECK(run.Run(store.ListBoards()).value().size() == 1);
}

}  // namespace
}  // namespace oso::store::sqlite
