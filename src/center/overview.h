// overzichtAanleverpunt: the access points that exchange dossiers now.
#pragma once

#include "exchange/register.h"
#include "exchange/traffic_center.h"

namespace oso::center {

// The active ones that the filter lets through, by BRIN and index.
std::vector<exchange::AccessPoint> ActiveAccessPoints(const exchange::Register& registry,
                                                      const exchange::AccessPointFilter& filter);

}  // namespace oso::center
