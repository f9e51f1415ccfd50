// The centre's register.
#pragma once

#include "center/stores.h"
#include "store/sql/database.h"

namespace oso::store::sql {

class RegisterStore final : public center::RegisterReader, public center::RegisterWriter {
 public:
  explicit RegisterStore(Database& database) : database_(database) {}  // of kCenterSchema; outlives this

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
  Database& database_;
};

}  // namespace oso::store::sql
