#include "fiction/story.h"

#include <algorithm>
#include <array>

namespace oso::fiction {
namespace {

using profile::Route;

constexpr auto kLevels = std::to_array<Level>({
    {"10", "praktijkonderwijs", "BB", "p", "0090", -190},
    {"20", "vmbo-basis", "BB", "b", "0011", -125},
    {"22", "vmbo-basis/kader", "BB+", "bk", "0012", -95},
    {"30", "vmbo-kader", "KB", "k", "0013", -55},
    {"50", "vmbo-tl", "GT", "t", "0015", 0},
    {"52", "vmbo-tl/havo", "GT", "th", "0021", 30},
    {"60", "havo", "HAVO", "h", "0022", 70},
    {"61", "havo/vwo", "HAVO", "hv", "0023", 105},
    {"70", "vwo", "VWO", "v", "0024", 1'000},
});

Stage StageOf(const Wish& wish, Draw draw) {
  switch (wish.route) {
    case Route::kPopo:
    case Route::kPovo:
    case Route::kPoswv:
      return Stage::kPrimary;
    case Route::kVovo:
    case Route::kVoswv:
      return Stage::kSecondary;
    case Route::kWithinBrin:
      break;
  }
  // Only of a pupil in secondary education can every block be told.
  return wish.size == Size::kFull || draw.Chance(40) ? Stage::kSecondary : Stage::kPrimary;
}

// The largest dossiers are of pupils who have done all there is: the final test of primary education, or exams.
int GroupOf(const Wish& wish, Stage stage, int ability, Draw draw) {
  const bool full = wish.size == Size::kFull;
  if (stage == Stage::kSecondary) {
    if (full) return 14;
    // Those who leave vmbo with a diploma do not go to another school for secondary education.
    const int years = ability < 0 ? 3 : ability < 70 ? 4 : 5;
    return 10 + draw.Between(1, years);
  }
  if (wish.route == Route::kPovo || (full && wish.route == Route::kPopo)) return 8;
  if (wish.route == Route::kPoswv) return full ? 7 : draw.Between(2, 7);
  return draw.Between(1, 7);
}

// In the season in which pupils are handed over. The largest tell of final tests and exams: these are of June.
Day CompiledOn(const Wish& wish, Draw draw) {
  const Day first = wish.size == Size::kFull ? On(2019, 6, 24) : On(2019, 3, 4);
  return SchoolDayBetween(draw, first, On(2019, 7, 5));
}

}  // namespace

bool Story::ToPartnership() const { return wish.route == Route::kPoswv || wish.route == Route::kVoswv; }

bool Story::Tells(int percent, Draw& chance) const {
  const bool usually = chance.Chance(percent);
  return wish.size == Size::kFull || (wish.size == Size::kUsual && usually);
}

const Level& LevelOf(int ability) {
  return *std::ranges::find_if(kLevels, [&](const Level& level) { return ability < level.up_to; });
}

Story StoryOf(const Wish& wish) {
  Story story{.wish = wish, .draw = Draw(wish.seed).For("dossier")};
  Draw draw = story.For("career");
  story.stage = StageOf(wish, story.For("stage"));
  // A samenwerkingsverband hears of those who do not get along.
  story.ability = draw.Deviation() - (story.ToPartnership() ? 80 : 0);
  // Exams are told of those who did them: in year 4 that is vmbo.
  if (wish.size == Size::kFull && story.stage == Stage::kSecondary) story.ability = -30 - draw.Between(0, 40);
  story.level = &LevelOf(story.ability);
  story.group = GroupOf(wish, story.stage, story.ability, story.For("group"));
  story.compiled = CompiledOn(wish, story.For("compiled"));

  const Town& town = TownOf(draw);
  story.school = SchoolIn(town, story.stage, story.For("school"));
  const bool changed = draw.Chance(14);
  if (changed) story.former = SchoolIn(draw.Chance(60) ? town : TownOf(draw), story.stage, story.For("former school"));
  const int repeats = draw.Chance(story.ability < -80 ? 30 : 8) && story.group > 1 ? 1 : 0;
  const Day born = BirthdayIn(story.group, repeats, story.For("birthday"));
  story.pupil = PupilBorn(born, town, story.draw);
  if (draw.Chance(1) || story.IsFull()) TakeIntoCare(story.pupil, story.For("care"));
  story.career = CareerUpTo(story.group, repeats, changed, born, story.For("years"));
  return story;
}

}  // namespace oso::fiction
