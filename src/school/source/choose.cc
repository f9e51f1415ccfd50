#include "school/source/serve_document.h"

namespace oso::school::source {
namespace {

using exchange::ResultCode;

bool IsFor(const StoredDossier& dossier, const exchange::DocumentRequest& request) {
  const bool to_this_school = !dossier.offer->target || *dossier.offer->target == request.facts.target.brin;
  return to_this_school && dossier.kind == request.facts.kind;
}

// Only asked about a dossier that was set ready for the asking school: it may know why it cannot have it.
std::variant<Deliverable, ResultCode> Judge(StoredDossier dossier, const exchange::DocumentRequest& request,
                                            Day today) {
  auto cleared = Clear(std::move(dossier), today);
  if (!std::holds_alternative<Deliverable>(cleared)) return ResultCode::kNotInspected;
  auto& deliverable = std::get<Deliverable>(cleared);
  if (request.dossier_version && *request.dossier_version != dossier::WireName(deliverable.dossier().version)) {
    return ResultCode::kVersionNotAvailable;
  }
  if (request.newer_than && deliverable.dossier().collected_at <= *request.newer_than) return ResultCode::kNotNewer;
  return std::move(deliverable);
}

}  // namespace

std::variant<Deliverable, ResultCode> Choose(std::vector<StoredDossier> offered,
                                             const exchange::DocumentRequest& request, Day today) {
  ResultCode reason = ResultCode::kNotAvailable;
  for (StoredDossier& dossier : offered) {
    if (!IsFor(dossier, request)) continue;
    auto judged = Judge(std::move(dossier), request, today);
    if (std::holds_alternative<Deliverable>(judged)) return judged;
    reason = exchange::Better(reason, std::get<ResultCode>(judged));
  }
  return reason;
}

}  // namespace oso::school::source
