// The centre's register and sessions in memory; see audit_log.h.
#pragma once

#include <map>

#include "center/stores.h"
#include "store/memory/audit_log.h"

namespace oso::store::memory {

class RegisterStore final : public center::RegisterReader, public center::RegisterWriter {
 public:
  explicit RegisterStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<std::optional<exchange::Supplier>>> FindSupplier(Oin oin) override;
  Task<Result<center::TransferParties>> FindTransferParties(AccessPointId target, Brin source) override;
  Task<Result<std::vector<exchange::Board>>> ListBoards() override;
  Task<Result<std::vector<exchange::School>>> ListSchools() override;
  Task<Result<std::vector<exchange::Supplier>>> ListSuppliers() override;
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(exchange::AccessPointFilter filter) override;

  Task<Status> AddBoard(exchange::Board board, audit::Event event) override;
  Task<Status> AddSchool(exchange::School school, audit::Event event) override;
  Task<Status> AddSupplier(exchange::Supplier supplier, audit::Event event) override;
  Task<Status> AddAccessPoint(exchange::AccessPoint ap, audit::Event event) override;
  Task<Status> SetAccessPointState(AccessPointId ap, exchange::AccessPointState state, audit::Event event) override;

 private:
  AuditLog& audit_;
  std::map<std::string, exchange::Board> boards_;
  std::map<Brin, exchange::School> schools_;
  std::map<Oin, exchange::Supplier> suppliers_;
  std::map<AccessPointId, exchange::AccessPoint> access_points_;
};

class SessionStore final : public center::SessionStore {
 public:
  explicit SessionStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Status> Open(center::Session session, audit::Event event) override;
  Task<Result<std::optional<center::Session>>> Find(SessionId id) override;
  Task<Status> Close(SessionId id, center::Closing closing, audit::Event event) override;

 private:
  AuditLog& audit_;
  std::map<SessionId, center::Session> sessions_;
};

}  // namespace oso::store::memory
