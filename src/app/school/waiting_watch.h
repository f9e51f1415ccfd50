// Looks regularly at who waits: the metrics say how many and how long, and once a day it is written in the audit log
// and in the service log.
#pragma once

#include "app/school/school.h"
#include "base/log.h"
#include "observe/metrics.h"
#include "school/reminders.h"

namespace oso::app {

// Of the setting reminder.days, such as "1 3 7"; kConfiguration: no ascending whole numbers from 1 to 365.
Result<std::vector<int>> ReminderAges(const Settings& settings);

class WaitingWatch {
 public:
  WaitingWatch(SchoolParts& parts, std::vector<int> ages, observe::Metrics& metrics, Logger& log);  // all outlive this

  // Once. What fails is logged, and tried again at the next. Waits: not on a loop.
  void Run();

 private:
  school::ListWaiting list_;
  school::RemindOfWaiting remind_;
  observe::Metrics& metrics_;
  Logger& log_;
};

}  // namespace oso::app
