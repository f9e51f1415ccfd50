#include "school/source/partners.h"

#include <algorithm>

namespace oso::school::source {

Partners::Partners(exchange::TrafficCenter& center, KeptRegister& kept, const Clock& clock)
    : center_(center), kept_(kept), clock_(clock) {}

// A register that cannot be read is no answer: the centre has one.
Task<bool> Partners::IsKept(AccessPointId ap, Oin supplier) {
  const auto current = co_await kept_.Current();
  if (!current.ok() || *current == nullptr) co_return false;
  co_return (*current)->registry->IsActiveOf(ap, supplier);
}

bool Partners::IsKnown(const AccessPointId& ap, const Oin& supplier) {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(ap);
  return known != known_.end() && known->second.supplier == supplier && known->second.until > clock_.Now();
}

Task<Result<bool>> Partners::IsSystemOf(AccessPointId ap, Oin supplier) {
  constexpr std::int64_t kRememberSeconds = 300;
  if (IsKnown(ap, supplier)) co_return true;
  const bool is_kept = co_await IsKept(ap, supplier);
  if (is_kept) co_return true;
  exchange::AccessPointFilter filter{.brin = ap.brin, .purpose = std::nullopt, .index = ap.index};
  CO_ASSIGN_OR_RETURN(std::vector<exchange::AccessPoint> found, co_await center_.ListAccessPoints(filter));
  const bool is_system = std::ranges::any_of(found, [&](const exchange::AccessPoint& candidate) {
    return candidate.id == ap && candidate.supplier == supplier;
  });
  if (is_system) {
    const std::lock_guard lock(mutex_);
    known_.insert_or_assign(ap, Known{supplier, clock_.Now().PlusSeconds(kRememberSeconds)});
  }
  co_return is_system;
}

}  // namespace oso::school::source
