#include "app/oso/log/witness_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "app/files.h"
#include "crypto/digest.h"

namespace oso::app {

Result<std::unique_ptr<WitnessFolder>> WitnessFolder::Open(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Fail(ErrorCode::kStorage, folder.string() + ": " + failed.message());
  const std::string file = (folder / "lock").string();
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return Fail(ErrorCode::kStorage, file + ": " + std::generic_category().message(errno));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return Fail(ErrorCode::kConflict, "another witness has the folder " + folder.string());
  }
  return std::unique_ptr<WitnessFolder>(new WitnessFolder(folder, lock));
}

WitnessFolder::~WitnessFolder() { ::close(lock_); }

Result<std::optional<std::string>> WitnessFolder::Kept() {
  auto note = ReadFile(folder_ / "checkpoint", audit::kMaxNote);
  if (note.ok()) return std::optional(std::move(note).value());
  if (note.error().code != ErrorCode::kNotFound) return std::move(note).error();
  if (std::filesystem::exists(folder_ / "cosigned")) {
    return Fail(ErrorCode::kConfiguration, folder_.string() + ": checkpoint is gone, and it cosigned one: put it back");
  }
  return std::optional<std::string>();
}

Status WitnessFolder::Keep(const std::string& note) {
  return WriteFile(folder_ / "checkpoint", note, FileMode::kPublic);
}

Status WitnessFolder::Publish(const std::string& cosigned) {
  return WriteFile(folder_ / "cosigned", cosigned, FileMode::kPublic);
}

Status WitnessFolder::KeepEvidence(const std::string& note) {
  // Named by what it is, so that the same one is kept once.
  const std::string name = "refused-" + ToHex(crypto::Sha256(AsBytes(note)));
  const Status written = WriteFile(folder_ / name, note, FileMode::kPublic, IfExists::kRefuse);
  return !written.ok() && written.error().code == ErrorCode::kAlreadyExists ? Status() : written;
}

}  // namespace oso::app
