// What the centre keeps: the register and the sessions. Ports; store/ implements them in memory and on SQLite, and one
// contract suite holds for each. Every change takes the audit event that belongs to it and both are durable, or neither
// is, when the call returns. Errors of all: kStorage.
#pragma once

#include <array>

#include "audit/event.h"
#include "base/task.h"
#include "exchange/traffic_center.h"

namespace oso::center {

// The register's answer about one transfer, read at one moment.
struct TransferParties {
  std::optional<exchange::AccessPoint> target;
  std::optional<exchange::School> source_school;
  std::vector<exchange::AccessPoint> sources;  // of the source school, active or not, by index
};

class RegisterReader {
 public:
  virtual ~RegisterReader() = default;
  virtual Task<Result<std::optional<exchange::Supplier>>> FindSupplier(Oin oin) = 0;
  virtual Task<Result<TransferParties>> FindTransferParties(AccessPointId target, Brin source) = 0;
  virtual Task<Result<std::vector<exchange::Board>>> ListBoards() = 0;        // by number
  virtual Task<Result<std::vector<exchange::School>>> ListSchools() = 0;      // by BRIN
  virtual Task<Result<std::vector<exchange::Supplier>>> ListSuppliers() = 0;  // by OIN
  // By BRIN, then index; active and inactive.
  virtual Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(exchange::AccessPointFilter filter) = 0;
};

// Adding what is there already with the same values succeeds and writes nothing (so a seed can be loaded twice); with
// other values it is kAlreadyExists. Naming a board, school or supplier that is not there is kNotFound.
class RegisterWriter {
 public:
  virtual ~RegisterWriter() = default;
  virtual Task<Status> AddBoard(exchange::Board board, audit::Event event) = 0;
  virtual Task<Status> AddSchool(exchange::School school, audit::Event event) = 0;
  virtual Task<Status> AddSupplier(exchange::Supplier supplier, audit::Event event) = 0;
  // A new access point is inactive, whatever `ap.state` says; its state does not count when comparing.
  virtual Task<Status> AddAccessPoint(exchange::AccessPoint ap, audit::Event event) = 0;
  virtual Task<Status> SetAccessPointState(AccessPointId ap, exchange::AccessPointState state, audit::Event event) = 0;
};

// What the centre keeps of a search key: SHA-256 over the session id and the key. It can compare, and tell nothing
// else, not even that two sessions were about one pupil.
using KeyDigest = std::array<std::uint8_t, 32>;

struct Closing {
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
  AccessPointId source;  // the access point the result came from
  Instant at;
};

struct Session {
  SessionId id;
  Brin source;
  std::optional<std::uint16_t> source_index;
  AccessPointId target;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  KeyDigest key{};
  Oin target_supplier;
  Instant opened_at;
  Instant expires_at;
  std::optional<Closing> closing;
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;
  virtual Task<Status> Open(Session session, audit::Event event) = 0;
  virtual Task<Result<std::optional<Session>>> Find(SessionId id) = 0;
  // Closes an open session, once. kNotFound, or kConflict if it is closed already (the earlier closing stands).
  virtual Task<Status> Close(SessionId id, Closing closing, audit::Event event) = 0;
};

}  // namespace oso::center
