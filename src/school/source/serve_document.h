// UC-8: the source answers a target that asks for a pupil's dossier.
#pragma once

#include "audit/log.h"
#include "school/source/partners.h"
#include "school/source/stores.h"

namespace oso::school::source {

class ServeDocument {
 public:
  // What the source keeps.
  struct Kept {
    DossierStore& dossiers;
    RequestStore& requests;
    DocumentStore& documents;
  };
  // All outlive this.
  ServeDocument(exchange::TrafficCenter& center, Partners& partners, Kept kept, audit::Log& audit, const Clock& clock);

  // Whoever asks in vain learns no more than LeerlinginfoNietBeschikbaar, unless a dossier was set ready for it.
  // Errors: the centre's (without its word nothing is delivered), kForbidden (the caller is not the target's system),
  // kStorage.
  Task<Result<exchange::DocumentAnswer>> Run(audit::Caller caller, exchange::DocumentRequest request);

 private:
  exchange::TrafficCenter& center_;
  Partners& partners_;
  DossierStore& dossiers_;
  RequestStore& requests_;
  DocumentStore& documents_;
  audit::Log& audit_;
  const Clock& clock_;
};

// Which of the dossiers set ready under a key, newest first, answers this request: the dossier, or why none does.
std::variant<StoredDossier, exchange::ResultCode> Choose(std::vector<StoredDossier> offered,
                                                         const exchange::DocumentRequest& request);

}  // namespace oso::school::source
