// The series of tests by which a school follows a pupil: twice a year in primary education, once a year after it.
#include <algorithm>

#include "fiction/attachments.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

// A subject in primary education. The mean score of all pupils at the middle of group 3, and how it and the spread
// grow.
struct Subject {
  std::string_view code;
  std::string_view area;
  std::string_view name;
  int first_group;
  int start;
  int growth;     // in half a year
  int deviation;  // of the score
  std::string_view scale;
};
constexpr std::array kSubjects = std::to_array<Subject>({
    {"RW", "rekenen", "Rekenen-wiskunde", 3, 118, 17, 31, "301"},
    {"BL", "begrijpend lezen", "Begrijpend lezen", 4, 118, 9, 27, "302"},
    {"SP", "spelling", "Spelling", 3, 142, 22, 42, "303"},
    {"TL", "technisch lezen", "Leestempo", 3, 24, 8, 15, "304"},
    {"WS", "taal", "Woordenschat", 3, 41, 7, 12, "305"},
});
constexpr std::array kSecondarySubjects = std::to_array<Subject>({
    {"NL", "Nederlands", "Nederlands leesvaardigheid", 11, 190, 14, 28, "401"},
    {"EN", "Engels", "Engels leesvaardigheid", 11, 185, 18, 32, "402"},
    {"RE", "rekenen", "Rekenen en wiskunde", 11, 195, 13, 30, "403"},
});

// Five levels of a fifth of the pupils each: I is the highest.
std::string_view FifthOf(int deviation) {
  return deviation > 84 ? "I" : deviation > 25 ? "II" : deviation > -25 ? "III" : deviation > -84 ? "IV" : "V";
}
// A to E: three of a quarter, then 15 and 10 in a hundred.
std::string_view LetterOf(int deviation) {
  return deviation > 67 ? "A" : deviation > 0 ? "B" : deviation > -67 ? "C" : deviation > -128 ? "D" : "E";
}

Node Reference(std::string_view code, std::string_view group, std::string value) {
  return Block{"referentiescore", Leaf{"codereferentiescore", code}, Leaf{"codevergelijkingsgroep", group},
               Leaf{"waarde", std::move(value)}};
}

// A test taken: half-years since the middle of group 3, or years since the first of secondary education.
struct Sitting {
  int group;
  int steps;
  std::string_view moment;  // "M6", or "T1"
  Day day;
  std::string teacher = {};
};

Node TestBlock(const Story& story, const Subject& subject, const Sitting& sitting, int deviation) {
  const bool secondary = sitting.group > 10;
  const int score = subject.start + subject.growth * sitting.steps + subject.deviation * deviation / 100;
  const std::string moment(sitting.moment);
  return Block{
      "toets",
      Block{"toetsidentificatie", Leaf{"eldtoetscode", std::string(subject.code) + '3' + moment},
            Leaf{"leergebied", subject.area}, Leaf{"toetsnaam", std::string(subject.name) + ' ' + moment},
            Leaf{"toetsversie", "3.0"}},
      Block{"afname", Leaf{"afnamedatum", sitting.day}, Leaf{"jaargroep", sitting.group},
            When(!secondary, "dl", 5 * (sitting.steps + 1)),
            Block{"afgenomendoor", Leaf{"naammedewerker", sitting.teacher},
                  Leaf{"functie", secondary ? "mentor" : "leerkracht"}}},
      Block{
          "resultaat",
          Block{"toetsscore", Leaf{"vaardigheidsscore", std::max(score, 1)},
                Leaf{"codevaardigheidsschaal", subject.scale},
                Block{"betrouwbaarheidsinterval", Leaf{"bivlaag", std::max(score - 5, 0)}, Leaf{"bivhoog", score + 5}}},
          secondary ? Reference("Percentiel", story.level->group, std::to_string(std::clamp(50 + deviation / 3, 2, 98)))
                    : Reference("IV", "Landelijk", std::string(FifthOf(deviation))),
          When(!secondary && story.IsFull(),
               [&] { return Reference("AE", "Landelijk", std::string(LetterOf(deviation))); })}};
}

// The standard lets tests go to secondary education of this school year and the two before (OVa.TR04); a usual dossier
// tells no more either.
bool IsRecent(const Story& story, Day day) {
  return day >= FirstDay(kThisYear - 2) || (story.IsFull() && story.wish.route != profile::Route::kPovo);
}

