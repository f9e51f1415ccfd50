#include "school/source/inspection_copy.h"

#include "school/source/check_dossier.h"

namespace oso::school::source {

MakeInspectionCopy::MakeInspectionCopy(DossierStore& dossiers, DocumentStore& documents, audit::Log& audit,
                                       const Clock& clock, ReadLimits limits)
    : dossiers_(dossiers), documents_(documents), audit_(audit), clock_(clock), limits_(limits) {}

Task<Result<Reading>> MakeInspectionCopy::Run(audit::Actor actor, DossierId id) {
  CO_ASSIGN_OR_RETURN(const std::optional<StoredDossier> dossier, co_await dossiers_.Find(id));
  if (!dossier) co_return Fail(ErrorCode::kNotFound, "no dossier has this id");
  CO_ASSIGN_OR_RETURN(Reading read, co_await ReadDocumentOf(*dossier, documents_, limits_));
  audit::Event event = audit::InspectionCopyMade(std::move(actor), clock_.Now(), id, read.content);
  CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
  co_return std::move(read);
}

}  // namespace oso::school::source
