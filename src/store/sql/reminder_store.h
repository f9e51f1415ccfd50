// The days on which a school system reminded of who waits.
#pragma once

#include "school/reminders.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class ReminderStore final : public school::ReminderStore {
 public:
  explicit ReminderStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Result<std::vector<Brin>>> Schools() override;
  Task<Result<std::optional<Day>>> LastDay() override;
  Task<Result<bool>> Remind(Day day, std::vector<audit::Event> events) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
