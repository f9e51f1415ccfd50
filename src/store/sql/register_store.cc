#include "store/sql/register_store.h"

#include "store/sql/audit_log.h"
#include "store/sql/words.h"

namespace oso::store::sql {

using exchange::AccessPoint;
using exchange::Board;
using exchange::School;
using exchange::Supplier;

template <>
struct Row<Board> {
  static auto Fields(auto& row) { return std::tie(row.number, row.name); }
};
template <>
struct Row<School> {
  static auto Fields(auto& row) { return std::tie(row.brin, row.name, row.sector, row.board); }
};
template <>
struct Row<Supplier> {
  static auto Fields(auto& row) { return std::tie(row.oin, row.name); }
};
template <>
struct Row<AccessPoint> {
  static auto Fields(auto& row) { return std::tie(row.id, row.purpose, row.sector, row.supplier, row.url, row.state); }
};

namespace {

// The columns stand in the order of Fields above.
constexpr std::string_view kFindBoard = "SELECT number, name FROM board WHERE number = ?";
constexpr std::string_view kFindSchool = "SELECT brin, name, sector, board FROM school WHERE brin = ?";
constexpr std::string_view kFindSupplier = "SELECT oin, name FROM supplier WHERE oin = ?";
constexpr std::string_view kFindAccessPoint =
    "SELECT school, number, purpose, sector, supplier, url, state FROM access_point WHERE school = ? AND number = ?";
constexpr std::string_view kAccessPointsOfSchool =
    "SELECT school, number, purpose, sector, supplier, url, state FROM access_point WHERE school = ? ORDER BY number";

// Whether `row` has still to be written: not if it is there with the same values. kAlreadyExists if others are there.
template <class T>
Result<bool> IsNew(const Result<std::optional<T>>& stored, const T& row, std::string_view what) {
  if (!stored.ok()) return stored.error();
  if (!stored->has_value()) return true;
  if (Row<T>::Fields(**stored) == Row<T>::Fields(row)) return false;
  return Fail(ErrorCode::kAlreadyExists, std::string(what) + " is in the register with other values");
}

template <class V>
Status Demand(Connection& connection, std::string_view sql, const V& key, std::string_view what) {
  ASSIGN_OR_RETURN(bool there, connection.Exists(sql, key));
  if (!there) return Fail(ErrorCode::kNotFound, std::string(what) + " is not in the register");
  return {};
}

}  // namespace

Task<Result<std::optional<Supplier>>> RegisterStore::FindSupplier(Oin oin) {
  using Found = std::optional<Supplier>;
  co_return co_await database_.Read<Found>(
      [=](Connection& connection) { return connection.QueryOne<Supplier>(kFindSupplier, oin); });
}

Task<Result<center::TransferParties>> RegisterStore::FindTransferParties(AccessPointId target, Brin source) {
  using center::TransferParties;
  co_return co_await database_.Read<TransferParties>([=](Connection& connection) -> Result<TransferParties> {
    TransferParties parties;
    ASSIGN_OR_RETURN(parties.target, connection.QueryOne<AccessPoint>(kFindAccessPoint, target));
    ASSIGN_OR_RETURN(parties.source_school, connection.QueryOne<School>(kFindSchool, source));
    ASSIGN_OR_RETURN(parties.sources, connection.Query<AccessPoint>(kAccessPointsOfSchool, source));
    return parties;
  });
}

Task<Result<std::vector<Board>>> RegisterStore::ListBoards() {
  co_return co_await database_.Read<std::vector<Board>>(
      [](Connection& connection) { return connection.Query<Board>("SELECT number, name FROM board ORDER BY number"); });
}

Task<Result<std::vector<School>>> RegisterStore::ListSchools() {
  co_return co_await database_.Read<std::vector<School>>([](Connection& connection) {
    return connection.Query<School>("SELECT brin, name, sector, board FROM school ORDER BY brin");
  });
}

Task<Result<std::vector<Supplier>>> RegisterStore::ListSuppliers() {
  co_return co_await database_.Read<std::vector<Supplier>>(
      [](Connection& connection) { return connection.Query<Supplier>("SELECT oin, name FROM supplier ORDER BY oin"); });
}

Task<Result<std::vector<AccessPoint>>> RegisterStore::ListAccessPoints(exchange::AccessPointFilter filter) {
  co_return co_await database_.Read<std::vector<AccessPoint>>([=](Connection& connection) {
    return connection.Query<AccessPoint>(
        "SELECT school, number, purpose, sector, supplier, url, state FROM access_point "
        "WHERE (?1 IS NULL OR school = ?1) AND (?2 IS NULL OR purpose = ?2) AND (?3 IS NULL OR number = ?3) "
        "ORDER BY school, number",
        filter.brin, filter.purpose, filter.index);
  });
}

Task<Status> RegisterStore::AddBoard(Board board, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(bool is_new,
                     IsNew(connection.QueryOne<Board>(kFindBoard, board.number), board, "board " + board.number));
    if (!is_new) return {};
    RETURN_IF_ERROR(connection.Execute("INSERT INTO board (number, name) VALUES (?, ?)", board));
    return WriteEvent(connection, event);
  });
}

