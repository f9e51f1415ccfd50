// The years at school: before it, year by year, and how often the pupil was not there.
#include "fiction/attachments.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

constexpr std::array<std::string_view, 6> kPlaygroups = {"Het Kwetternest", "De Kleine Beer", "Ukkepuk",
                                                         "Pippeloentje",    "De Kikkerpoel",  "Dikkie Duim"};

// "6b", "2hv1"; from one year to the next a class stays together.
std::string ClassOf(const Story& story, const CareerYear& year) {
  Draw draw = story.For("class");
  if (year.group == 0) return "0";
  if (year.group > 10) {
    return std::to_string(year.group - 10) + std::string(story.level->class_mark) + std::to_string(draw.Between(1, 4));
  }
  return std::to_string(year.group) + (draw.Chance(60) ? draw.Of(std::array{"a", "b", "c"}) : "");
}

std::string ClassName(const Story& story, const CareerYear& year) {
  if (year.group == 0) return "instroomgroep";
  if (year.group > 10) return std::string(story.level->name) + ' ' + std::to_string(year.group - 10);
  return "groep " + std::to_string(year.group);
}

Node YearBlock(const Story& story, const CareerYear& year) {
  const School& school = story.SchoolOf(year);
  const bool secondary = year.group > 10;
  return Block{"schoolloopbaan",
               Leaf{"schooljaar", SchoolYear(year.school_year)},
               Leaf{"groepscode", ClassOf(story, year)},
               Leaf{"groepsnaam", ClassName(story, year)},
               Leaf{"jaargroep", year.group},
               Leaf{"begindatum", year.from},
               Leaf{"einddatum", year.to},
               Leaf{"brincode", school.brin},
               Leaf{"vestigingscode", school.location},
               Leaf{"schoolsoort", secondary ? "VO" : "BO"},
               When(secondary, "voelementcode", story.level->element),
               When(secondary, "voelementomschrijving", "Leerjaar " + std::string(story.level->name))};
}

}  // namespace

Nodes EarlyElements(const Story& story) {
  Draw draw = story.For("early years");
  const bool programme = story.Tells(35, draw);
  const int kind = draw.Between(1, 6);  // code list 9
  const Day school = YearsLater(story.pupil.born, 4);
  Nodes elements{Leaf{"vanpeuterspeelzaal", true}, Leaf{"naampeuterspeelzaal", draw.Of(kPlaygroups)}};
  if (!programme) return elements;
  elements.push_back(Block{
      "voorschools", Leaf{"codevoorschoolsehistorie", draw.Between(1, 5)}, Leaf{"codevoorschoolsprogramma", kind},
      Leaf{"voorschoolsemaanden", draw.Between(6, 18)}, Leaf{"codevoorschoolsetoeleider", draw.Between(1, 9)},
      Leaf{"codevoorschoolsedeelname", draw.Between(1, 5)}, Leaf{"voorschoolseaanwezigheid", draw.Between(2, 5)}});
  elements.push_back(Block{"vroegschools", Leaf{"codevroegschoolsprogramma", kind},
                           Leaf{"vroegschoolsdatumingang", school},
                           Leaf{"vroegschoolseinddatum", LastDay(SchoolYearOf(school) + 1)}});
  return elements;
}

Node CareerBlock(const Story& story) {
  Nodes years;
  for (const CareerYear& year : story.career) {
    const bool last = &year == &story.career.back();
    if (story.wish.size != Size::kMinimal || last) years.push_back(YearBlock(story, year));
  }
  return Block{"schoolloopbaanlijst", std::move(years)};
}

Node AbsenceBlock(const Story& story) {
  Draw draw = story.For("absence");
  const bool secondary = story.stage == Stage::kSecondary;
  const bool often = draw.Chance(8);
  const int excused = draw.Between(0, often ? 24 : 9);
  const int unexcused = often ? draw.Between(3, 20) : draw.Between(0, 2);
  const std::string_view unit = secondary ? "lesuren" : "dagdelen";
  return Block{"verzuim",
               Leaf{secondary ? "urengeoorloofd" : "dagdelengeoorloofd", excused},
               Leaf{secondary ? "urenongeoorloofd" : "dagdelenongeoorloofd", unexcused},
               Leaf{"meerdan25percent", false},
               Leaf{"frequentie", often ? draw.Between(3, 6) : draw.Between(0, 2)},
               Leaf{"contactleerplicht", often && unexcused > 8},
               When(secondary, "rmcmelding", false),
               When(story.IsFull(), [&] {
                 return Block{"documentLijst",
                              DocumentBlock(
                                  {.name = "verzuimoverzicht.txt",
                                   .description = "Verzuimoverzicht " + SchoolYear(kThisYear),
                                   .lines = {"Geoorloofd: " + std::to_string(excused) + ' ' + std::string(unit),
                                             "Ongeoorloofd: " + std::to_string(unexcused) + ' ' + std::string(unit)}})};
               })};
}

}  // namespace oso::fiction
