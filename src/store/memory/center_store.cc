#include "store/memory/center_store.h"

#include <ranges>

namespace oso::store::memory {
namespace {

using exchange::AccessPoint;
using exchange::Board;
using exchange::School;
using exchange::Supplier;

template <class Key, class T>
std::optional<T> Get(const std::map<Key, T>& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional<T>(found->second);
}

template <class Key, class T>
std::vector<T> All(const std::map<Key, T>& map) {
  const auto values = std::views::values(map);
  return {values.begin(), values.end()};
}

// Adding what is there: fine with the same values, and refused with others.
Status Again(bool same) {
  if (same) return {};
  return Fail(ErrorCode::kAlreadyExists, "in the register with other values");
}

Status Missing() { return Fail(ErrorCode::kNotFound, "not in the register"); }

}  // namespace

Task<Result<std::optional<Supplier>>> RegisterStore::FindSupplier(Oin oin) { co_return Get(suppliers_, oin); }

Task<Result<center::TransferParties>> RegisterStore::FindTransferParties(AccessPointId target, Brin source) {
  center::TransferParties parties{Get(access_points_, target), Get(schools_, source), {}};
  for (const auto& [id, ap] : access_points_) {
    if (id.brin == source) parties.sources.push_back(ap);
  }
  co_return parties;
}

Task<Result<std::vector<Board>>> RegisterStore::ListBoards() { co_return All(boards_); }
Task<Result<std::vector<School>>> RegisterStore::ListSchools() { co_return All(schools_); }
Task<Result<std::vector<Supplier>>> RegisterStore::ListSuppliers() { co_return All(suppliers_); }

Task<Result<std::vector<AccessPoint>>> RegisterStore::ListAccessPoints(exchange::AccessPointFilter filter) {
  std::vector<AccessPoint> listed = All(access_points_);
  std::erase_if(listed, [&](const AccessPoint& ap) {
    return (filter.brin && *filter.brin != ap.id.brin) || (filter.purpose && *filter.purpose != ap.purpose) ||
           (filter.index && *filter.index != ap.id.index);
  });
  co_return listed;
}

Task<Status> RegisterStore::AddBoard(Board board, audit::Event event) {
  if (const auto old = Get(boards_, board.number)) co_return Again(old->name == board.name);
  boards_.emplace(board.number, board);
  audit_.Write(event);
  co_return Status();
}

Task<Status> RegisterStore::AddSchool(School school, audit::Event event) {
  if (const auto old = Get(schools_, school.brin)) {
    co_return Again(old->name == school.name && old->sector == school.sector && old->board == school.board);
  }
  if (!boards_.contains(school.board)) co_return Missing();
  schools_.emplace(school.brin, school);
  audit_.Write(event);
  co_return Status();
}

Task<Status> RegisterStore::AddSupplier(Supplier supplier, audit::Event event) {
  if (const auto old = Get(suppliers_, supplier.oin)) co_return Again(old->name == supplier.name);
  suppliers_.emplace(supplier.oin, supplier);
  audit_.Write(event);
  co_return Status();
}

Task<Status> RegisterStore::AddAccessPoint(AccessPoint ap, audit::Event event) {
  if (const auto old = Get(access_points_, ap.id)) {
    co_return Again(old->purpose == ap.purpose && old->sector == ap.sector && old->supplier == ap.supplier &&
                    old->url == ap.url);
  }
  if (!schools_.contains(ap.id.brin) || !suppliers_.contains(ap.supplier)) co_return Missing();
  ap.state = exchange::AccessPointState::kInactive;
  access_points_.emplace(ap.id, ap);
  audit_.Write(event);
  co_return Status();
}

Task<Status> RegisterStore::SetAccessPointState(AccessPointId ap, exchange::AccessPointState state,
                                                audit::Event event) {
  const auto found = access_points_.find(ap);
  if (found == access_points_.end()) co_return Missing();
  if (std::exchange(found->second.state, state) != state) audit_.Write(event);
  co_return Status();
}

Task<Status> SessionStore::Open(center::Session session, audit::Event event) {
  if (!sessions_.emplace(session.id, session).second) {
    co_return Fail(ErrorCode::kAlreadyExists, "session " + session.id.ToString());
  }
  audit_.Write(event);
  co_return Status();
}

Task<Result<std::optional<center::Session>>> SessionStore::Find(SessionId id) { co_return Get(sessions_, id); }

Task<Status> SessionStore::Close(SessionId id, center::Closing closing, audit::Event event) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) co_return Fail(ErrorCode::kNotFound, "no session " + id.ToString());
  if (found->second.closing) co_return Fail(ErrorCode::kConflict, "session " + id.ToString() + " is closed already");
  found->second.closing = closing;
  audit_.Write(event);
  co_return Status();
}

}  // namespace oso::store::memory
