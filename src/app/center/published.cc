#include "app/center/published.h"

#include "exchange/signed_register.h"

namespace oso::app {
namespace {

schoollist::SearchIndex IndexOf(const exchange::Register& registry) {
  std::vector<schoollist::SearchEntry> entries;
  for (const exchange::School* school : registry.All<exchange::School>()) {
    const exchange::Board* board = registry.FindBoard(school->board);
    entries.push_back({.brin = school->brin,
                       .name = school->name,
                       .place = school->branches.empty() ? "" : school->branches.front().address.town,
                       .board = board == nullptr ? "" : board->name});
  }
  return schoollist::SearchIndex(entries);
}

}  // namespace

Status Publication::Publish(std::shared_ptr<const exchange::Register> registry, const crypto::SigningKey& key,
                            Instant now) {
  if (const auto last = Now(); last && last->registry->version() == registry->version()) return {};
  ASSIGN_OR_RETURN(std::string document,
                   exchange::SignRegisterDocument(key, exchange::WriteRegisterDocument(*registry, now)));
  auto published = std::make_shared<const Published>(
      Published{registry, std::make_shared<const std::string>(std::move(document)), IndexOf(*registry)});
  const std::lock_guard lock(mutex_);
  now_ = std::move(published);
  return {};
}

}  // namespace oso::app