std::vector<Sitting> SittingsOf(const Story& story, Draw draw) {
  static constexpr std::array<std::string_view, 12> kHalves = {"M3", "E3", "M4", "E4", "M5", "E5",
                                                               "M6", "E6", "M7", "E7", "M8", "E8"};
  static constexpr std::array<std::string_view, 6> kYears = {"T1", "T2", "T3", "T4", "T5", "T6"};
  std::vector<Sitting> sittings;
  const auto add = [&](const Sitting& sitting) {
    if (sitting.day < story.compiled && IsRecent(story, sitting.day)) sittings.push_back(sitting);
  };
  for (const CareerYear& year : story.career) {
    const int spring = year.school_year + 1;
    const Day middle = SchoolDayBetween(draw, On(spring, 1, 15), On(spring, 2, 8));
    const Day end = SchoolDayBetween(draw, On(spring, 5, 23), On(spring, 6, 20));
    const std::string teacher = ColleagueOf(draw);
    if (year.group > 10) {
      const int steps = year.group - 11;
      if (steps < 3) add({year.group, steps, kYears.at(static_cast<std::size_t>(steps)), middle, teacher});
    } else if (year.group >= 3) {
      const int steps = 2 * (year.group - 3);
      add({year.group, steps, kHalves.at(static_cast<std::size_t>(steps)), middle, teacher});
      // The final test takes the place of the last one.
      if (year.group < 8) add({year.group, steps + 1, kHalves.at(static_cast<std::size_t>(steps) + 1), end, teacher});
    }
  }
  return sittings;
}

Node IntelligencePart(std::string_view code, std::string_view name, int quotient) {
  const std::string file = "intelligentie-" + std::string(name) + ".txt";
  return Block{"toetsonderdeel", Leaf{"eldonderdeelcode", code}, Leaf{"onderdeelnaam", name},
               Block{"resultaat",
                     Block{"toetsscore", Leaf{"aantalopgaven", 60}, Leaf{"aantalgoed", std::clamp(quotient / 3, 1, 60)},
                           Leaf{"tijd", 40}},
                     Reference("IQ", "Landelijk", std::to_string(quotient)),
                     DocumentBlock({.name = file, .description = "Toelichting onderdeel " + std::string(name)})}};
}

// Taken by an expert from outside, with parts of its own.
Node IntelligenceTest(const Story& story, Draw draw) {
  const int quotient = 100 + story.ability * 15 / 100;
  const Day day = SchoolDayBetween(draw, On(kThisYear, 10, 1), On(kThisYear, 12, 14));
  const Address practice = AddressIn(*story.school.address.town, draw);
  return Block{
      "toets",
      Block{"toetsidentificatie", Leaf{"eldtoetscode", "INT2015"}, Leaf{"leergebied", "intelligentie"},
            Leaf{"toetsnaam", "Individuele intelligentietest"}},
      Block{"afname", Leaf{"afnamedatum", day}, Leaf{"jaargroep", story.group},
            Block{"afgenomendoor", Leaf{"naammedewerker", ColleagueOf(draw)}, Leaf{"functie", "orthopedagoog"},
                  Block{"werktbijinstelling",
                        Block{"instelling", Leaf{"naam", "Praktijk voor orthopedagogiek De Kapstok"},
                              AddressList(practice),
                              Block{"communicatielijst", Telephone("werk", LandlineIn(*practice.town, draw))}}}}},
      Block{"resultaat", Reference("IQ", "Landelijk", std::to_string(quotient)),
            DocumentBlock({.name = "intelligentieonderzoek.pdf",
                           .description = "Verslag intelligentieonderzoek",
                           .lines = {"Afgenomen op " + InWords(day), "Totaal IQ: " + std::to_string(quotient)}})},
      IntelligencePart("INT2015V", "verbaal", quotient + draw.Between(-9, 9)),
      IntelligencePart("INT2015P", "performaal", quotient + draw.Between(-9, 9)),
      Leaf{"opmerking", "Afgenomen op verzoek van de ouders."}};
}

}  // namespace

std::optional<Node> TestList(const Story& story) {
  Draw draw = story.For("tests");
  const std::vector<Sitting> sittings = SittingsOf(story, story.For("sittings"));
  const std::span<const Subject> subjects = story.stage == Stage::kPrimary
                                                ? std::span<const Subject>(kSubjects)
                                                : std::span<const Subject>(kSecondarySubjects);
  Nodes tests;
  for (const Subject& subject : subjects) {
    const int talent = story.ability + draw.Deviation() * 40 / 100;
    for (const Sitting& sitting : sittings) {
      if (sitting.group < subject.first_group) continue;
      // In secondary education a pupil is compared with those of the same level.
      const int level = sitting.group > 10 ? talent / 4 : talent;
      tests.push_back(TestBlock(story, subject, sitting, level + draw.Deviation() * 25 / 100));
    }
  }
  if (story.IsFull()) tests.push_back(IntelligenceTest(story, story.For("intelligence test")));
  return When(!tests.empty(), [&] { return Block{"toetslijst", std::move(tests)}; });
}

}  // namespace oso::fiction
