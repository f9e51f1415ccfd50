// UC-5: what the parents (or the pupil) saw goes on record, and their consent where the law asks for it.
#pragma once

#include "base/clock.h"
#include "school/read_dossier.h"
#include "school/source/law.h"

namespace oso::school::source {

class RecordInspection {
 public:
  RecordInspection(DossierStore& dossiers, DocumentStore& documents, const Clock& clock, ReadLimits limits);

  // As a person tells it. `content` is the digest that was on what they saw; without it that of the dossier as it is.
  struct Record {
    Inspection inspection;
    std::optional<std::string> content = {};
  };
  // The dossier with its inspection. kNotFound; kInvalidArgument: a day that lies ahead, a kind of transfer that asks
  // for no inspection, what the law does not allow (who, how old); kConflict: they saw something else than this
  // content, or somebody changed the dossier meanwhile; kStorage.
  Task<Result<StoredDossier>> Run(audit::Actor actor, DossierId id, Record record);

 private:
  DossierStore& dossiers_;
  DocumentStore& documents_;
  const Clock& clock_;
  ReadLimits limits_;
};

}  // namespace oso::school::source
