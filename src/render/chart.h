// A small line chart of one measure over time, as SVG. The table beside it tells the same; who does not see it hears
// each point.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/page.h"
#include "render/value.h"

namespace oso::render {

struct Point {
  Day day;
  double value;
  std::string_view written;  // the value as the dossier has it
};

// A number, written with a point or a comma.
std::optional<double> ParseScore(std::string_view text);

// At least two points, in order of time. `measure` says what is counted; `series` is the dossier's name for the tests.
void WriteChart(Page& page, std::string_view series, std::string_view measure, const std::vector<Point>& points);

}  // namespace oso::render
