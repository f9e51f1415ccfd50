// The notices that schools received as targets.
#pragma once

#include "school/target/notices.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class NoticeStore final : public school::target::NoticeStore {
 public:
  explicit NoticeStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Result<bool>> Keep(school::target::ReceivedNotice notice, audit::Event event) override;
  Task<Result<std::optional<school::target::ReceivedNotice>>> Find(school::target::NoticeId id) override;
  Task<Result<std::vector<school::target::ReceivedNotice>>> List(Brin school) override;
  Task<Status> SetSeen(school::target::NoticeId id, Instant at, audit::Event event) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
