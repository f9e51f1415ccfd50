#include "school/source/check_dossier.h"

namespace oso::school::source {

Task<Result<Reading>> ReadDocumentOf(const StoredDossier& dossier, DocumentStore& documents, ReadLimits limits) {
  CO_ASSIGN_OR_RETURN(Reading read, co_await ReadStored(documents, dossier.document, limits));
  if (dossier.content && *dossier.content != read.content) {
    co_return Fail(ErrorCode::kStorage,
                   "the document of dossier " + dossier.id.ToString() + " is not what was composed");
  }
  co_return std::move(read);
}

std::variant<profile::CheckedDossier, Findings> CheckDossier(const dossier::Document& document,
                                                             const StoredDossier& dossier, Day today) {
  using Checked = std::variant<profile::CheckedDossier, Findings>;
  const auto either = [](auto verdict) {
    return std::visit([](auto& one) { return Checked(std::move(one)); }, verdict);
  };
  if (ObstacleToLeave(dossier, today) == nullptr) return either(profile::Validate(document, today.ToString()));
  return either(profile::ValidateContent(document, today.ToString()));
}

}  // namespace oso::school::source
