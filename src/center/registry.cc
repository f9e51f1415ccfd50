#include "center/registry.h"

#include "exchange/register_json.h"

namespace oso::center {
namespace {

constexpr int kBatch = 5000;
constexpr int kRounds = 5;

}  // namespace

Registry::Registry(RegisterStore& store, const Clock& clock)
    : store_(store), clock_(clock), now_(std::make_shared<const exchange::Register>()) {}

std::shared_ptr<const exchange::Register> Registry::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void Registry::TakeOver(std::vector<exchange::RegisterEntry> entries, std::int64_t before, std::int64_t version) {
  const std::shared_ptr<const exchange::Register> old = Now();
  if (old->version() != before) return;
  auto next = old->With(std::move(entries), version);  // takes long: without the lock
  const std::lock_guard lock(mutex_);
  // Another task of this process may have been first: it has these too, or Refresh will.
  if (now_->version() == before) now_ = std::move(next);
}

Task<Status> Registry::Refresh() {
  while (true) {
    const std::int64_t before = Now()->version();
    CO_ASSIGN_OR_RETURN(std::vector<exchange::RegisterChange> changes, co_await store_.Changes(before, kBatch));
    if (changes.empty()) co_return Status{};
    std::vector<exchange::RegisterEntry> entries;
    entries.reserve(changes.size());
    for (exchange::RegisterChange& change : changes) entries.push_back(std::move(change.entry));
    TakeOver(std::move(entries), before, changes.back().version);
  }
}

Task<Status> Registry::Change(audit::Actor actor, std::string why, Decide decide) {
  for (int round = 0; round < kRounds; ++round) {
    const std::shared_ptr<const exchange::Register> before = Now();
    CO_ASSIGN_OR_RETURN(RegisterAct act, decide(*before));
    if (act.entries.empty()) co_return Status{};
    std::vector<exchange::RegisterChange> changes;
    for (const exchange::RegisterEntry& entry : act.entries) {
      CO_RETURN_IF_ERROR(exchange::CheckEntry(entry));
      changes.push_back({.at = clock_.Now(), .actor = actor.name, .why = why, .entry = entry});
    }
    const Result<std::int64_t> version =
        co_await store_.Append(before->version(), std::move(changes), std::move(act.events));
    if (version.ok()) {
      TakeOver(std::move(act.entries), before->version(), *version);
      co_return Status{};
    }
    if (version.error().code != ErrorCode::kConflict) co_return version.error();
    CO_RETURN_IF_ERROR(co_await Refresh());
  }
  co_return Fail(ErrorCode::kConflict, "the register is being changed by others; try again");
}

}  // namespace oso::center
