// What a school keeps as a source.
#pragma once

#include "school/source/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class DossierStore final : public school::source::DossierStore {
 public:
  explicit DossierStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Status> Add(school::source::StoredDossier dossier, audit::Event event) override;
  Task<Result<std::optional<school::source::StoredDossier>>> Find(DossierId id) override;
  Task<Result<std::vector<school::source::StoredDossier>>> List(Brin school) override;
  Task<Status> RecordInspection(school::source::StoredDossier dossier, DocumentId from, audit::Event event) override;
  Task<Status> SetReady(DossierId id, school::source::Offer offer, audit::Event event) override;
  Task<Status> Withdraw(DossierId id, audit::Event event) override;
  Task<Result<std::vector<school::source::StoredDossier>>> FindOffered(Brin school, exchange::SearchKey key) override;

 private:
  Database& database_;
};

class RequestStore final : public school::source::RequestStore {
 public:
  explicit RequestStore(Database& database) : database_(database) {}  // of kSchoolSchema; outlives this

  Task<Status> Record(school::source::ReceivedRequest request) override;
  Task<Result<bool>> RecordFirst(school::source::ReceivedRequest request) override;
  Task<Status> Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                      audit::Event event) override;
  Task<Result<std::vector<school::source::ReceivedRequest>>> List(Brin school) override;

 private:
  Database& database_;
};

}  // namespace oso::store::sql
