// One step between two neighbouring versions: what moves or changes by name. What has no place afterwards is Fit's.
// Source: the published schemas, code lists and rules of both versions; the remarks at each move are our choices.
#pragma once

#include <span>

#include "convert/rewrite.h"

namespace oso::convert {

struct Step {
  DataSetVersion older;
  DataSetVersion newer;
  void (*up)(Rewrite& rewrite);    // before: of the older version; the tree's version is the newer one's already
  void (*down)(Rewrite& rewrite);  // the other way round
};

void UpTo2017(Rewrite& rewrite);
void DownTo2016(Rewrite& rewrite);
void UpTo2019(Rewrite& rewrite);
void DownTo2018(Rewrite& rewrite);

std::span<const Step> Steps();  // the oldest first

}  // namespace oso::convert
