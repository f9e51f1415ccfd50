#include "store/sql/statistics_store.h"

namespace oso::store::sql {

using center::Count;

template <>
struct Row<Count> {
  static auto Fields(auto& row) { return std::tie(row.day, row.dimension, row.value, row.count); }
};

Task<Result<std::optional<std::string>>> StatisticsStore::LastDay() {
  co_return co_await database_.Read<std::optional<std::string>>([](Connection& connection) {
    return connection.QueryOne<std::string>("SELECT day FROM statistic ORDER BY day DESC LIMIT 1");
  });
}

Task<Status> StatisticsStore::Add(std::vector<Count> counts) {
  co_return co_await database_.Write<void>([&counts](Connection& connection) -> Status {
    for (const Count& count : counts) {
      RETURN_IF_ERROR(
          connection.Execute("INSERT INTO statistic (day, dimension, value, count) VALUES (?, ?, ?, ?)", count));
    }
    return {};
  });
}

Task<Result<std::vector<Count>>> StatisticsStore::Between(std::string first_day, std::string last_day,
                                                          std::string dimension) {
  co_return co_await database_.Read<std::vector<Count>>([&](Connection& connection) {
    return connection.Query<Count>(
        "SELECT day, dimension, value, count FROM statistic WHERE day >= ? AND day <= ? AND dimension = ? "
        "ORDER BY day, value",
        first_day, last_day, dimension);
  });
}

}  // namespace oso::store::sql
