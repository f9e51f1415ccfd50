#include "store/sql/key_store.h"

#include "store/sql/audit_log.h"
#include "store/sql/words.h"

namespace oso::store::sql {

namespace {

// A document's key as it lies there.
struct DataKey {
  DocumentId owner;
  Brin school;
  SchoolKeyId by;
  crypto::WrappedKey wrapped{};
  Instant made_at;
};

// And with the key that it is wrapped by.
struct Wrapped {
  crypto::WrappedKey wrapped{};
  SchoolKey by;
};

// What rotation moves.
struct Rewrap {
  DocumentId owner;
  crypto::WrappedKey wrapped{};
};

}  // namespace

template <>
struct Row<SchoolKey> {
  static auto Fields(auto& row) { return std::tie(row.id, row.school, row.root, row.wrapped, row.made_at); }
};
template <>
struct Row<DataKey> {
  static auto Fields(auto& row) { return std::tie(row.owner, row.school, row.by, row.wrapped, row.made_at); }
};
template <>
struct Row<Wrapped> {
  static auto Fields(auto& row) { return std::tie(row.wrapped, row.by); }
};
template <>
struct Row<Rewrap> {
  static auto Fields(auto& row) { return std::tie(row.owner, row.wrapped); }
};

namespace {

constexpr int kPage = 500;

// In the order of Row<SchoolKey>.
#define SCHOOL_KEY_COLUMNS "id, school, root, wrapped, made_at"
constexpr std::string_view kInUse =
    "SELECT " SCHOOL_KEY_COLUMNS " FROM school_key WHERE school = ? AND retired_at IS NULL";
constexpr std::string_view kRetired =
    "SELECT " SCHOOL_KEY_COLUMNS " FROM school_key WHERE school = ? AND retired_at IS NOT NULL ORDER BY made_at, id";
constexpr std::string_view kAddSchoolKey = "INSERT INTO school_key (" SCHOOL_KEY_COLUMNS ") VALUES (?, ?, ?, ?, ?)";
#undef SCHOOL_KEY_COLUMNS
constexpr std::string_view kIsInUse = "SELECT 1 FROM school_key WHERE school = ? AND id = ? AND retired_at IS NULL";
constexpr std::string_view kAdd =
    "INSERT INTO data_key (owner, school, school_key, wrapped, made_at) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view kFind =
    "SELECT d.wrapped, s.id, s.school, s.root, s.wrapped, s.made_at FROM data_key d "
    "JOIN school_key s ON s.school = d.school AND s.id = d.school_key WHERE d.owner = ?";
constexpr std::string_view kPageOf =
    "SELECT owner, wrapped FROM data_key WHERE school = ? AND school_key = ? ORDER BY owner LIMIT ?";
constexpr std::string_view kOrphans =
    "SELECT owner FROM data_key WHERE made_at < ? EXCEPT SELECT document FROM dossier "
    "EXCEPT SELECT document FROM intake LIMIT ?";

Status AddSchoolKey(Connection& connection, const audit::Actor& actor, const SchoolKey& key) {
  RETURN_IF_ERROR(connection.Execute(kAddSchoolKey, key));
  return WriteEvent(connection, audit::KeyMade(actor, key.made_at, key.school, key.id.ToString()));
}

}  // namespace

std::string RootName(const crypto::Key& root) {
  constexpr std::size_t kNameBytes = 8;
  return ToHex(ByteView(root.Hmac(AsBytes("oso root key"))).first(kNameBytes));
}

KeyStore::KeyStore(Database& database, crypto::Key root, const Clock& clock, Random& random)
    : database_(database), root_(std::move(root)), root_name_(RootName(root_)), clock_(clock), random_(random) {}

Task<Status> KeyStore::Put(DocumentId owner, Brin school, crypto::Key key) {
  while (true) {
    CO_ASSIGN_OR_RETURN(const SchoolKey by, co_await InUse(school));
    CO_ASSIGN_OR_RETURN(const Shared school_key, Unwrapped(by));
    const DataKey row{owner, school, by.id, crypto::Wrap(*school_key, key), clock_.Now()};
    CO_ASSIGN_OR_RETURN(const bool kept, co_await database_.Write<bool>([=](Connection& connection) -> Result<bool> {
      ASSIGN_OR_RETURN(const bool in_use, connection.Exists(kIsInUse, row.school, row.by));
      if (in_use) RETURN_IF_ERROR(connection.Execute(kAdd, row));
      return in_use;
    }));
    if (kept) co_return Status();  // otherwise the school was given a new key meanwhile
  }
}

Task<Result<crypto::Key>> KeyStore::Find(DocumentId owner) {
  CO_ASSIGN_OR_RETURN(const std::optional<Wrapped> row,
                      co_await database_.Read<std::optional<Wrapped>>(
                          [=](Connection& connection) { return connection.QueryOne<Wrapped>(kFind, owner); }));
  if (!row) co_return Fail(ErrorCode::kNotFound, "key of " + owner.ToString());
  CO_ASSIGN_OR_RETURN(const Shared school_key, Unwrapped(row->by));
  auto key = crypto::Unwrap(*school_key, row->wrapped);
  if (!key.ok()) co_return Fail(ErrorCode::kStorage, "the key of " + owner.ToString() + " was changed");
  co_return key;
}

Task<Status> KeyStore::Destroy(DocumentId owner) {
  const Instant now = clock_.Now();
  co_return co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(const auto school,
                     connection.QueryOne<Brin>("SELECT school FROM data_key WHERE owner = ?", owner));
    if (!school) return {};
    RETURN_IF_ERROR(connection.Execute("DELETE FROM data_key WHERE owner = ?", owner));
    return WriteEvent(connection, audit::KeyDestroyed(audit::Actor::ForProgram(), now, *school, owner.ToString()));
  });
}

