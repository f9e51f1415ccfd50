#include "school/reminders.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "audit/notice_event.h"

namespace oso::school {

std::vector<Reminder> RemindersOf(const std::vector<Waiting>& waiting, const std::vector<int>& ages,
                                  std::optional<Day> last, Day today) {
  std::map<std::pair<WaitingList, int>, int> counts;
  for (const Waiting& one : waiting) {
    const Day began = Day::Of(one.since);
    for (const int age : std::views::reverse(ages)) {
      const Day reached = began.PlusDays(age);
      if (reached > today) continue;
      if (!last || reached > *last) ++counts[{one.list, age}];
      break;
    }
  }
  std::vector<Reminder> reminders;
  reminders.reserve(counts.size());
  for (const auto& [key, count] : counts) reminders.push_back({key.first, key.second, count});
  return reminders;
}

RemindOfWaiting::RemindOfWaiting(ListWaiting& list, ReminderStore& reminders, std::vector<int> ages, const Clock& clock)
    : list_(list), reminders_(reminders), ages_(std::move(ages)), clock_(clock) {}

Task<Result<RemindOfWaiting::Outcome>> RemindOfWaiting::Run() {
  // 1. When it was told last.
  const Instant now = clock_.Now();
  const Day today = Day::Of(now);
  CO_ASSIGN_OR_RETURN(const std::optional<Day> last, co_await reminders_.LastDay());

  // 2. Who waits at each school, and of whom to remind.
  Outcome outcome;
  std::vector<audit::Event> events;
  CO_ASSIGN_OR_RETURN(const std::vector<Brin> schools, co_await reminders_.Schools());
  for (const Brin& school : schools) {
    CO_ASSIGN_OR_RETURN(const std::vector<Waiting> waiting, co_await list_.Run(school));
    for (const Reminder& reminder : RemindersOf(waiting, ages_, last, today)) {
      outcome.told.push_back({school, reminder});
      events.push_back(audit::ReminderSent(audit::Actor::ForProgram(), now, school, WireName(reminder.list),
                                           reminder.days, reminder.count));
    }
    for (const Waiting& one : waiting) {
      Total& total = outcome.totals.at(static_cast<std::size_t>(one.list));
      ++total.count;
      total.oldest_days = std::max(total.oldest_days, DaysBetween(one.since, now));
    }
  }

  // 3. Once a day, whichever process is first. A clock that was put back reminds of nothing.
  bool is_first = false;
  if (!events.empty() && (!last || today > *last)) {
    CO_ASSIGN_OR_RETURN(is_first, co_await reminders_.Remind(today, std::move(events)));
  }
  if (!is_first) outcome.told.clear();
  co_return outcome;
}

}  // namespace oso::school
