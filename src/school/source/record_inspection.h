// UC-5: what the parents (or the pupil) saw goes on record, and their consent where the law asks for it.
#pragma once

#include "base/clock.h"
#include "school/read_dossier.h"
#include "school/source/law.h"

namespace oso::school::source {

class RecordInspection {
 public:
  RecordInspection(DossierStore& dossiers, DocumentStore& documents, const Clock& clock, Random& random,
                   ReadLimits limits);

  // As a person tells it.
  struct Record {
    Inspection inspection;
    // redennietakkoord and voorlopigdossier: in the document only. Not told: as the document has them, a reason only
    // where they did not agree.
    std::optional<std::string> reason = {};  // at most 2 000 characters
    std::optional<bool> provisional = {};
    std::optional<std::string> content = {};  // the digest on what they saw; not told: that of the dossier as it is
  };
  // The dossier with its inspection: on its row, and in its document in the place of what that said. Findings, when the
  // document would break rules by it; then nothing is changed.
  // kNotFound; kInvalidArgument: a day that lies ahead, a kind of transfer that asks for no inspection, what the law
  // does not allow (who, how old), a reason that is too long; kConflict: they saw something else than this content, or
  // somebody changed the dossier meanwhile; kStorage.
  Task<Result<std::variant<StoredDossier, Findings>>> Run(audit::Actor actor, DossierId id, Record record);

 private:
  // `read`'s document with `block` in it, as a new one; checked as that of `dossier`.
  Task<Result<std::variant<Document, Findings>>> Rewrite(const StoredDossier& dossier, const Reading& read,
                                                         std::string block);

  DossierStore& dossiers_;
  DocumentStore& documents_;
  const Clock& clock_;
  Random& random_;
  ReadLimits limits_;
};

}  // namespace oso::school::source
