// Counts durable writes: store_writes DATABASE TASKS SECONDS. Each task opens a session, waits until that is
// acknowledged, and opens the next; DATABASE is a text as OpenDatabase takes it.
#include <chrono>
#include <cstdio>
#include <string>

#include "store/contract/contract.h"
#include "store/open.h"
#include "store/sql/session_store.h"

namespace oso::store::contract {
namespace {

using std::chrono::steady_clock;

Task<Status> OpenSessions(center::SessionStore& sessions, Random& random, steady_clock::time_point until) {
  while (steady_clock::now() < until) CO_RETURN_IF_ERROR(co_await sessions.Open(SessionOf(random), AnyEvent(), {}));
  co_return Status();
}

int Measure(const std::string& text, int tasks, int seconds) {
  auto database = OpenDatabase(text, sql::kCenterSchema);
  if (!database.ok()) {
    std::fprintf(stderr, "%s\n", database.error().detail.c_str());
    return 1;
  }
  sql::SessionStore sessions(**database);
  // Other ids than an earlier run's.
  FakeRandom random(static_cast<std::uint64_t>(steady_clock::now().time_since_epoch().count()));
  BlockingExecutor run;
  std::vector<Task<Status>> all;
  all.reserve(static_cast<std::size_t>(tasks));
  const auto until = steady_clock::now() + std::chrono::seconds(seconds);
  for (int i = 0; i < tasks; ++i) all.push_back(OpenSessions(sessions, random, until));
  for (const Status& status : run.RunTogether(std::move(all))) {
    if (!status.ok()) std::fprintf(stderr, "%s\n", status.error().detail.c_str());
  }
  const auto counts = (*database)->counts();
  std::printf("%lld writes/s, %.1f in a commit\n", static_cast<long long>(counts.jobs / seconds),
              static_cast<double>(counts.jobs) / static_cast<double>(counts.commits));
  return 0;
}

}  // namespace
}  // namespace oso::store::contract

int main(int count, char** arguments) {
  if (count != 4) return 2;
  return oso::store::contract::Measure(arguments[1], std::stoi(arguments[2]), std::stoi(arguments[3]));
}
