#include "school/source/law.h"

#include <array>

namespace oso::school::source {
namespace {

using dossier::Profile;
using dossier::TransferKind;

bool IsBetweenSchools(const StoredDossier& dossier) { return dossier.kind == TransferKind::kBetweenSchools; }

bool IsFromSecondary(const StoredDossier& dossier) {
  return IsBetweenSchools(dossier) && dossier.profile == Profile::kVovo;
}

constexpr std::array kConditions = std::to_array<LegalCondition>({
    {"inzage", "WPO art. 42 lid 1; WEC art. 43 lid 1",
     "De ouders hebben het dossier ingezien en dat is vastgelegd. Akkoord met de inhoud is niet nodig.",
     IsBetweenSchools,
     [](const StoredDossier& dossier) {
       // Only from secondary education may it be the pupil, from 16.
       return dossier.inspection && (dossier.inspection->by == "ouder" || IsFromSecondary(dossier));
     }},
    {"toestemming", "WVO art. 103b lid 7",
     "De ouders, of de leerling vanaf 16 jaar, hebben toestemming gegeven en dat is vastgelegd.", IsFromSecondary,
     [](const StoredDossier& dossier) {
       return dossier.inspection.has_value() && dossier.inspection->consent == Consent::kGiven;
     }},
});

}  // namespace

const LegalCondition* UnmetCondition(const StoredDossier& dossier) {
  for (const LegalCondition& condition : kConditions) {
    if (condition.applies(dossier) && !condition.met(dossier)) return &condition;
  }
  return nullptr;
}

}  // namespace oso::school::source
