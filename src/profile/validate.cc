#include "profile/validate.h"

#include <algorithm>

namespace oso::profile {
namespace {

std::optional<Pgn> PgnOf(const dossier::Dossier& dossier) {
  for (const auto& text : {dossier.bsn, dossier.onderwijsnummer}) {
    if (!text) continue;
    auto pgn = Pgn::Parse(text->Reveal());
    if (pgn.ok()) return *pgn;
  }
  return std::nullopt;
}

}  // namespace

ValidatedDossier::ValidatedDossier(dossier::DataSetVersion version, dossier::TransferKind kind,
                                   std::optional<dossier::Profile> profile, Brin school, std::optional<Pgn> pgn,
                                   std::vector<Finding> warnings)
    : version_(version), kind_(kind), profile_(profile), school_(school), pgn_(pgn), warnings_(std::move(warnings)) {}

std::variant<ValidatedDossier, std::vector<Finding>> Validate(const dossier::Dossier& dossier) {
  std::vector<Finding> findings;
  for (const Rule& rule : Rules()) {
    if (rule.applies(dossier) && rule.broken(dossier)) {
      findings.push_back({rule.check, rule.severity, rule.where, rule.message});
    }
  }
  if (std::ranges::count(findings, Severity::kError, &Finding::severity) > 0) return findings;
  // The rules have seen to it that these are there.
  return ValidatedDossier(dossier.version, *dossier::ParseTransferKind(dossier.transfer_kind),
                          dossier.profile ? dossier::ParseProfile(*dossier.profile) : std::nullopt,
                          Brin::Parse(dossier.brin).value(), PgnOf(dossier), std::move(findings));
}

}  // namespace oso::profile
