#include "store/memory/center_store.h"

namespace oso::store::memory {
namespace {

template <class Key, class T>
std::optional<T> Get(const std::map<Key, T>& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional<T>(found->second);
}

}  // namespace

Task<Result<std::vector<exchange::RegisterChange>>> RegisterStore::Changes(std::int64_t after, int limit) {
  std::vector<exchange::RegisterChange> found;
  for (const exchange::RegisterChange& change : changes_) {
    if (change.version > after && std::cmp_less(found.size(), limit)) found.push_back(change);
  }
  co_return found;
}

Task<Result<std::vector<exchange::RegisterChange>>> RegisterStore::History(std::string kind, std::string key) {
  std::vector<exchange::RegisterChange> found;
  for (const exchange::RegisterChange& change : changes_) {
    if (exchange::KindOf(change.entry) == kind && exchange::KeyOf(change.entry) == key) found.push_back(change);
  }
  co_return found;
}

Task<Result<std::int64_t>> RegisterStore::Version() { co_return static_cast<std::int64_t>(changes_.size()); }

Task<Result<std::int64_t>> RegisterStore::Append(std::int64_t after, std::vector<exchange::RegisterChange> changes,
                                                 std::vector<audit::Event> events) {
  if (std::cmp_not_equal(after, changes_.size())) co_return Fail(ErrorCode::kConflict, "the register has changed");
  for (exchange::RegisterChange& change : changes) {
    change.version = static_cast<std::int64_t>(changes_.size()) + 1;
    changes_.push_back(std::move(change));
  }
  for (const audit::Event& event : events) audit_.Write(event);
  co_return static_cast<std::int64_t>(changes_.size());
}

Task<Result<center::Session>> SessionStore::Open(center::Session session, audit::Event event,
                                                 std::optional<center::IdempotencyDigest> idempotency) {
  if (idempotency) {
    const auto [known, is_new] = opened_.emplace(*idempotency, session.id);
    if (!is_new) co_return sessions_.at(known->second);
  }
  if (sessions_.contains(session.id)) {
    co_return Fail(ErrorCode::kAlreadyExists, "session " + session.id.ToString());
  }
  session.log_position = audit_.Write(event);
  sessions_.emplace(session.id, session);
  co_return session;
}

Task<Result<std::optional<center::Session>>> SessionStore::Find(SessionId id) { co_return Get(sessions_, id); }

Task<Result<exchange::ResultCode>> SessionStore::Settle(SessionId id, Judge judge) {
  const auto found = sessions_.find(id);
  center::Verdict verdict = judge(Get(sessions_, id));
  if (verdict.event) {
    const std::int64_t position = audit_.Write(*verdict.event);
    if (verdict.closing) verdict.closing->log_position = position;
  }
  if (verdict.closing) found->second.closing = verdict.closing;
  co_return verdict.result;
}

Task<Result<std::vector<center::Session>>> SessionStore::OpenedBetween(Instant from, Instant until,
                                                                       std::optional<SessionId> after, int limit) {
  std::vector<center::Session> found;
  for (const auto& [id, session] : sessions_) {
    const bool is_in = session.opened_at >= from && session.opened_at < until && (!after || *after < id);
    if (is_in && std::cmp_less(found.size(), limit)) found.push_back(session);
  }
  co_return found;
}

Task<Result<center::Link>> LinkStore::Issue(center::Link link, audit::Event event,
                                            std::optional<center::IdempotencyDigest> idempotency) {
  if (idempotency) {
    const auto [known, is_new] = issued_.emplace(*idempotency, link.key);
    if (!is_new) co_return links_.at(known->second);
  }
  audit_.Write(event);
  links_.emplace(link.key, link);
  co_return link;
}

Task<Result<std::optional<center::Link>>> LinkStore::Find(exchange::LinkKey key) { co_return Get(links_, key); }

Task<Result<std::optional<std::string>>> StatisticsStore::LastDay() {
  if (days_.empty()) co_return std::optional<std::string>();
  co_return std::optional(days_.rbegin()->first);
}

Task<Status> StatisticsStore::Add(std::vector<center::Count> counts) {
  const std::string day = counts.front().day;
  if (!days_.emplace(day, std::move(counts)).second) co_return Fail(ErrorCode::kAlreadyExists, "counted already");
  co_return Status();
}

Task<Result<std::vector<center::Count>>> StatisticsStore::Between(std::string first_day, std::string last_day,
                                                                  std::string dimension) {
  std::vector<center::Count> found;
  for (const auto& [day, counts] : days_) {
    if (day < first_day || day > last_day) continue;
    for (const center::Count& count : counts) {
      if (count.dimension == dimension) found.push_back(count);
    }
  }
  co_return found;
}

}  // namespace oso::store::memory
