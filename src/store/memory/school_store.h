// What a school keeps, in memory; see audit_log.h.
#pragma once

#include "school/source/stores.h"
#include "school/target/stores.h"
#include "store/memory/audit_log.h"

namespace oso::store::memory {

class DossierStore final : public school::source::DossierStore {
 public:
  explicit DossierStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Status> Add(school::source::StoredDossier dossier, audit::Event event) override;
  Task<Result<std::optional<school::source::StoredDossier>>> Find(DossierId id) override;
  Task<Result<std::vector<school::source::StoredDossier>>> List(Brin school) override;
  Task<Status> RecordInspection(school::source::StoredDossier dossier, DocumentId from, audit::Event event) override;
  Task<Status> SetReady(DossierId id, school::source::Offer offer, audit::Event event) override;
  Task<Status> Withdraw(DossierId id, audit::Event event) override;
  Task<Result<std::vector<school::source::StoredDossier>>> FindOffered(Brin school, exchange::SearchKey key) override;

 private:
  school::source::StoredDossier* Get(const DossierId& id);

  AuditLog& audit_;
  std::vector<school::source::StoredDossier> dossiers_;  // in the order they came
};

class RequestStore final : public school::source::RequestStore {
 public:
  explicit RequestStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Status> Record(school::source::ReceivedRequest request) override;
  Task<Result<bool>> RecordFirst(school::source::ReceivedRequest request) override;
  Task<Status> Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                      audit::Event event) override;
  Task<Result<std::vector<school::source::ReceivedRequest>>> List(Brin school) override;

 private:
  school::source::ReceivedRequest* Get(const SessionId& session, const AccessPointId& source);

  AuditLog& audit_;
  std::vector<school::source::ReceivedRequest> requests_;
};

class IntakeStore final : public school::target::IntakeStore {
 public:
  explicit IntakeStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<school::target::Intake>> Begin(school::target::Intake intake, audit::Event event) override;
  Task<Result<std::optional<school::target::Intake>>> Find(IntakeId id) override;
  Task<Result<std::vector<school::target::Intake>>> ListUnfinished() override;
  Task<Result<std::vector<school::target::Intake>>> List(Brin school) override;
  Task<Status> Update(school::target::Intake intake, school::target::IntakeState from, audit::Event event) override;

 private:
  AuditLog& audit_;
  std::vector<school::target::Intake> intakes_;
};

}  // namespace oso::store::memory
