#include "store/sql/intake_store.h"

#include "store/sql/audit_log.h"
#include "store/sql/school_rows.h"

namespace oso::store::sql {

using school::target::Intake;
using school::target::IntakeState;

template <>
struct Row<Intake> {
  static auto Fields(auto& row) {
    return std::tie(row.id, row.target, row.source, row.key, row.kind, row.asked_at, row.state, row.session,
                    row.answered_by, row.result, row.document);
  }
};

namespace {

// In the order of Row<Intake>.
#define INTAKE_COLUMNS                                                                           \
  "id, target, target_number, source, search_key, kind, asked_at, state, session, answered_by, " \
  "answered_by_number, result, document, document_size, document_sha256"
constexpr std::string_view kInsert =
    "INSERT INTO intake (" INTAKE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kReplace =
    "UPDATE intake SET (" INTAKE_COLUMNS ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ? AND state = ?";
constexpr std::string_view kFind = "SELECT " INTAKE_COLUMNS " FROM intake WHERE id = ?";
constexpr std::string_view kFindUnfinished =
    "SELECT " INTAKE_COLUMNS
    " FROM intake WHERE target = ? AND target_number = ? AND source = ? AND search_key = ? AND kind = ? "
    "AND state IN ('asked', 'imported')";
constexpr std::string_view kListUnfinished =
    "SELECT " INTAKE_COLUMNS " FROM intake WHERE state IN ('asked', 'imported') ORDER BY asked_at, sequence";
constexpr std::string_view kList =
    "SELECT " INTAKE_COLUMNS " FROM intake WHERE target = ? ORDER BY asked_at DESC, sequence DESC";
#undef INTAKE_COLUMNS

Status Replace(Connection& connection, const Intake& intake, IntakeState from) {
  auto changed = connection.Execute(kReplace, intake, intake.id, from);
  if (!changed.ok() && changed.error().code == ErrorCode::kAlreadyExists) {
    return Fail(ErrorCode::kConflict, "another intake for the same dossier is unfinished");
  }
  if (!changed.ok()) return changed.error();
  if (*changed == 1) return {};
  ASSIGN_OR_RETURN(bool there, connection.Exists("SELECT 1 FROM intake WHERE id = ?", intake.id));
  if (there) return Fail(ErrorCode::kConflict, "intake " + intake.id.ToString() + " was taken on by someone else");
  return Fail(ErrorCode::kNotFound, "no intake " + intake.id.ToString());
}

}  // namespace

Task<Result<Intake>> IntakeStore::Begin(Intake intake, audit::Event event) {
  co_return co_await database_.Write<Intake>([=](Connection& connection) -> Result<Intake> {
    ASSIGN_OR_RETURN(auto unfinished, connection.QueryOne<Intake>(kFindUnfinished, intake.target, intake.source,
                                                                  intake.key, intake.kind));
    if (unfinished) return *std::move(unfinished);
    RETURN_IF_ERROR(connection.Execute(kInsert, intake));
    RETURN_IF_ERROR(WriteEvent(connection, event));
    return intake;
  });
}

Task<Result<std::optional<Intake>>> IntakeStore::Find(IntakeId id) {
  co_return co_await database_.Read<std::optional<Intake>>(
      [=](Connection& connection) { return connection.QueryOne<Intake>(kFind, id); });
}

Task<Result<std::vector<Intake>>> IntakeStore::ListUnfinished() {
  co_return co_await database_.Read<std::vector<Intake>>(
      [](Connection& connection) { return connection.Query<Intake>(kListUnfinished); });
}

Task<Result<std::vector<Intake>>> IntakeStore::List(Brin school) {
  co_return co_await database_.Read<std::vector<Intake>>(
      [=](Connection& connection) { return connection.Query<Intake>(kList, school); });
}

Task<Status> IntakeStore::Update(Intake intake, IntakeState from, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    RETURN_IF_ERROR(Replace(connection, intake, from));
    return WriteEvent(connection, event);
  });
}

}  // namespace oso::store::sql
