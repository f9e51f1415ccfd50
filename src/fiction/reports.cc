// Reports, and the results of secondary education.
#include <algorithm>

#include "fiction/attachments.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

struct Course {
  std::string_view code;  // vakcode
  std::string_view name;
};
constexpr std::array kCourses = std::to_array<Course>({
    {"0101", "Nederlands"},
    {"0102", "Engels"},
    {"0103", "Duits"},
    {"0201", "wiskunde"},
    {"0202", "natuur- en scheikunde"},
    {"0203", "biologie"},
    {"0301", "geschiedenis"},
    {"0302", "aardrijkskunde"},
    {"0303", "economie"},
    {"0401", "lichamelijke opvoeding"},
    {"0402", "beeldende vorming"},
});
constexpr std::size_t kExamCourses = 6;
constexpr std::array<std::string_view, 8> kPrimaryCourses = {
    "lezen", "taal", "spelling", "rekenen", "schrijven", "wereldoriëntatie", "gym", "werkhouding"};

// In tenths: 68 is 6.8.
int MarkOf(int ability, Draw& draw) { return std::clamp(66 + (ability + draw.Deviation()) * 7 / 100, 35, 96); }
std::string Decimal(int tenths) { return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10); }
std::string_view InWord(int tenths) {
  return tenths >= 80 ? "goed" : tenths >= 70 ? "ruim voldoende" : tenths >= 55 ? "voldoende" : "onvoldoende";
}

// One report, with all its courses and how it went as a whole.
Node Report(const Story& story, int number, Day day, Draw draw) {
  const bool secondary = story.stage == Stage::kSecondary;
  const std::size_t courses = secondary ? kCourses.size() : kPrimaryCourses.size();
  Nodes parts{Leaf{"naam", "Rapport " + std::to_string(number)}};
  int sum = 0;
  for (std::size_t i = 0; i < courses; ++i) {
    // Those who are at the school of their level do not differ so much there.
    const int mark = MarkOf(secondary ? 0 : story.ability, draw);
    sum += mark;
    parts.push_back(
        Block{"onderdeel", Leaf{"naam", secondary ? kCourses.at(i).name : kPrimaryCourses.at(i)},
              Block{"score", When(secondary, "waarde", Decimal(mark)), Leaf{"kwalificatie", InWord(mark)}}});
  }
  const int mean = sum / static_cast<int>(courses);
  parts.push_back(Block{"score", When(secondary, "waarde", Decimal(mean)), Leaf{"kwalificatie", InWord(mean)}});
  return Block{"cijferlijst", Block{"cijferlijstTypelijst", std::move(parts)}, Leaf{"afnamedatum", day},
               Leaf{"jaargroep", story.group}, Leaf{"periode", "periode " + std::to_string(number)}};
}

// vakcode, vakleergebied, afgerond, datumafgerond, examenvak, and what it came to: one result to a block.
Node CourseResult(const Course& course, bool exam, std::optional<Day> done, Node result) {
  return Block{"resultaatvakkenvo",
               Leaf{"vakcode", course.code},
               Leaf{"vakleergebied", course.name},
               Leaf{"afgerond", done.has_value()},
               When(done.has_value(), [&] { return Leaf{"datumafgerond", *done}; }),
               Leaf{"examenvak", exam},
               std::move(result)};
}

Nodes ReportMarks(Draw draw) {
  Nodes results;
  for (const Course& course : kCourses) {
    results.push_back(CourseResult(course, false, std::nullopt, Leaf{"rapportcijfer", Decimal(MarkOf(0, draw))}));
  }
  return results;
}

// The mark of the school's own exam, that of the central exam, and the end mark: their mean.
Nodes ExamMarks(Day day, Draw draw) {
  Nodes results;
  for (std::size_t i = 0; i < kExamCourses; ++i) {
    const Course& course = kCourses.at(i);
    const int school = std::max(MarkOf(20, draw), 55);
    const int central = std::max(MarkOf(10, draw), 50);
    results.push_back(CourseResult(course, true, day, Leaf{"eindcijferse", Decimal(school)}));
    results.push_back(CourseResult(course, true, day, Leaf{"cijferce", Decimal(central)}));
    results.push_back(CourseResult(course, true, day, Leaf{"exameneindcijfer", (school + central + 10) / 20}));
  }
  results.push_back(
      CourseResult({"0401", "lichamelijke opvoeding"}, true, day, Leaf{"beoordelingexamenvak", "voldoende"}));
  results.push_back(CourseResult({"0501", "profielwerkstuk"}, true, day,
                                 Block{"werkstuk", Leaf{"werkstuktitel", "Zonne-energie op het dak van onze school"},
                                       Leaf{"werkstukbeoordeling", "voldoende"}}));
  return results;
}

Node Internship(const Story& story, Draw draw) {
  return Block{"stage",
               Leaf{"begindatum", On(kThisYear, 11, 5)},
               Leaf{"einddatum", On(kThisYear, 11, 16)},
               Leaf{"soortstage", "Beroepsoriënterende stage"},
               Leaf{"functierol", "medewerker activiteitenbegeleiding"},
               Block{"instelling", Leaf{"naam", "Woonzorgcentrum De Horst"},
                     AddressList(AddressIn(*story.school.address.town, draw))},
               Leaf{"beoordeling", "goed"}};
}

Nodes AllThatExamsBring(const Story& story) {
  const Day passed = On(kThisYear + 1, 6, 12);
  const Block all{
      "leerling",
      Block{"examenresultaat", Leaf{"soortdiploma", std::string(story.level->name)}, Leaf{"examenjaar", kThisYear + 1},
            Leaf{"datumuitslag", passed}, Leaf{"examenuitslag", "geslaagd"}},
      ExamMarks(passed, story.For("exam")),
      Leaf{"certificaat", "EHBO voor jongeren"},
      Block{"competenties", Leaf{"competentiereferentie", "Loopbaan"}, Leaf{"competentiecategorie", "Samenwerken"},
            Leaf{"competentiebeschrijving", "Overlegt en verdeelt taken in een groep"},
            Leaf{"competentiestatus", "behaald"}},
      Internship(story, story.For("internship")),
      Block{"overigvombo", Leaf{"keuzevervolgopleiding", "havo"}, Leaf{"beroepskeuzetest", true},
            Leaf{"portfolio", true}, Leaf{"pop", true}, Leaf{"motivatiebrief", false}, Leaf{"lobdossier", true}}};
  return all.children;
}

}  // namespace

std::optional<Node> ReportList(const Story& story) {
  const Draw draw = story.For("reports");
  const std::array days = {On(kThisYear, 11, 30), On(kThisYear + 1, 2, 15), On(kThisYear + 1, 6, 21)};
  Nodes reports;
  for (const Day day : days) {
    const int number = static_cast<int>(reports.size()) + 1;
    if (day < story.compiled) reports.push_back(Report(story, number, day, draw.For(std::to_string(number))));
  }
  return Block{"cijferlijstlijst", std::move(reports)};
}

Nodes SecondaryElements(const Story& story) {
  // Who goes up to which year is decided in June.
  const bool decided = story.compiled > On(kThisYear + 1, 6, 14);
  const int year = story.group - 10 + (story.IsFull() ? 0 : 1);
  const Block all{
      "leerling",
      When(decided,
           [&] { return Block{"bevorderd", Leaf{"elementcode", story.level->element}, Leaf{"leerjaar", year}}; }),
      story.IsFull() ? AllThatExamsBring(story) : ReportMarks(story.For("marks"))};
  return all.children;
}

}  // namespace oso::fiction
