// What a school as a source did about requests afterwards: two columns of the table request.
#pragma once

#include "school/source/follow_up.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class FollowUpStore final : public school::source::FollowUpStore {
 public:
  explicit FollowUpStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Result<std::vector<school::source::FollowUp>>> List(Brin school) override;
  Task<Status> SetNotified(SessionId session, AccessPointId source, Instant at, audit::Event event) override;
  Task<Status> PutAside(SessionId session, AccessPointId source, Instant at, audit::Event event) override;

 private:
  // `update` takes the moment, then which request.
  Task<Status> Set(std::string_view update, SessionId session, AccessPointId source, Instant at, audit::Event event);

  Database& database_;
};

}  // namespace oso::store::sql
