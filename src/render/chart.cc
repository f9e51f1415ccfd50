#include "render/chart.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace oso::render {
namespace {

// In units of the drawing, which is as wide as the column or as a telephone.
constexpr double kWidth = 420;
constexpr double kHeight = 170;
constexpr double kLeft = 24;
constexpr double kRight = kWidth - 24;
constexpr double kTop = 34;
constexpr double kBottom = 124;
constexpr double kDateWidth = 125;  // that a date needs beside the next
constexpr double kValueWidth = 40;

struct Place {
  double x;
  double y;
};

std::string Number(double value) { return std::to_string(std::lround(value)); }

double DaysOf(const Day& day) {
  using std::chrono::sys_days;
  const std::chrono::year_month_day date{std::chrono::year(day.year),
                                         std::chrono::month(static_cast<unsigned>(day.month)),
                                         std::chrono::day(static_cast<unsigned>(day.day))};
  return static_cast<double>(sys_days(date).time_since_epoch().count());
}

double Scaled(double value, double low, double high, double from, double to) {
  return high > low ? from + (value - low) / (high - low) * (to - from) : (from + to) / 2;
}

std::vector<Place> PlacesOf(const std::vector<Point>& points) {
  const auto [low, high] = std::ranges::minmax(points, {}, &Point::value);
  std::vector<Place> places;
  places.reserve(points.size());
  for (const Point& point : points) {
    places.push_back({Scaled(DaysOf(point.day), DaysOf(points.front().day), DaysOf(points.back().day), kLeft, kRight),
                      Scaled(point.value, low.value, high.value, kBottom - 12, kTop)});
  }
  return places;
}

// SVG's own attributes instead of style sheets, which not every maker of PDF applies to drawings.
void WriteText(Page& page, const Place& place, std::string_view anchor, std::string_view size, std::string_view text) {
  page.html.Element("text", text,
                    {{"x", Number(place.x)},
                     {"y", Number(place.y)},
                     {"text-anchor", anchor},
                     {"font-size", size},
                     {"font-family", "Noto Sans, sans-serif"},
                     {"fill", "#1c2b33"}});
}

std::string_view AnchorAt(double x) {
  if (x < kLeft + kDateWidth / 2) return "start";
  return x > kRight - kDateWidth / 2 ? "end" : "middle";
}

void WriteLine(Page& page, const std::vector<Place>& places) {
  std::string line;
  for (const Place& place : places) line += Number(place.x) + ',' + Number(place.y) + ' ';
  page.html.Empty("polyline", {{"points", line}, {"fill", "none"}, {"stroke", "#1f5c6b"}, {"stroke-width", "2"}});
}

// Names as many points as there is room for; the last always.
void WritePoints(Page& page, const std::vector<Point>& points, const std::vector<Place>& places) {
  double next_value = 0;
  double next_date = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Place& place = places[i];
    const bool last = i + 1 == points.size();
    page.html.Empty("circle", {{"cx", Number(place.x)}, {"cy", Number(place.y)}, {"r", "4"}, {"fill", "#1f5c6b"}});
    if (place.x >= next_value) {
      WriteText(page, {place.x, place.y - 10}, "middle", "13", Harmless(points[i].written));
      next_value = place.x + kValueWidth;
    }
    if (last || (place.x >= next_date && place.x + kDateWidth < kRight - kDateWidth / 2)) {
      WriteText(page, {place.x, kBottom + 24}, AnchorAt(place.x), "12", DayInWords(points[i].day, page.language));
      next_date = place.x + kDateWidth;
    }
  }
}

std::string Told(const Page& page, const std::vector<Point>& points) {
  std::string told;
  for (const Point& point : points) {
    told += (told.empty() ? "" : "; ") + DayInWords(point.day, page.language) + ": " + Harmless(point.written);
  }
  return told;
}

}  // namespace

std::optional<double> ParseScore(std::string_view text) {
  std::string number(text);
  std::ranges::replace(number, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

void WriteChart(Page& page, std::string_view series, std::string_view measure, const std::vector<Point>& points) {
  const std::string title = page.In({"Grafiek: ", "Chart: "}) + std::string(measure) + ", " + Harmless(series);
  const std::string id = "grafiek-" + std::to_string(++page.charts);
  const auto figure = page.html.In("figure");
  {
    const auto caption = page.html.In("figcaption");
    page.html.Text(Capitalized(measure)).Text(", ").Foreign(series);
  }
  const auto drawing = page.html.In("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                                            {"viewBox", "0 0 " + Number(kWidth) + ' ' + Number(kHeight)},
                                            {"role", "img"},
                                            {"aria-labelledby", id + "-t " + id + "-d"}});
  page.html.Element("title", title, {{"id", id + "-t"}});
  page.html.Element("desc", Told(page, points), {{"id", id + "-d"}});
  page.html.Empty("line", {{"x1", Number(kLeft)},
                           {"x2", Number(kRight)},
                           {"y1", Number(kBottom)},
                           {"y2", Number(kBottom)},
                           {"stroke", "#5b6b73"},
                           {"stroke-width", "1"}});
  const std::vector<Place> places = PlacesOf(points);
  WriteLine(page, places);
  WritePoints(page, points, places);
}

}  // namespace oso::render
