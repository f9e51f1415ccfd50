#include "store/sql/reminder_store.h"

#include "store/sql/audit_log.h"

namespace oso::store::sql {

Task<Result<std::vector<Brin>>> ReminderStore::Schools() {
  co_return co_await database_.Read<std::vector<Brin>>([](Connection& connection) {
    return connection.Query<Brin>(
        "SELECT school FROM dossier UNION SELECT source FROM request UNION SELECT target FROM intake "
        "UNION SELECT target FROM notice ORDER BY 1");
  });
}

Task<Result<std::optional<Day>>> ReminderStore::LastDay() {
  CO_ASSIGN_OR_RETURN(
      const std::optional<std::string> last,
      co_await database_.Read<std::optional<std::string>>([](Connection& connection) {
        return connection.QueryOne<std::string>("SELECT day FROM reminder_day ORDER BY day DESC LIMIT 1");
      }));
  if (!last) co_return std::optional<Day>();
  CO_ASSIGN_OR_RETURN(const Day day, Day::Parse(*last));
  co_return std::optional(day);
}

Task<Result<bool>> ReminderStore::Remind(Day day, std::vector<audit::Event> events) {
  co_return co_await database_.Write<bool>([=](Connection& connection) -> Result<bool> {
    ASSIGN_OR_RETURN(
        const std::int64_t added,
        connection.Execute("INSERT INTO reminder_day (day) VALUES (?) ON CONFLICT (day) DO NOTHING", day.ToString()));
    if (added == 0) return false;
    for (const audit::Event& event : events) RETURN_IF_ERROR(WriteEvent(connection, event));
    return true;
  });
}

}  // namespace oso::store::sql
