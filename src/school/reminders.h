// UC-24: reminders of who waits, once a day. So many on one list of one school have become so many days old since the
// last day on which this was told.
#pragma once

#include "base/day.h"
#include "school/waiting.h"

namespace oso::school {

struct Reminder {
  WaitingList list = WaitingList::kAskedNotReady;
  int days = 0;
  int count = 0;
  bool operator==(const Reminder&) const = default;
};

// Each of `waiting` reminds when it reaches one of `ages` (days, ascending): of those that it reached after `last` and
// until `today` the greatest. Without a `last` day, of all that it ever reached.
std::vector<Reminder> RemindersOf(const std::vector<Waiting>& waiting, const std::vector<int>& ages,
                                  std::optional<Day> last, Day today);

// A port; rules as in source/stores.h.
class ReminderStore {
 public:
  virtual ~ReminderStore() = default;
  virtual Task<Result<std::vector<Brin>>> Schools() = 0;   // of which anything is kept here, in order
  virtual Task<Result<std::optional<Day>>> LastDay() = 0;  // on which there was anything to tell
  // False, and nothing is written: another process told of this day.
  virtual Task<Result<bool>> Remind(Day day, std::vector<audit::Event> events) = 0;
};

class RemindOfWaiting {
 public:
  RemindOfWaiting(ListWaiting& list, ReminderStore& reminders, std::vector<int> ages, const Clock& clock);

  struct Told {
    Brin school;
    Reminder reminder;
  };
  struct Total {
    int count = 0;
    int oldest_days = 0;
  };
  struct Outcome {
    std::array<Total, kWaitingLists.size()> totals;  // of all schools, in the order of kWaitingLists
    std::vector<Told> told;                          // by this run; nothing when it was done today
  };
  Task<Result<Outcome>> Run();  // kStorage

 private:
  ListWaiting& list_;
  ReminderStore& reminders_;
  std::vector<int> ages_;
  const Clock& clock_;
};

}  // namespace oso::school