Task<Status> KeyStore::CheckRoot() {
  CO_ASSIGN_OR_RETURN(const bool other, co_await database_.Read<bool>([name = root_name_](Connection& connection) {
    return connection.Exists("SELECT 1 FROM school_key WHERE root <> ? LIMIT 1", name);
  }));
  if (!other) co_return Status();
  co_return Fail(ErrorCode::kConfiguration,
                 "keys.root is not the root key that the keys in the database are wrapped by");
}

Task<Result<std::int64_t>> KeyStore::Rotate(audit::Actor actor, Brin school) {
  // 1. A new key, by which all that comes is wrapped from now on.
  const SchoolKey made = NewSchoolKey(school);
  CO_RETURN_IF_ERROR(co_await database_.Write<void>([=](Connection& connection) -> Status {
    ASSIGN_OR_RETURN(const std::int64_t retired,
                     connection.Execute("UPDATE school_key SET retired_at = ? WHERE school = ? AND retired_at IS NULL",
                                        made.made_at, school));
    if (retired == 0) return Fail(ErrorCode::kNotFound, "school " + std::string(school.text()) + " has no key");
    return AddSchoolKey(connection, actor, made);
  }));
  // 2. What the old ones wrapped. Of each nothing is left then.
  CO_ASSIGN_OR_RETURN(const std::vector<SchoolKey> retired,
                      co_await database_.Read<std::vector<SchoolKey>>(
                          [=](Connection& connection) { return connection.Query<SchoolKey>(kRetired, school); }));
  std::int64_t rewrapped = 0;
  for (const SchoolKey& old : retired) {
    while (true) {
      CO_ASSIGN_OR_RETURN(const std::int64_t page, co_await RewrapPage(old, made));
      if (page == 0) break;
      rewrapped += page;
    }
    const Instant now = clock_.Now();
    CO_RETURN_IF_ERROR(co_await database_.Write<void>([=](Connection& connection) -> Status {
      ASSIGN_OR_RETURN(
          const bool wraps,
          connection.Exists("SELECT 1 FROM data_key WHERE school = ? AND school_key = ? LIMIT 1", school, old.id));
      if (wraps) return Fail(ErrorCode::kConflict, "another rotation goes on");
      ASSIGN_OR_RETURN(const std::int64_t gone,
                       connection.Execute("DELETE FROM school_key WHERE school = ? AND id = ?", school, old.id));
      if (gone == 0) return {};
      return WriteEvent(connection, audit::KeyDestroyed(actor, now, school, old.id.ToString()));
    }));
  }
  co_return rewrapped;
}

