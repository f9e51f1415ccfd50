#include "store/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "store/sql/table_copy.h"
#include "store/sqlite/connection.h"

namespace oso::store {
namespace {

using sql::Access;
using Connections = Result<std::unique_ptr<sql::Connection>>;

// The schema as it was at this version.
sql::Schema At(const sql::Schema& schema, std::int64_t version) {
  return {schema.name, {schema.migrations.begin(), schema.migrations.begin() + version}};
}

// Its version; an error if there is nothing of the schema.
Result<std::int64_t> DemandVersion(sql::Connection& connection, const sql::Schema& schema, const std::string& what) {
  ASSIGN_OR_RETURN(const std::int64_t version, sql::VersionOf(connection, schema));
  if (version == 0) return Fail(ErrorCode::kNotFound, what + " is not the database of a " + schema.name);
  return version;
}

Connections Connect(const std::string& database, Access access) {
  ASSIGN_OR_RETURN(const auto engine, EngineOf(database, access));
  return engine->Connect(access);
}

// Nobody else's, and no link to another: a backup that is at work has it, or one that was broken off left it.
Status MakeOwnFile(const std::string& file) {
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (opened < 0 && errno == EEXIST) {
    return Fail(ErrorCode::kConflict,
                file + " is there: wait for the backup that writes it, or remove it if none does");
  }
  if (opened < 0) return Fail(ErrorCode::kStorage, file + ": " + std::generic_category().message(errno));
  ::close(opened);
  return {};
}

Status CopyInto(const std::string& file, sql::Connection& from, const sql::Schema& schema) {
  ASSIGN_OR_RETURN(auto to, sqlite::Engine(file, sqlite::FileUse::kArchive).Connect(Access::kWrite));
  RETURN_IF_ERROR(sql::Migrate(*to, schema));
  return sql::TableCopy::Run(*to, from, *to);
}

// A move is on the disk when its folder is.
void SyncFolderOf(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

}  // namespace

Status Backup(const std::string& database, const sql::Schema& schema, const std::string& file) {
  // 1. What there is.
  if (std::filesystem::exists(file)) return Fail(ErrorCode::kAlreadyExists, file + " is there already");
  ASSIGN_OR_RETURN(const auto from, Connect(database, Access::kReadOnly));
  ASSIGN_OR_RETURN(const std::int64_t version, DemandVersion(*from, schema, "it"));

  // 2. All of it beside its place, in a file of our own.
  const std::string beside = file + ".part";
  RETURN_IF_ERROR(MakeOwnFile(beside));
  std::error_code failed;
  std::filesystem::remove(beside + "-journal", failed);  // of one that was broken off
  Status made = CopyInto(beside, *from, At(schema, version));

  // 3. And there; whatever came there meanwhile stays.
  if (made.ok()) std::filesystem::create_hard_link(beside, file, failed);
  if (failed) made = Fail(ErrorCode::kStorage, file + ": " + failed.message());
  std::filesystem::remove(beside, failed);
  SyncFolderOf(file);
  return made;
}

Status Restore(const std::string& file, const sql::Schema& schema, const std::string& database) {
  // 1. A backup, and where it goes: in the version that the backup has.
  ASSIGN_OR_RETURN(const auto from, sqlite::Engine(file, sqlite::FileUse::kArchive).Connect(Access::kReadOnly));
  ASSIGN_OR_RETURN(const std::int64_t version, DemandVersion(*from, schema, file));
  ASSIGN_OR_RETURN(const auto to, Connect(database, Access::kWrite));
  ASSIGN_OR_RETURN(const std::int64_t there, sql::VersionOf(*to, schema));
  if (there != 0 && there != version) {
    return Fail(ErrorCode::kAlreadyExists, "a database of version " + std::to_string(there) + " is there already");
  }
  RETURN_IF_ERROR(sql::Migrate(*to, At(schema, version)));

  // 2. Every row of our own tables: what the file says of itself is not to be believed.
  ASSIGN_OR_RETURN(const auto plan, sqlite::Engine("", sqlite::FileUse::kArchive).Connect(Access::kWrite));
  RETURN_IF_ERROR(sql::Migrate(*plan, At(schema, version)));
  RETURN_IF_ERROR(sql::TableCopy::Run(*plan, *from, *to));

  // 3. As this program knows it.
  return sql::Migrate(*to, schema);
}

}  // namespace oso::store
