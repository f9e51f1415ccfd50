// What a pupil needs beyond what all get, and the plans made for it (onderwijsondersteuning).
#include "fiction/attachments.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

struct Condition {
  std::string_view code;  // code list 23
  std::string_view name;
  std::string_view found_by;
  std::string_view aim;  // of the plan for it
  std::string_view need;
};
constexpr std::array kConditions = std::to_array<Condition>({
    {"F81.0", "Dyslexie", "orthopedagoog", "technisch lezen en spelling", "meer tijd en voorleessoftware bij toetsen"},
    {"F81.2", "Dyscalculie", "orthopedagoog", "automatiseren", "een rekenkaart en kleine stappen"},
    {"F90.0", "ADHD, overwegend onoplettend", "kinderpsychiater", "taakaanpak en concentratie",
     "een rustige plek en taken in delen"},
    {"F90", "ADHD", "kinderpsychiater", "werkhouding", "bewegingsmomenten en duidelijke afspraken"},
    {"F84", "Autismespectrumstoornis", "GZ-psycholoog", "omgaan met veranderingen",
     "een voorspelbare dag en een vast maatje"},
    {"F80", "Taalontwikkelingsstoornis", "logopedist", "woordenschat", "korte zinnen, en wat gezegd is ook laten zien"},
});

const Condition& ConditionOf(const Story& story) {
  Draw draw = story.For("condition");
  return kConditions.at(draw.Weighted({45, 8, 14, 15, 12, 6}));
}

Node NeedsBlock(const Story& story, const Condition& condition) {
  const std::string name(story.FirstName());
  return Block{"toelichting_onderwijsbehoeften",
               DocumentBlock({.name = "onderwijsbehoeften.pdf",
                              .description = "Toelichting onderwijsbehoeften",
                              .lines = {"Leerling: " + name, "Wat vraagt aandacht: " + std::string(condition.aim),
                                        name + " heeft nodig: " + std::string(condition.need) + '.',
                                        "Besproken met de ouders en met de intern begeleider."}})};
}

Node DiagnosisBlock(const Story& story, const Condition& condition, Draw draw) {
  const Day earliest = std::min(YearsLater(story.pupil.born, 7), On(kThisYear, 9, 3));
  const Day day = SchoolDayBetween(draw, earliest, On(kThisYear + 1, 2, 1));
  return Block{"diagnose",
               Leaf{"code", condition.code},
               Leaf{"naam", condition.name},
               Leaf{"datum", day},
               Leaf{"doorwie", ColleagueOf(draw) + ", " + std::string(condition.found_by)},
               Leaf{"instantie", "Centrum voor Onderwijs en Zorg De Brug"},
               When(story.IsFull(), [&] {
                 return DocumentBlock({.name = "onderzoeksverslag.pdf",
                                       .description = "Samenvatting onderzoek",
                                       .lines = {std::string(condition.name) + ", vastgesteld op " + InWords(day),
                                                 "Advies: " + std::string(condition.need)}});
               })};
}

Node PlanBlock(const Story& story, const Condition& condition, Draw draw) {
  const Day from = SchoolDayBetween(draw, On(kThisYear, 9, 3), On(kThisYear + 1, 1, 11));
  return Block{"handelingsplan", Leaf{"startdatum", from}, Leaf{"einddatum", LastDay(kThisYear)},
               Leaf{"isgerichtop", condition.aim}, When(story.Tells(40, draw), [&] {
                 return DocumentBlock({.name = "handelingsplan.txt",
                                       .description = "Handelingsplan " + std::string(condition.aim),
                                       .lines = {"Doel: vooruitgang op " + std::string(condition.aim),
                                                 "Aanpak: " + std::string(condition.need),
                                                 "Hoe vaak: drie keer per week een kwartier"}});
               })};
}

// ontwikkelingsperspectief: where the school thinks that the pupil will go.
Node PerspectiveBlock(const Story& story) {
  return Block{"opp", Leaf{"opp_ingangdatum", On(kThisYear, 10, 1)}, Leaf{"opp_einddatum", LastDay(kThisYear + 1)},
               DocumentBlock({.name = "opp.pdf",
                              .description = "Ontwikkelingsperspectief",
                              .lines = {"Uitstroomperspectief: " + std::string(story.level->name),
                                        "Evaluatie: twee keer per jaar, met de ouders"}}),
               When(story.IsFull(), [&] {
                 return DocumentBlock({.name = "opp-evaluatie.txt",
                                       .description = "Evaluatie van het ontwikkelingsperspectief",
                                       .lines = {"Het perspectief blijft " + std::string(story.level->name) + '.'}});
               })};
}

