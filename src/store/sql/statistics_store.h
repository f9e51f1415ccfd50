// The centre's statistics, as counts.
#pragma once

#include "center/statistics.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class StatisticsStore final : public center::StatisticsStore {
 public:
  explicit StatisticsStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Result<std::optional<std::string>>> LastDay() override;
  Task<Status> Add(std::vector<center::Count> counts) override;
  Task<Result<std::vector<center::Count>>> Between(std::string first_day, std::string last_day,
                                                   std::string dimension) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
