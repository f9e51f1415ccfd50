#include "center/overview.h"

#include <algorithm>

namespace oso::center {

std::vector<exchange::AccessPoint> ActiveAccessPoints(const exchange::Register& registry,
                                                      const exchange::AccessPointFilter& filter) {
  std::vector<const exchange::AccessPoint*> found =
      filter.brin ? registry.AccessPointsOf(*filter.brin) : registry.All<exchange::AccessPoint>();
  std::erase_if(found, [&](const exchange::AccessPoint* ap) {
    return ap->state != exchange::AccessPointState::kActive || !registry.MayAct(ap->supplier) ||
           (filter.purpose && *filter.purpose != ap->purpose) || (filter.index && *filter.index != ap->id.index);
  });
  std::ranges::sort(found, {}, [](const exchange::AccessPoint* ap) { return ap->id; });
  std::vector<exchange::AccessPoint> active;
  active.reserve(found.size());
  for (const exchange::AccessPoint* ap : found) active.push_back(*ap);
  return active;
}

}  // namespace oso::center
