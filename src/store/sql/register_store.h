// The centre's register, as the list of its changes.
#pragma once

#include "center/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class RegisterStore final : public center::RegisterStore {
 public:
  explicit RegisterStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Result<std::vector<exchange::RegisterChange>>> Changes(std::int64_t after, int limit) override;
  Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) override;
  Task<Result<std::int64_t>> Version() override;
  Task<Result<std::int64_t>> Append(std::int64_t after, std::vector<exchange::RegisterChange> changes,
                                    std::vector<audit::Event> events) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