// Gives how many there were to do.
Task<Result<std::int64_t>> KeyStore::RewrapPage(SchoolKey from, SchoolKey to) {
  CO_ASSIGN_OR_RETURN(std::vector<Rewrap> page,
                      co_await database_.Read<std::vector<Rewrap>>([=](Connection& connection) {
                        return connection.Query<Rewrap>(kPageOf, from.school, from.id, kPage);
                      }));
  if (page.empty()) co_return 0;
  CO_ASSIGN_OR_RETURN(const Shared old_key, Unwrapped(from));
  CO_ASSIGN_OR_RETURN(const Shared new_key, Unwrapped(to));
  for (Rewrap& row : page) {
    auto key = crypto::Unwrap(*old_key, row.wrapped);
    if (!key.ok()) co_return Fail(ErrorCode::kStorage, "the key of " + row.owner.ToString() + " was changed");
    row.wrapped = crypto::Wrap(*new_key, *key);
  }
  CO_RETURN_IF_ERROR(co_await database_.Write<void>([=](Connection& connection) -> Status {
    // The key that was made here may be old itself by now: then who made the next one does this.
    ASSIGN_OR_RETURN(const bool in_use, connection.Exists(kIsInUse, to.school, to.id));
    if (!in_use) return Fail(ErrorCode::kConflict, "another rotation goes on");
    for (const Rewrap& row : page) {
      RETURN_IF_ERROR(connection.Execute("UPDATE data_key SET school_key = ?, wrapped = ? WHERE owner = ?", to.id,
                                         row.wrapped, row.owner));
    }
    return {};
  }));
  co_return static_cast<std::int64_t>(page.size());
}

Task<Result<std::vector<DocumentId>>> KeyStore::Orphans(Instant before, int limit) {
  co_return co_await database_.Read<std::vector<DocumentId>>(
      [=](Connection& connection) { return connection.Query<DocumentId>(kOrphans, before, limit); });
}

// The one that is there, or one made now.
Task<Result<SchoolKey>> KeyStore::InUse(Brin school) {
  const auto find = [=](Connection& connection) { return connection.QueryOne<SchoolKey>(kInUse, school); };
  CO_ASSIGN_OR_RETURN(const std::optional<SchoolKey> there, co_await database_.Read<std::optional<SchoolKey>>(find));
  if (there) co_return *there;
  const SchoolKey made = NewSchoolKey(school);
  co_return co_await database_.Write<SchoolKey>([=](Connection& connection) -> Result<SchoolKey> {
    ASSIGN_OR_RETURN(const std::optional<SchoolKey> other, find(connection));
    if (other) return *other;
    RETURN_IF_ERROR(AddSchoolKey(connection, audit::Actor::ForProgram(), made));
    return made;
  });
}

SchoolKey KeyStore::NewSchoolKey(Brin school) {
  return {SchoolKeyId::New(random_), school, root_name_, crypto::Wrap(root_, crypto::Key::New(random_)), clock_.Now()};
}

Result<KeyStore::Shared> KeyStore::Unwrapped(const SchoolKey& row) {
  const Instant now = clock_.Now();
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& entry) { return entry.second.until <= now; });
  if (const auto found = kept_.find(row.id); found != kept_.end()) return found->second.key;
  const std::string name = "the key " + row.id.ToString() + " of school " + std::string(row.school.text());
  if (row.root != root_name_) return Fail(ErrorCode::kConfiguration, name + " is wrapped by another root key");
  auto key = crypto::Unwrap(root_, row.wrapped);
  if (!key.ok()) return Fail(ErrorCode::kStorage, name + " was changed");
  auto shared = std::make_shared<const crypto::Key>(std::move(key).value());
  kept_.emplace(row.id, Kept{shared, now.PlusSeconds(kKeptSeconds)});
  return shared;
}

}  // namespace oso::store::sql
