// UC-8: the source answers a target that asks for a pupil's dossier.
#pragma once

#include "audit/log.h"
#include "school/source/law.h"
#include "school/source/partners.h"
#include "school/source/session_proof.h"
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
  ServeDocument(const SessionProof& proof, Partners& partners, Kept kept, audit::Log& audit, const Clock& clock);

  // Whoever asks in vain learns no more than LeerlinginfoNietBeschikbaar, unless a dossier was set ready for it.
  // A signed session serves once at each access point, whatever came of it: SessieReedsGebruikt.
  // Errors: the centre's (without its word nothing is delivered), kForbidden (the caller is not the target's system),
  // kStorage.
  Task<Result<exchange::DocumentAnswer>> Run(audit::Caller caller, exchange::DocumentRequest request);

 private:
  // A dossier that may go, and its bytes; or why there is none.
  struct Found {
    Deliverable deliverable;
    std::unique_ptr<exchange::DocumentSource> document;
  };
  Task<Result<std::variant<Found, exchange::ResultCode>>> Find(const exchange::DocumentRequest& request,
                                                               const exchange::SearchKey& key);
  // Before anything was kept of the request.
  Task<Result<exchange::DocumentAnswer>> Refuse(const audit::Caller& caller, const exchange::SessionFacts& facts,
                                                exchange::ResultCode reason);

  const SessionProof& proof_;
  Partners& partners_;
  DossierStore& dossiers_;
  RequestStore& requests_;
  DocumentStore& documents_;
  audit::Log& audit_;
  const Clock& clock_;
};

// Which of the dossiers set ready under a key, newest first, answers this request: the dossier, or why none does.
std::variant<Deliverable, exchange::ResultCode> Choose(std::vector<StoredDossier> offered,
                                                       const exchange::DocumentRequest& request, Day today);

}  // namespace oso::school::source
