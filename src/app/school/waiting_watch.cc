#include "app/school/waiting_watch.h"

#include <charconv>
#include <sstream>

#include "base/blocking_executor.h"

namespace oso::app {

Result<std::vector<int>> ReminderAges(const Settings& settings) {
  constexpr int kMostDays = 365;
  const Error error =
      Fail(ErrorCode::kConfiguration, "reminder.days: whole days from 1 to 365, ascending, as \"1 3 7\"");
  std::vector<int> ages;
  std::istringstream words(settings.text("reminder.days"));
  for (std::string word; words >> word;) {
    int age = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), age);
    const bool is_number = failed == std::errc() && end == word.data() + word.size();
    if (!is_number || age > kMostDays || age <= (ages.empty() ? 0 : ages.back())) return error;
    ages.push_back(age);
  }
  if (ages.empty()) return error;
  return ages;
}

WaitingWatch::WaitingWatch(SchoolParts& parts, std::vector<int> ages, observe::Metrics& metrics, Logger& log)
    : list_(parts.waiting_stores(), parts.clock),
      remind_(list_, parts.reminders, std::move(ages), parts.clock),
      metrics_(metrics),
      log_(log) {}

void WaitingWatch::Run() {
  const auto outcome = BlockingExecutor().Run(remind_.Run());
  if (!outcome.ok()) {
    log_.Warning("who waits cannot be told", {{"code", outcome.error().code}, {"detail", outcome.error().detail}});
    return;
  }
  for (std::size_t i = 0; i < school::kWaitingLists.size(); ++i) {
    const auto& [count, oldest_days] = outcome->totals.at(i);
    metrics_.SetWaiting(WireName(school::kWaitingLists.at(i)), count, oldest_days);
  }
  for (const auto& [school, reminder] : outcome->told) {
    log_.Info(
        "reminder of who waits",
        {{"school", school}, {"list", WireName(reminder.list)}, {"days", reminder.days}, {"count", reminder.count}});
  }
}

}  // namespace oso::app
