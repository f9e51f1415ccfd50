#include "store/sql/notice_store.h"

#include "store/sql/audit_log.h"

namespace oso::store::sql {

using school::target::NoticeId;
using school::target::ReceivedNotice;

template <>
struct Row<ReceivedNotice> {
  static auto Fields(auto& row) { return std::tie(row.id, row.source, row.target, row.at, row.seen_at); }
};

namespace {

// In the order of Row<ReceivedNotice>.
#define NOTICE_COLUMNS "id, source, source_number, target, target_number, at, seen_at"
constexpr std::string_view kInsert = "INSERT INTO notice (" NOTICE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kFind = "SELECT " NOTICE_COLUMNS " FROM notice WHERE id = ?";
constexpr std::string_view kList =
    "SELECT " NOTICE_COLUMNS " FROM notice WHERE target = ? ORDER BY at DESC, sequence DESC";
#undef NOTICE_COLUMNS
constexpr std::string_view kFindSame =
    "SELECT 1 FROM notice WHERE source = ? AND source_number = ? AND target = ? AND target_number = ? AND at > ?";

}  // namespace

Task<Result<bool>> NoticeStore::Keep(ReceivedNotice notice, audit::Event event) {
  co_return co_await database_.Write<bool>([=](Connection& connection) -> Result<bool> {
    const Instant before = notice.at.PlusSeconds(-kSameSeconds);
    ASSIGN_OR_RETURN(const bool is_same, connection.Exists(kFindSame, notice.source, notice.target, before));
    if (is_same) return false;
    RETURN_IF_ERROR(connection.Execute(kInsert, notice));
    RETURN_IF_ERROR(WriteEvent(connection, event));
    return true;
  });
}

Task<Result<std::optional<ReceivedNotice>>> NoticeStore::Find(NoticeId id) {
  co_return co_await database_.Read<std::optional<ReceivedNotice>>(
      [=](Connection& connection) { return connection.QueryOne<ReceivedNotice>(kFind, id); });
}

Task<Result<std::vector<ReceivedNotice>>> NoticeStore::List(Brin school) {
  co_return co_await database_.Read<std::vector<ReceivedNotice>>(
      [=](Connection& connection) { return connection.Query<ReceivedNotice>(kList, school); });
}

Task<Status> NoticeStore::SetSeen(NoticeId id, Instant at, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(const std::int64_t changed,
                     connection.Execute("UPDATE notice SET seen_at = ? WHERE id = ? AND seen_at IS NULL", at, id));
    if (changed == 1) return WriteEvent(connection, event);
    ASSIGN_OR_RETURN(const bool is_there, connection.Exists("SELECT 1 FROM notice WHERE id = ?", id));
    return is_there ? Status() : Fail(ErrorCode::kNotFound, "no notice " + id.ToString());
  });
}

}  // namespace oso::store::sql
