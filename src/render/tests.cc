// The tests of a pupil, by series: those of one name, taken over the years.
#include <algorithm>
#include <map>

#include "render/block.h"
#include "render/chart.h"
#include "render/table.h"

namespace oso::render {
namespace {

using dossier::Document;
using dossier::Occurrence;

// The field by which the tests of a series are one, and its value.
struct Name {
  std::string_view field;
  std::string_view text;
};

struct Series {
  Name name;
  Occurrences tests;
};

// One measure over time. The scale makes two scores of one measure comparable.
struct Measure {
  const Occurrence* example;  // the field that is measured
  std::string scale;
  std::vector<Point> points;
};

Name NameOfTest(const Document& document, const Occurrence& test) {
  for (const std::string_view field : {"toetsnaam", "leergebied", "eldtoetscode"}) {
    const Occurrence* name = document.Find(test, "toetsidentificatie/" + std::string(field));
    if (name != nullptr) return {field, document.TextOf(*name)};
  }
  return {};
}

// In the order in which they first come.
std::vector<Series> SeriesOf(const Document& document, const Occurrences& tests) {
  std::vector<Series> all;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> at;
  for (const Occurrence* test : tests) {
    const Name name = NameOfTest(document, *test);
    const auto [found, is_new] = at.try_emplace({name.field, name.text}, all.size());
    if (is_new) all.push_back({name, {}});
    all[found->second].tests.push_back(test);
  }
  return all;
}

class Measures {
 public:
  explicit Measures(const Document& document) : document_(document) {}

  void Take(const Occurrence& test) {
    const Occurrence* date = document_.Find(test, "afname/afnamedatum");
    const auto day = date != nullptr ? ParseDay(document_.TextOf(*date)) : std::nullopt;
    const Occurrence* result = document_.Child(test, "resultaat");
    if (!day || result == nullptr) return;
    if (const Occurrence* score = document_.Child(*result, "toetsscore")) {
      Add(*day, document_.Child(*score, "vaardigheidsscore"), TextAt(document_, *score, "codevaardigheidsschaal"));
    }
    for (const Occurrence* score : ChildrenNamed(document_, *result, "referentiescore")) {
      Add(*day, document_.Child(*score, "waarde"),
          TextAt(document_, *score, "codereferentiescore") + ' ' + TextAt(document_, *score, "codevergelijkingsgroep"));
    }
  }

  // The first that is known more than once: scores on a scale of skill come before those by comparison. nullptr: none.
  const Measure* Best() {
    const auto repeated = std::ranges::find_if(all_, [](const Measure& measure) { return measure.points.size() > 1; });
    if (repeated == all_.end()) return nullptr;
    std::ranges::sort(repeated->points, {},
                      [](const Point& point) { return std::tuple(point.day.year, point.day.month, point.day.day); });
    return &*repeated;
  }

 private:
  void Add(const Day& day, const Occurrence* value, const std::string& scale) {
    if (value == nullptr) return;
    const auto number = ParseScore(document_.TextOf(*value));
    if (!number) return;
    const auto [found, is_new] = at_.try_emplace({value->element, scale}, all_.size());
    if (is_new) all_.push_back({value, scale, {}});
    all_[found->second].points.push_back({day, *number, document_.TextOf(*value)});
  }

  const Document& document_;
  std::vector<Measure> all_;
  std::map<std::pair<const dossier::Element*, std::string>, std::size_t> at_;
};

void WriteSeries(Page& page, const Series& series, int level) {
  {
    const auto heading = page.html.In(HeadingTag(level));
    page.html.Foreign(series.name.text);
    if (series.name.text.empty()) page.Say({"Toets zonder naam", "Test without a name"});
  }
  Measures measures(page.document);
  Occurrences rows;
  for (const Occurrence* test : series.tests) {
    measures.Take(*test);
    rows.push_back(test);
    std::ranges::copy(ChildrenNamed(page.document, *test, "toetsonderdeel"), std::back_inserter(rows));
  }
  if (const Measure* best = measures.Best()) {
    const bool compared = best->example->element->name == "waarde";
    const std::string label = compared ? Harmless(best->scale) : page.Label(*best->example->element);
    WriteChart(page, series.name.text, label, best->points);
  }
  WriteTable(page,
             {.caption = page.In({"Resultaten", "Results"}),
              .columns = {{page.In({"Afname of onderdeel", "Taken on, or part"}),
                           {"afnamedatum", "jaargroep", "dl", "onderdeelnaam", "eldonderdeelcode"}},
                          {page.In({"Toets", "Test"}), {"", "toetsidentificatie"}},
                          {page.In({"Score", "Score"}), {"", "toetsscore"}},
                          {page.In({"Vergelijking", "Comparison"}), {"", "referentiescore"}},
                          {page.In({"Bijzonderheden", "Particulars"}), {}}},
              .elsewhere = {"toetsonderdeel", series.name.field}},
             rows);
}

}  // namespace

void WriteTests(Page& page, const Occurrences& tests, int level) {
  for (const Series& series : SeriesOf(page.document, tests)) WriteSeries(page, series, level);
}

}  // namespace oso::render
