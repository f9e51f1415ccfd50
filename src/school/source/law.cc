#include "school/source/law.h"

#include <algorithm>
#include <array>

namespace oso::school::source {
namespace {

using dossier::Profile;
using dossier::TransferKind;

constexpr Day On(int year, unsigned month, unsigned day) {
  return Day(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}
constexpr Day kSchoolReports = On(2012, 8, 1);
constexpr Day kNewSecondaryLaw = On(2022, 8, 1);  // WVO 2020; which of its articles took over is in no public source

constexpr auto kOfInspection = std::to_array<Article>({
    {.text = "WPO art. 42 lid 1; WEC art. 43 lid 1", .from = kSchoolReports},
});
constexpr auto kOfConsent = std::to_array<Article>({
    {.text = "WVO art. 103b lid 7", .from = kSchoolReports, .until = kNewSecondaryLaw},
    {.text = "WVO 2020 (voorheen WVO art. 103b lid 7)", .from = kNewSecondaryLaw},
});
constexpr auto kOfWho = std::to_array<Article>({
    {.text = "WEC art. 43 lid 1; WVO art. 103b lid 7", .from = kSchoolReports, .until = kNewSecondaryLaw},
    {.text = "WEC art. 43 lid 1; WVO 2020 (voorheen WVO art. 103b lid 7)", .from = kNewSecondaryLaw},
});

bool IsBetweenSchools(const LegalCase& one) { return one.dossier.kind == TransferKind::kBetweenSchools; }
bool IsFromSecondary(const LegalCase& one) { return IsBetweenSchools(one) && one.dossier.profile == Profile::kVovo; }
bool IsBy(const LegalCase& one, InspectedBy by) { return one.dossier.inspection && one.dossier.inspection->by == by; }

// On the day of the inspection, not of recording it.
bool IsOfAge(const LegalCase& one, int years) {
  return one.born && one.dossier.inspection->on >= one.born->PlusYears(years);
}

constexpr std::array kRules = std::to_array<LegalRule>({
    {.id = "inzage",
     .dutch = "De ouders hebben het dossier ingezien en dat is vastgelegd. Akkoord met de inhoud is niet nodig.",
     .english = "The parents inspected the dossier and that is on record. They need not agree with its content.",
     .who_mends = "source school",
     .asked = Asked::kToLeave,
     .articles = kOfInspection,
     .applies = IsBetweenSchools,
     .met = [](const LegalCase& one) { return one.dossier.inspection.has_value(); }},
    {.id = "inzage-door",
     .dutch = "Tot het voortgezet onderwijs is inzage aan de ouders, niet aan de leerling.",
     .english = "Up to secondary education it is the parents who inspect, not the pupil.",
     .who_mends = "parent",
     .asked = Asked::kAlways,
     .articles = kOfWho,
     .applies = [](const LegalCase& one) { return IsBetweenSchools(one) && !IsFromSecondary(one); },
     .met = [](const LegalCase& one) { return !IsBy(one, InspectedBy::kPupil); }},
    {.id = "leeftijd",
     .dutch = "Een leerling ziet het dossier zelf in vanaf de dag waarop hij of zij 16 wordt, volgens het dossier.",
     .english = "A pupil inspects the dossier alone from the 16th birthday on, as the dossier has it.",
     .who_mends = "parent",
     .asked = Asked::kToRecord,
     .articles = kOfConsent,
     .applies = [](const LegalCase& one) { return IsFromSecondary(one) && IsBy(one, InspectedBy::kPupil); },
     .met = [](const LegalCase& one) { return IsOfAge(one, 16); }},
    {.id = "meerderjarig",
     .dutch = "Van een leerling die 18 of ouder is, is inzage aan de leerling zelf.",
     .english = "Of a pupil of 18 or older it is the pupil who inspects.",
     .who_mends = "source school",
     .asked = Asked::kToRecord,
     .articles = kOfWho,
     .applies = [](const LegalCase& one) { return IsFromSecondary(one) && IsBy(one, InspectedBy::kParent); },
     .met = [](const LegalCase& one) { return !IsOfAge(one, 18); }},
    {.id = "toestemming",
     .dutch = "De ouders, of de leerling vanaf 16 jaar, hebben toestemming gegeven en dat is vastgelegd.",
     .english = "The parents, or the pupil from the age of 16, gave consent and that is on record.",
     .who_mends = "parent",
     .asked = Asked::kToLeave,
     .articles = kOfConsent,
     .applies = IsFromSecondary,
     .met =
         [](const LegalCase& one) {
           return one.dossier.inspection && one.dossier.inspection->consent == Consent::kGiven;
         }},
});

const LegalRule* FirstUnmet(const LegalCase& one, Asked asked, Day today) {
  const auto* unmet = std::ranges::find_if(kRules, [&](const LegalRule& rule) {
    const bool is_asked = rule.asked == asked || rule.asked == Asked::kAlways;
    return is_asked && rule.ArticleOn(today) != nullptr && rule.applies(one) && !rule.met(one);
  });
  return unmet == kRules.end() ? nullptr : unmet;
}

}  // namespace

const Article* LegalRule::ArticleOn(Day day) const {
  for (const Article& article : articles) {
    if (article.from <= day && (!article.until || day < *article.until)) return &article;
  }
  return nullptr;
}

std::span<const LegalRule> LegalRules() { return kRules; }

const LegalRule* ObstacleToRecord(const LegalCase& one, Day today) { return FirstUnmet(one, Asked::kToRecord, today); }
const LegalRule* ObstacleToLeave(const StoredDossier& dossier, Day today) {
  return FirstUnmet({.dossier = dossier}, Asked::kToLeave, today);
}

std::variant<Deliverable, const LegalRule*> Clear(StoredDossier dossier, Day today) {
  if (const LegalRule* obstacle = ObstacleToLeave(dossier, today)) return obstacle;
  return Deliverable(std::move(dossier));
}

}  // namespace oso::school::source
