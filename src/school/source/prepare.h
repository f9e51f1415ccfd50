// The source's use cases up to the moment a target may ask: add, set ready, withdraw. Between them: inspection
// (record_inspection.h).
#pragma once

#include "base/clock.h"
#include "school/read_dossier.h"
#include "school/search_key_scheme.h"
#include "school/source/law.h"
#include "school/source/stores.h"

namespace oso::school::source {

// UC-4: takes in a composed dossier. Checked before it is stored; with findings of severity error nothing is. What it
// says of its inspection is not judged yet: that is recorded when the parents have seen it.
class AddDossier {
 public:
  AddDossier(DossierStore& dossiers, DocumentStore& documents, const Clock& clock, Random& random, ReadLimits limits);

  struct Added {
    StoredDossier dossier;
    Findings warnings;
  };
  // Errors: what ReadDossier gives, kStorage.
  Task<Result<std::variant<Added, Findings>>> Run(audit::Actor actor, Brin school, exchange::DocumentSource& file);

 private:
  DossierStore& dossiers_;
  DocumentStore& documents_;
  const Clock& clock_;
  Random& random_;
  ReadLimits limits_;
};

// UC-6: sets a dossier ready for one school, or for whichever school asks. It is read and checked once more, by all
// rules if the law lets it leave; what the law still asks is told, and until it is met a target gets
// LeerlinginfoNietOpvraagbaar.
class SetReady {
 public:
  SetReady(DossierStore& dossiers, DocumentStore& documents, SearchKeyScheme& scheme, const Clock& clock,
           ReadLimits limits);

  struct Ready {
    StoredDossier dossier;
    const LegalRule* waiting_for;  // nullptr: it can be fetched from now on
  };
  // kNotFound; kStorage, also for a document that is not what was composed; kInvalidArgument for a target that this
  // kind of transfer does not allow.
  Task<Result<std::variant<Ready, Findings>>> Run(audit::Actor actor, DossierId id, std::optional<Brin> target);

 private:
  DossierStore& dossiers_;
  DocumentStore& documents_;
  SearchKeyScheme& scheme_;
  const Clock& clock_;
  ReadLimits limits_;
};

// UC-7: takes a dossier back; from then on a target gets LeerlinginfoNietBeschikbaar.
class WithdrawDossier {
 public:
  WithdrawDossier(DossierStore& dossiers, const Clock& clock);
  Task<Status> Run(audit::Actor actor, DossierId id);  // kNotFound

 private:
  DossierStore& dossiers_;
  const Clock& clock_;
};

}  // namespace oso::school::source
