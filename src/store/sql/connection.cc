#include "store/sql/connection.h"

#include "audit/entry.h"

namespace oso::store::sql {

Result<std::int64_t> Connection::Append(const audit::Event& event) {
  if (!first_position_) {
    // Begin excluded every other writer: nobody else takes this position.
    ASSIGN_OR_RETURN(first_position_,
                     QueryOne<std::int64_t>("SELECT coalesce(max(position), -1) + 1 FROM audit_event"));
  }
  ASSIGN_OR_RETURN(std::string entry, audit::WriteEntry(event));
  appended_.push_back(std::move(entry));
  return *first_position_ + static_cast<std::int64_t>(appended_.size()) - 1;
}

Status Connection::WriteAppended() {
  if (appended_.empty()) return {};
  return WriteEntries(*first_position_, appended_);
}

void Connection::DropAppended() {
  first_position_.reset();
  appended_.clear();
}

Error Connection::Unreadable(std::string_view sql) {
  return Fail(ErrorCode::kStorage, "a stored value has no meaning here: " + std::string(sql));
}

}  // namespace oso::store::sql