// What only some pupils have, from admission to special education up to learning support.
Nodes ArrangementBlocks(const Story& story, Draw draw) {
  const std::string partnership =
      (story.stage == Stage::kPrimary ? "PO99" : "VO99") + std::to_string(draw.Between(10, 99));
  const auto number = [&draw] { return "B-" + std::to_string(draw.Between(100'000, 999'999)); };
  const Block all{
      "onderwijsondersteuning",
      Block{"tlv", Leaf{"tlvingangdatum", On(kThisYear + 1, 3, 1)}, Leaf{"tlvswvnummer", partnership},
            Leaf{"tlvcategorie", draw.Of(std::array{"L", "L", "M", "H"})}, Leaf{"tlvbeschikkingsnummer", number()},
            Leaf{"tlveinddatum", LastDay(kThisYear + 2)},
            DocumentBlock({.name = "tlv.pdf", .description = "Toelaatbaarheidsverklaring", .lines = {partnership}})},
      Block{"arrangement_cluster12", Leaf{"arrangement_datum", On(kThisYear, 9, 17)}, Leaf{"arrangement_brin", "99ZZ"},
            Leaf{"arrangement_vestigingscode", "00"}},
      Block{"arrangement_pao", Leaf{"arrangement_datum", On(kThisYear, 10, 8)},
            Leaf{"arrangement_kenmerk", "begeleiding in de klas"}, Leaf{"arrangement_beschikkingsnr", number()},
            Leaf{"arrangement_einddatum", LastDay(kThisYear)}},
      Block{"lwoo", Leaf{"lwoo_ingangdatum", FirstDay(kThisYear)}, Leaf{"lwoo_swvnummer", partnership},
            Leaf{"lwoo_beschikkingsnummer", number()}, Leaf{"lwoo_einddatum", LastDay(kThisYear + 1)},
            DocumentBlock({.name = "lwoo.pdf", .description = "Aanwijzing lwoo", .lines = {partnership}})},
      Block{"rvc", Leaf{"centraleproblematiek", "leerachterstand"},
            Leaf{"maatregelen", "kleine klas en extra instructie"},
            Block{"signaleringlwoopro", Leaf{"deelgenomenaanonderzoek", true}, Leaf{"leerachterstand", true},
                  Leaf{"lagescoreeindtoets", story.ability < -100}},
            Leaf{"rvcdatum", On(kThisYear, 6, 15)}, Leaf{"rvcindicatie", story.ability < -190 ? "PRO" : "LWOO"},
            DocumentBlock({.name = "rvc.txt", .description = "Besluit over lwoo of praktijkonderwijs"})}};
  return all.children;
}

}  // namespace

Node SupportBlock(const Story& story, Support support) {
  Draw draw = story.For("support");
  const Condition& condition = ConditionOf(story);
  const bool needs = support != Support::kPlansOnly;
  const bool plans = support != Support::kNeedsOnly;
  const bool medicine = condition.code.starts_with("F90");
  return Block{
      "onderwijsondersteuning",
      When(needs, [&] { return NeedsBlock(story, condition); }),
      When(needs && story.Tells(75, draw), [&] { return DiagnosisBlock(story, condition, story.For("diagnosis")); }),
      When(needs && (story.Tells(10, draw) || (medicine && story.Tells(80, draw))), "medicijngebruik", medicine),
      When(plans, [&] { return PlanBlock(story, condition, story.For("plan")); }),
      When(needs && story.Tells(story.ToPartnership() ? 60 : 15, draw), [&] { return PerspectiveBlock(story); }),
      needs && story.IsFull() ? ArrangementBlocks(story, story.For("arrangements")) : Nodes()};
}

Node OtherDocuments(const Story& story) {
  Draw draw = story.For("documents");
  Nodes documents;
  const bool own = story.Tells(25, draw);
  if (own || story.wish.attachments == 0) {
    documents.push_back(DocumentBlock({.name = "groeidocument.pdf",
                                       .description = "Groeidocument van " + std::string(story.FirstName()),
                                       .lines = {"School: " + story.school.name, "Mentor: " + ColleagueOf(draw)}}));
  }
  for (std::size_t i = 1; i <= story.wish.attachments; ++i) {
    const std::string name = "bijlage-" + std::to_string(i) + (i % 2 == 1 ? ".pdf" : ".txt");
    documents.push_back(
        DocumentBlock({.name = name,
                       .description = "Bijlage " + std::to_string(i) + ": werk van " + std::string(story.FirstName()),
                       .bytes = story.wish.attachment_bytes}));
  }
  return Block{"overigdocumentlijst", std::move(documents)};
}

}  // namespace oso::fiction
