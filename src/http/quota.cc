#include "http/quota.h"

#include <mutex>
#include <unordered_map>
#include <utility>

namespace oso::http {

struct Quota::Table {
  std::mutex mutex;
  std::unordered_map<std::string, std::size_t> taken;  // no zeros: what is not held costs nothing
};

Quota::Quota(std::size_t most) : most_(most), table_(std::make_shared<Table>()) {}

std::optional<Quota::Place> Quota::Take(const std::string& key) {
  const std::scoped_lock lock(table_->mutex);
  const auto [entry, is_new] = table_->taken.try_emplace(key, 0);
  if (entry->second < most_) {
    ++entry->second;
    return Place(table_, key);
  }
  if (is_new) table_->taken.erase(entry);
  return std::nullopt;
}

std::size_t Quota::taken() const {
  const std::scoped_lock lock(table_->mutex);
  std::size_t all = 0;
  for (const auto& [key, count] : table_->taken) all += count;
  return all;
}

Quota::Place::Place(std::shared_ptr<Table> table, std::string key) : table_(std::move(table)), key_(std::move(key)) {}

Quota::Place& Quota::Place::operator=(Place&& other) noexcept {
  if (this == &other) return *this;
  Free();
  table_ = std::move(other.table_);
  key_ = std::move(other.key_);
  return *this;
}

void Quota::Place::Free() {
  const auto table = std::exchange(table_, nullptr);
  if (!table) return;
  const std::scoped_lock lock(table->mutex);
  const auto entry = table->taken.find(key_);
  if (--entry->second == 0) table->taken.erase(entry);
}

}  // namespace oso::http
