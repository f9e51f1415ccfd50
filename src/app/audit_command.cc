#include "app/audit_command.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>

namespace oso::app {

Status ListAudit(http::EventLoops& loops, audit::LogReader& log, std::int64_t after, int limit, OutputFormat format) {
  ASSIGN_OR_RETURN(std::vector<audit::StoredEvent> events, loops.Run(log.List(after, limit)));
  boost::json::array rows;
  for (const audit::StoredEvent& event : events) {
    rows.push_back({{"sequence", event.sequence},
                    {"at", event.at},
                    {"type", event.type},
                    {"actor", event.actor},
                    {"request", event.request},
                    {"fields", boost::json::parse(event.fields)}});
  }
  Print(format, rows);
  return {};
}

Task<Status> CheckStore(audit::LogReader& log) {
  auto events = co_await log.List(0, 1);
  if (!events.ok()) co_return std::move(events).error();
  co_return Status{};
}

audit::Actor CommandActor(std::string_view account, Random& random) {
  const std::string request = Uuid::NewV4(random).ToString();
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found);
  const std::string user = found != nullptr ? found->pw_name : std::to_string(getuid());
  // The system's user vouches for the account that was named, and both are on record.
  return audit::Actor::ForAccount(account.empty() ? user : std::string(account) + " by " + user, request);
}

}  // namespace oso::app
