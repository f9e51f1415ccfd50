// What a school keeps as a target.
#pragma once

#include "school/target/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class IntakeStore final : public school::target::IntakeStore {
 public:
  explicit IntakeStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Result<school::target::Intake>> Begin(school::target::Intake intake, audit::Event event) override;
  Task<Result<std::optional<school::target::Intake>>> Find(IntakeId id) override;
  Task<Result<std::vector<school::target::Intake>>> ListUnfinished() override;
  Task<Result<std::vector<school::target::Intake>>> List(Brin school) override;
  Task<Status> Update(school::target::Intake intake, school::target::IntakeState from, audit::Event event) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
