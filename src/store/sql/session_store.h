// The centre's sessions.
#pragma once

#include "center/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class SessionStore final : public center::SessionStore {
 public:
  explicit SessionStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

  Task<Status> Open(center::Session session, audit::Event event) override;
  Task<Result<std::optional<center::Session>>> Find(SessionId id) override;
  Task<Status> Close(SessionId id, center::Closing closing, audit::Event event) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
