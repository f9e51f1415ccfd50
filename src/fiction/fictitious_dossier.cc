#include "fiction/fictitious_dossier.h"

#include <bitset>

#include "convert/convert.h"
#include "dossier/definition.h"
#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

using dossier::Category;
using dossier::DataSetVersion;
using profile::Outgoing;
using profile::Route;

// How many in a hundred usual dossiers tell a category that may be left out.
int PercentOf(Category::Number category, const Story& story) {
  const bool secondary = story.stage == Stage::kSecondary;
  switch (category) {
    case Category::kEarlyYears:
      return secondary ? 0 : 45;
    case Category::kSupport:
      return story.ability < -80 ? 60 : 18;
    case Category::kPlans:
      return story.ability < -80 ? 50 : 15;
    case Category::kAbsence:
      return 55;
    case Category::kFinalTest:
      return secondary ? 60 : 95;
    case Category::kTests:
      return secondary ? 55 : 97;
    case Category::kReports:
      return secondary ? 90 : 25;
    case Category::kResults:
      return secondary ? 50 : 0;
    case Category::kDocuments:
      return 25;
    case Category::kMetadata:
    case Category::kInspection:
    case Category::kSchool:
    case Category::kPupil:
    case Category::kCarers:
    case Category::kCareer:
    case Category::kAdvice:
      break;
  }
  return 90;
}

bool IsShared(Category::Number category, const Story& story) {
  const Outgoing outgoing = profile::OutgoingOf(story.wish.route, category, DataSetVersion::k2019_1);
  Draw draw = story.For("category").For(std::to_string(category));
  const bool told = story.Tells(PercentOf(category, story), draw);
  return outgoing == Outgoing::kMandatory || (outgoing == Outgoing::kOptional && told);
}

// Like When, for a list of elements.
template <class Make>
Nodes AllWhen(bool condition, Make&& make) {
  return condition ? std::forward<Make>(make)() : Nodes();
}

std::optional<Node> SupportIfShared(const Story& story) {
  const bool needs = IsShared(Category::kSupport, story);
  const bool plans = IsShared(Category::kPlans, story);
  if (!needs && !plans) return std::nullopt;
  return SupportBlock(story, !needs ? Support::kPlansOnly : !plans ? Support::kNeedsOnly : Support::kBoth);
}

Node PupilBlock(const Story& story) {
  const bool documents = IsShared(Category::kDocuments, story) || story.wish.attachments > 0;
  return Block{
      "leerling",
      IdentityElements(story),
      AllWhen(IsShared(Category::kCarers, story), [&] { return LiabilityElements(story); }),
      When(IsShared(Category::kAdvice, story), [&] { return AdviceBlock(story); }),
      AllWhen(IsShared(Category::kEarlyYears, story), [&] { return EarlyElements(story); }),
      When(IsShared(Category::kCareer, story), [&] { return CareerBlock(story); }),
      SupportIfShared(story),
      When(IsShared(Category::kAbsence, story), [&] { return AbsenceBlock(story); }),
      When(IsShared(Category::kFinalTest, story) && TookFinalTest(story), [&] { return FinalTestBlock(story); }),
      When(IsShared(Category::kTests, story), [&] { return TestList(story); }),
      When(IsShared(Category::kReports, story), [&] { return ReportList(story); }),
      When(documents, [&] { return OtherDocuments(story); }),
      AllWhen(IsShared(Category::kCarers, story), [&] { return CarerElements(story); }),
      AllWhen(IsShared(Category::kResults, story), [&] { return SecondaryElements(story); })};
}

Node InspectionBlock(const Story& story) {
  Draw draw = story.For("inspection");
  const Day day = SchoolDayBetween(draw, story.compiled - std::chrono::days(21), story.compiled);
  const bool agreed = draw.Chance(95);
  const bool consent = story.wish.route == Route::kVovo;
  return Block{"inzage",
               Leaf{"voorlopigdossier", false},
               Leaf{"inzage", true},
               Leaf{"inzagedatum", day},
               Leaf{"akkoord", agreed ? "Ja" : "Nee"},
               When(!agreed, "redennietakkoord", "Ouders hadden een ander advies verwacht."),
               When(consent || story.IsFull(), "toestemming", "Ja")};
}

// ---- what kind of dossier it is, and what it leaves out

dossier::Profile ProfileOf(const Story& story) {
  const auto own = dossier::ParseProfile(profile::WireName(story.wish.route));
  return own.value_or(story.stage == Stage::kPrimary ? dossier::Profile::kPopo : dossier::Profile::kVovo);
}

using Told = std::bitset<17>;  // by the number of the category

// The blocks of a category stand at most four elements deep: onderwijsondersteuning/handelingsplan.
void Mark(const Node& node, const dossier::Element& element, int depth, Told& told) {
  if (element.category != nullptr) told.set(element.category->number);
  if (depth == 4) return;
  for (const Node& child : node.children) Mark(child, *element.Child(child.name), depth + 1, told);
}

// What is not there was left out by choice, or there was nothing to tell.
Node OutgoingBlock(const Story& story, const Node& root) {
  const dossier::Definition& definition = dossier::DefinitionOf(DataSetVersion::k2019_1);
  Told told;
  Mark(root, definition.root(), 0, told);
  Draw draw = story.For("outgoing");
  Nodes answers;
  for (const Category& category : definition.categories) {
    Outgoing outgoing = profile::OutgoingOf(story.wish.route, category.number, DataSetVersion::k2019_1);
    const bool by_choice = draw.Chance(40) || story.wish.size == Size::kMinimal;
    if (outgoing == Outgoing::kOptional && by_choice && !told.test(category.number)) outgoing = Outgoing::kOptedOut;
    answers.push_back(Leaf{dossier::AnswerName(category.name), profile::WireName(outgoing)});
  }
  return Block{"categorie_uitlevering", std::move(answers)};
}

Node MetadataBlock(const Story& story, const Node& root) {
  const dossier::Definition& definition = dossier::DefinitionOf(DataSetVersion::k2019_1);
  return Block{"metadata",
               Leaf{"deeldossier", "LASLVS"},
               Leaf{"pakketnaam", "OSO fictieve dossiers"},
               Leaf{"pakketversie", "1"},
               Leaf{"datum", story.compiled},
               Leaf{"standaardversie", definition.name},
               Leaf{"validatieversie", definition.validation_name},
               OutgoingBlock(story, root),
               Leaf{"overstap", dossier::WireName(ProfileOf(story))}};
}

std::string_view KindOf(const Story& story) {
  if (story.ToPartnership()) return dossier::WireName(dossier::TransferKind::kToPartnership);
  const bool within = story.wish.route == Route::kWithinBrin;
  return dossier::WireName(within ? dossier::TransferKind::kWithinBrin : dossier::TransferKind::kBetweenSchools);
}

}  // namespace

Result<dossier::Tree> MakeDossier(const Wish& wish) {
  const Story story = StoryOf(wish);
  dossier::Tree tree{.version = DataSetVersion::k2019_1,
                     .root = Block{"dossier", Leaf{"overdrachtsoort", KindOf(story)},
                                   When(IsShared(Category::kInspection, story), [&] { return InspectionBlock(story); }),
                                   Block{"huidigeschool", SchoolElements(story.school), PupilBlock(story)}}};
  tree.root.children.insert(tree.root.children.begin(), MetadataBlock(story, tree.root));
  if (wish.version == DataSetVersion::k2019_1) return tree;
  ASSIGN_OR_RETURN(convert::Conversion older, convert::Convert(tree, wish.version));
  return std::move(older.tree);
}

}  // namespace oso::fiction