Task<Status> RegisterStore::AddSchool(School school, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(bool is_new, IsNew(connection.QueryOne<School>(kFindSchool, school.brin), school,
                                        "school " + std::string(school.brin.text())));
    if (!is_new) return {};
    RETURN_IF_ERROR(Demand(connection, kFindBoard, school.board, "board " + school.board));
    RETURN_IF_ERROR(connection.Execute("INSERT INTO school (brin, name, sector, board) VALUES (?, ?, ?, ?)", school));
    return WriteEvent(connection, event);
  });
}

Task<Status> RegisterStore::AddSupplier(Supplier supplier, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(bool is_new, IsNew(connection.QueryOne<Supplier>(kFindSupplier, supplier.oin), supplier,
                                        "supplier " + std::string(supplier.oin.text())));
    if (!is_new) return {};
    RETURN_IF_ERROR(connection.Execute("INSERT INTO supplier (oin, name) VALUES (?, ?)", supplier));
    return WriteEvent(connection, event);
  });
}

Task<Status> RegisterStore::AddAccessPoint(AccessPoint ap, audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    auto stored = connection.QueryOne<AccessPoint>(kFindAccessPoint, ap.id);
    AccessPoint row = ap;
    row.state = stored.ok() && *stored ? (*stored)->state : exchange::AccessPointState::kInactive;
    ASSIGN_OR_RETURN(bool is_new, IsNew(stored, row, "access point " + ap.id.ToString()));
    if (!is_new) return {};
    RETURN_IF_ERROR(Demand(connection, kFindSchool, ap.id.brin, "school " + std::string(ap.id.brin.text())));
    RETURN_IF_ERROR(Demand(connection, kFindSupplier, ap.supplier, "supplier " + std::string(ap.supplier.text())));
    RETURN_IF_ERROR(
        connection.Execute("INSERT INTO access_point (school, number, purpose, sector, supplier, url, state) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)",
                           row));
    return WriteEvent(connection, event);
  });
}

Task<Status> RegisterStore::SetAccessPointState(AccessPointId ap, exchange::AccessPointState state,
                                                audit::Event event) {
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(auto stored, connection.QueryOne<AccessPoint>(kFindAccessPoint, ap));
    if (!stored) return Fail(ErrorCode::kNotFound, "access point " + ap.ToString() + " is not in the register");
    if (stored->state == state) return {};
    RETURN_IF_ERROR(connection.Execute("UPDATE access_point SET state = ? WHERE school = ? AND number = ?", state, ap));
    return WriteEvent(connection, event);
  });
}

}  // namespace oso::store::sql
