#include "school/source/law.h"
#include "school/source/serve_document.h"

namespace oso::school::source {
namespace {

using exchange::ResultCode;

bool IsFor(const StoredDossier& dossier, const exchange::DocumentRequest& request) {
  const bool to_this_school = !dossier.offer->target || *dossier.offer->target == request.facts.target.brin;
  return to_this_school && dossier.kind == request.facts.kind;
}

// Only asked about a dossier that was set ready for the asking school: it may know why it cannot have it.
std::optional<ResultCode> Obstacle(const StoredDossier& dossier, const exchange::DocumentRequest& request) {
  if (UnmetCondition(dossier) != nullptr) return ResultCode::kNotInspected;
  if (request.dossier_version && *request.dossier_version != dossier::WireName(dossier.version)) {
    return ResultCode::kVersionNotAvailable;
  }
  if (request.newer_than && dossier.collected_at <= *request.newer_than) return ResultCode::kNotNewer;
  return std::nullopt;
}

}  // namespace

std::variant<StoredDossier, ResultCode> Choose(std::vector<StoredDossier> offered,
                                               const exchange::DocumentRequest& request) {
  ResultCode reason = ResultCode::kNotAvailable;
  for (StoredDossier& dossier : offered) {
    if (!IsFor(dossier, request)) continue;
    const std::optional<ResultCode> obstacle = Obstacle(dossier, request);
    if (!obstacle) return std::move(dossier);
    reason = exchange::Better(reason, *obstacle);
  }
  return reason;
}

}  // namespace oso::school::source
