// What anyone, a system or a user of the portal may read at the centre over REST. The app layer adapts the register,
// the log and the statistics to it. Errors of all: kNotFound (no such thing), kInvalidArgument (a wish that has no
// meaning), kUnavailable, kStorage.
#pragma once

#include <cstdint>
#include <functional>

#include "exchange/register.h"
#include "wire/services.h"

namespace oso::wire {

// Which part of a list: `number` from 1, `size` 1 to 100.
struct PageWish {
  int number = 1;
  int size = 20;
};

template <class T>
struct Listed {
  std::vector<T> items;    // of the page that was asked for; empty beyond the last
  std::int64_t total = 0;  // on all pages together
};

struct SchoolWish {
  std::string words = {};  // of a name, a place, or a BRIN; "": all
  std::optional<exchange::Sector> sector = {};
  std::optional<exchange::Purpose> purpose = {};  // with an access point for it, in whatever state
  std::optional<bool> connected = {};             // with an active access point
};

// A school, and how it takes part.
struct SchoolEntry {
  exchange::School school;
  std::string board_name = {};
  bool connected = false;                                 // an access point of it is active
  std::vector<exchange::AccessPoint> access_points = {};  // by index, those that left not; only of one school alone
};

// A session as the centre keeps it: of the pupil, nothing.
struct KeptSession {
  SessionId id;
  Brin source;
  std::optional<std::uint16_t> source_index = {};
  AccessPointId target;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  Instant opened_at;
  Instant expires_at;
  struct Closing {
    exchange::ResultCode result;
    AccessPointId source;
    Instant at;
  };
  std::optional<Closing> closing = {};
};

// Bytes that go out as they are.
struct Bytestream {
  std::shared_ptr<const std::string> bytes;  // never null, unless there is `make`
  std::string media_type;                    // "application/jose"
  std::string version = {};                  // letters, digits, '.', '-', '_': its ETag; "": that is made of the bytes
  int fresh_seconds = 0;                     // how long a cache may give it without asking; 0: it asks each time
  // Instead of `bytes`, with a version: asked for them only when they go out, since making them takes long.
  std::function<Task<Result<std::shared_ptr<const std::string>>>()> make = nullptr;
};

enum class StatisticsFormat { kJson, kCsv };
struct StatisticsWish {
  std::string from = {};   // "2026-03-01", days of UTC
  std::string to = {};     // the last day that counts
  std::string by = "day";  // "day", "result", "province" or "supplier"
  StatisticsFormat format = StatisticsFormat::kJson;
};

class RegisterService {
 public:
  virtual ~RegisterService() = default;

  virtual Task<Result<Listed<SchoolEntry>>> ListSchools(const CallContext& context, SchoolWish wish, PageWish page) = 0;
  virtual Task<Result<SchoolEntry>> FindSchool(const CallContext& context, Brin brin) = 0;
  // One that has not left.
  virtual Task<Result<exchange::AccessPoint>> FindAccessPoint(const CallContext& context, AccessPointId id) = 0;
  virtual Task<Result<Listed<exchange::Board>>> ListBoards(const CallContext& context, std::string words,
                                                           PageWish page) = 0;
  virtual Task<Result<Listed<exchange::Supplier>>> ListSuppliers(const CallContext& context, std::string words,
                                                                 PageWish page) = 0;
  // All that an entry has been, the oldest first. `kind` and `key` as exchange::KindOf and KeyOf.
  virtual Task<Result<Listed<exchange::RegisterChange>>> History(const CallContext& context, std::string kind,
                                                                 std::string key, PageWish page) = 0;

  virtual Task<Result<Bytestream>> RegisterDocument(const CallContext& context) = 0;  // signed
  virtual Task<Result<Bytestream>> Keys(const CallContext& context) = 0;              // a JWK Set (RFC 7517, 5)
  virtual Task<Result<Bytestream>> Statistics(const CallContext& context, StatisticsWish wish) = 0;
  // The log in the C2SP formats: tlog-checkpoint, and tlog-tiles by the path behind "tile/" ("0/x001/234") and, of the
  // entries themselves, behind "tile/entries/" ("000.p/7"). The path has been checked to be one of that form.
  virtual Task<Result<Bytestream>> Checkpoint(const CallContext& context) = 0;
  virtual Task<Result<Bytestream>> Tile(const CallContext& context, std::string path) = 0;
  virtual Task<Result<Bytestream>> Entries(const CallContext& context, std::string path) = 0;
  // A session that the caller takes part in, and its receipt; of another: kNotFound.
  virtual Task<Result<KeptSession>> FindSession(const CallContext& context, SessionId session) = 0;
  virtual Task<Result<Bytestream>> Receipt(const CallContext& context, SessionId session) = 0;
  virtual Task<Result<Bytestream>> OpenApi(const CallContext& context) = 0;
  // Can the centre write now? When not, reading goes on.
  virtual Task<Result<bool>> IsWritable(const CallContext& context) = 0;
};

}  // namespace oso::wire
