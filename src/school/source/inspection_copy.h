// UC-22: what the parents get to see is exactly what may be sent.
#pragma once

#include "audit/log.h"
#include "base/clock.h"
#include "school/read_dossier.h"
#include "school/source/stores.h"

namespace oso::school::source {

class MakeInspectionCopy {
 public:
  MakeInspectionCopy(DossierStore& dossiers, DocumentStore& documents, audit::Log& audit, const Clock& clock,
                     ReadLimits limits);

  // What to render; the digest of its content belongs on the copy, and comes back when the inspection is recorded. On
  // record before anybody sees it. kNotFound, kStorage.
  Task<Result<Reading>> Run(audit::Actor actor, DossierId id);

 private:
  DossierStore& dossiers_;
  DocumentStore& documents_;
  audit::Log& audit_;
  const Clock& clock_;
  ReadLimits limits_;
};

}  // namespace oso::school::source
