#include "store/sql/source_store.h"

#include "store/sql/audit_log.h"
#include "store/sql/school_rows.h"

namespace oso::store::sql {

using school::source::Inspection;
using school::source::Offer;
using school::source::ReceivedRequest;
using school::source::StoredDossier;

// As its text.
template <>
struct Column<Day> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, Day value) { statement.PutText(value.ToString()); }
  static bool Take(Statement& statement, Day& value) {
    const Result<Day> parsed = Day::Parse(statement.TakeText());
    if (parsed.ok()) value = *parsed;
    return parsed.ok();
  }
};

template <>
struct Row<Inspection> {
  static auto Fields(auto& row) {
    return std::tie(row.on, row.by, row.how, row.agreement, row.consent, row.recorded_at, row.recorded_by);
  }
};
template <>
struct Row<Offer> {
  static auto Fields(auto& row) { return std::tie(row.key, row.target, row.ready_at); }
};
template <>
struct Row<StoredDossier> {
  static auto Fields(auto& row) {
    return std::tie(row.id, row.school, row.version, row.kind, row.profile, row.document, row.content, row.collected_at,
                    row.inspection, row.offer);
  }
};
template <>
struct Row<ReceivedRequest> {
  static auto Fields(auto& row) {
    return std::tie(row.session, row.source, row.target, row.key, row.kind, row.at, row.result);
  }
};

namespace {

// In the order of Row<StoredDossier>.
#define DOSSIER_COLUMNS                                                                                   \
  "id, school, version, kind, profile, document, document_size, document_sha256, content, collected_at, " \
  "inspected_on, inspected_by, inspected_how, agreement, consent, inspection_at, inspection_account, "    \
  "offer_key, offer_target, offer_ready_at"
constexpr std::string_view kInsertDossier =
    "INSERT INTO dossier (" DOSSIER_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kFindDossier = "SELECT " DOSSIER_COLUMNS " FROM dossier WHERE id = ?";
constexpr std::string_view kListDossiers =
    "SELECT " DOSSIER_COLUMNS " FROM dossier WHERE school = ? ORDER BY collected_at DESC, sequence DESC";
constexpr std::string_view kFindOffered =
    "SELECT " DOSSIER_COLUMNS
    " FROM dossier WHERE school = ? AND offer_key = ? ORDER BY collected_at DESC, sequence DESC";
#undef DOSSIER_COLUMNS

Status NoDossier(const DossierId& id) { return Fail(ErrorCode::kNotFound, "no dossier " + id.ToString()); }

// The event of an UPDATE that found its row; kNotFound if it did not.
Status EventOf(Connection& connection, const Result<std::int64_t>& changed, const DossierId& id,
               const audit::Event& event) {
  if (!changed.ok()) return changed.error();
  if (*changed == 0) return NoDossier(id);
  return WriteEvent(connection, event);
}

}  // namespace

Task<Status> DossierStore::Add(StoredDossier dossier, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    RETURN_IF_ERROR(connection.Execute(kInsertDossier, dossier));
    return WriteEvent(connection, event);
  });
}

Task<Result<std::optional<StoredDossier>>> DossierStore::Find(DossierId id) {
  co_return co_await database_.Read<std::optional<StoredDossier>>(
      [=](Connection& connection) { return connection.QueryOne<StoredDossier>(kFindDossier, id); });
}

Task<Result<std::vector<StoredDossier>>> DossierStore::List(Brin school) {
  co_return co_await database_.Read<std::vector<StoredDossier>>(
      [=](Connection& connection) { return connection.Query<StoredDossier>(kListDossiers, school); });
}

Task<Status> DossierStore::RecordInspection(StoredDossier dossier, DocumentId from, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(
        const std::int64_t changed,
        connection.Execute("UPDATE dossier SET inspected_on = ?, inspected_by = ?, inspected_how = ?, agreement = ?, "
                           "consent = ?, inspection_at = ?, inspection_account = ?, document = ?, document_size = ?, "
                           "document_sha256 = ?, content = ? WHERE id = ? AND document = ?",
                           dossier.inspection, dossier.document, dossier.content, dossier.id, from));
    if (changed == 1) return WriteEvent(connection, event);
    ASSIGN_OR_RETURN(const auto row, connection.QueryOne<StoredDossier>(kFindDossier, dossier.id));
    if (!row) return NoDossier(dossier.id);
    return Fail(ErrorCode::kConflict, "dossier " + dossier.id.ToString() + " was changed by someone else");
  });
}

Task<Status> DossierStore::SetReady(DossierId id, Offer offer, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) {
    auto changed = connection.Execute(
        "UPDATE dossier SET offer_key = ?, offer_target = ?, offer_ready_at = ? WHERE id = ?", offer, id);
    return EventOf(connection, changed, id, event);
  });
}

Task<Status> DossierStore::Withdraw(DossierId id, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) {
    auto changed = connection.Execute(
        "UPDATE dossier SET offer_key = NULL, offer_target = NULL, offer_ready_at = NULL WHERE id = ?", id);
    return EventOf(connection, changed, id, event);
  });
}

Task<Result<std::vector<StoredDossier>>> DossierStore::FindOffered(Brin school, exchange::SearchKey key) {
  co_return co_await database_.Read<std::vector<StoredDossier>>(
      [=](Connection& connection) { return connection.Query<StoredDossier>(kFindOffered, school, key); });
}

Task<Status> RequestStore::Record(ReceivedRequest request) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    RETURN_IF_ERROR(connection.Execute(
        "INSERT INTO request (session, source, source_number, target, target_number, search_key, kind, at, result) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session, source, source_number) DO UPDATE SET "
        "target = excluded.target, target_number = excluded.target_number, search_key = excluded.search_key, "
        "kind = excluded.kind, at = excluded.at, result = excluded.result",
        request));
    return {};
  });
}

Task<Result<bool>> RequestStore::RecordFirst(ReceivedRequest request) {
  co_return co_await database_.Write<bool>([=](Connection& connection) -> Result<bool> {
    ASSIGN_OR_RETURN(
        const std::int64_t added,
        connection.Execute(
            "INSERT INTO request (session, source, source_number, target, target_number, search_key, kind, at, result) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session, source, source_number) DO NOTHING",
            request));
    return added == 1;
  });
}

Task<Status> RequestStore::Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                                  audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(std::int64_t changed,
                     connection.Execute("UPDATE request SET result = ? WHERE session = ? AND source = ? AND "
                                        "source_number = ?",
                                        result, session, source));
    if (changed == 0) return Fail(ErrorCode::kNotFound, "no request in session " + session.ToString());
    return WriteEvent(connection, event);
  });
}

Task<Result<std::vector<ReceivedRequest>>> RequestStore::List(Brin school) {
  co_return co_await database_.Read<std::vector<ReceivedRequest>>([=](Connection& connection) {
    return connection.Query<ReceivedRequest>(
        "SELECT session, source, source_number, target, target_number, search_key, kind, at, result FROM request "
        "WHERE source = ? ORDER BY at DESC, sequence DESC",
        school);
  });
}

}  // namespace oso::store::sql
