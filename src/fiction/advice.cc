// What the school advises, and how the final test of primary education went.
#include <algorithm>

#include "fiction/attachments.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

constexpr std::array<std::string_view, 6> kStrengths = {
    "werkt zelfstandig en maakt het werk af",
    "is nieuwsgierig en stelt goede vragen",
    "werkt hard en laat zich goed aanspreken",
    "is sociaal en helpt graag een ander",
    "heeft een goede werkhouding en plant het eigen werk",
    "denkt creatief en doet actief mee in de les",
};
constexpr std::array<std::string_view, 6> kNeeds = {
    "heeft baat bij korte, duidelijke instructie", "mag nog leren om eerder hulp te vragen",
    "heeft bij toetsen wat meer tijd nodig",       "groeit van complimenten en houvast",
    "heeft baat bij een rustige plek in de klas",  "leest nog niet zo vlot; voorlezen van lange teksten helpt",
};

// Code list 21.
std::string_view CourseFor(int ability, Draw& draw) {
  if (ability > 60) return draw.Of(std::array{"plus", "basis"});
  if (ability < -80) return draw.Of(std::array{"ondersteuning", "bespreek"});
  return draw.Of(std::array{"basis", "basis", "disharmonisch"});
}

// The ability that this test happened to show.
int Shown(const Story& story, Draw draw) { return story.ability + draw.Deviation() * 45 / 100; }

struct FinalTest {
  std::string_view code;  // code list 42
  std::string_view name;
  int mean;
  int deviation;  // of the score
  int low;
  int high;
};
constexpr std::array kFinalTests = std::to_array<FinalTest>({
    {"0011", "Centrale Eindtoets", 535, 10, 501, 550},
    {"0012", "IEP Eindtoets", 80, 9, 50, 100},
    {"0013", "ROUTE 8", 205, 38, 100, 300},
    {"0014", "Dia-eindtoets", 361, 14, 321, 390},
});

// Code list 45, below 1F up to 2F or 1S.
std::string_view ReferenceLevel(int ability) {
  return ability < -150 ? "01" : ability < -20 ? "02" : ability < 120 ? "03" : "04";
}

Node Domain(std::string_view code, std::string_view name, int ability) {
  return Block{"domein", Leaf{"domeincode", code}, Leaf{"domeinomschrijving", name},
               Leaf{"dom_referentieniveau", ReferenceLevel(ability)}};
}

Node FinalTestResult(const Story& story, int shown, Draw draw) {
  const FinalTest& test = kFinalTests.at(draw.Weighted({50, 32, 12, 6}));
  const int score = std::clamp(test.mean + test.deviation * shown / 100, test.low, test.high);
  // In secondary education it is some years ago.
  const int years_ago = story.group > 10 ? story.career.back().school_year - story.career.front().school_year + 1 : 0;
  const int year = kThisYear + 1 - years_ago;
  return Block{
      "eindtoetsresultaat",
      Leaf{"toetssoort", test.code},
      Leaf{"toetsniveau", "G"},
      Leaf{"toetsomschrijving", test.name},
      Leaf{"datum_afname", SchoolDayBetween(draw, On(year, 4, 16), On(year, 5, 10))},
      Leaf{"wettelijke_ontheffing", "N"},
      Leaf{"standaardscore", score},
      Leaf{"toets_advies", LevelOf(shown).name},
      Block{"onderdelen",
            Block{"onderdeel", Leaf{"onderdeelcode", "8000"}, Leaf{"onderdeelomschrijving", "Nederlandse taal"},
                  Block{"domeinen", Domain("8050", "Lezen", shown + draw.Between(-40, 40)),
                        Domain("8051", "Taalverzorging", shown + draw.Between(-40, 40))}},
            Block{"onderdeel", Leaf{"onderdeelcode", "8001"}, Leaf{"onderdeelomschrijving", "Rekenen"},
                  Leaf{"ond_referentieniveau", ReferenceLevel(shown + draw.Between(-40, 40))}}}};
}

}  // namespace

bool TookFinalTest(const Story& story) {
  return story.group > 10 || (story.group == 8 && story.compiled > On(kThisYear + 1, 5, 24));
}

Node FinalTestBlock(const Story& story) {
  const int shown = Shown(story, story.For("final test"));
  return Block{"eindtoets_basisonderwijs", FinalTestResult(story, shown, story.For("final test result")),
               Leaf{"deelgenomen", true}, When(story.IsFull(), [&] {
                 return DocumentBlock({.name = "eindtoets.pdf",
                                       .description = "Leerlingrapport eindtoets",
                                       .lines = {"Toetsadvies: " + std::string(LevelOf(shown).name)}});
               })};
}

Node AdviceBlock(const Story& story) {
  Draw draw = story.For("advice");
  const std::string name(story.FirstName());
  const bool level = story.wish.route == profile::Route::kPovo || story.stage == Stage::kSecondary || story.IsFull();
  const int hope = story.ability + (draw.Chance(20) ? 40 : 0);
  // A better final test makes a school think again.
  const Level& tested = LevelOf(Shown(story, story.For("final test")));
  const bool again = story.group == 8 && TookFinalTest(story) && tested.up_to > story.level->up_to;
  const bool contact = story.Tells(story.ability < -100 ? 70 : 25, draw);
  std::string argument = name + ' ' + std::string(draw.Of(kStrengths)) + ". ";
  argument += story.Pronoun();
  argument += ' ' + std::string(draw.Of(kNeeds)) + '.';
  return Block{
      "overstapadvies",
      When(level, "advies", story.level->advice),
      When(level && story.Tells(70, draw), "wensouders", LevelOf(hope).advice),
      When(level && story.Tells(60, draw), "wensleerling", LevelOf(hope).advice),
      When(level && again, "herzienadvies", tested.advice),
      When(level && again, "motivatie_herzienadvies", "Het resultaat van de eindtoets is hoger dan het eerste advies."),
      When(level && story.Tells(60, draw), [&] { return Leaf{"profiel", CourseFor(story.ability, draw)}; }),
      When(story.Tells(95, draw), "argumentatie", argument),
      Leaf{"contactnodig", contact},
      When(contact, [&] { return Leaf{"contactpersoon", ColleagueOf(draw)}; }),
      When(contact, "contacttelefoon", story.school.telephone),
      When(contact, "contactemail", "ib@" + story.school.host),
      When(story.Tells(30, draw), "aandachtspunten", name + ' ' + std::string(draw.Of(kNeeds)) + '.')};
}

}  // namespace oso::fiction
