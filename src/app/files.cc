#include "app/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <set>
#include <system_error>

namespace oso::app {
namespace {

constexpr std::size_t kSmallFile = 1024UL * 1024;
constexpr std::size_t kPiece = 64UL * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool ok() const { return number_ >= 0; }

 private:
  int number_;
};

Error Because(ErrorCode code, std::string_view what, const std::filesystem::path& path, int reason) {
  return Fail(code, std::string(what) + " " + path.string() + ": " + std::generic_category().message(reason));
}

bool WriteAll(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void SyncFolder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.ok()) ::fsync(opened.number());
}

}  // namespace

Status ReadPieces(const std::filesystem::path& path, const std::function<Status(ByteView)>& take) {
  const bool is_input = path == "-";
  const std::filesystem::path name = is_input ? "standard input" : path;
  const Descriptor file(is_input ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) {
    return Because(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kStorage, "cannot open", name, errno);
  }
  Bytes piece(kPiece);
  while (true) {
    const ssize_t size = ::read(file.number(), piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return Because(ErrorCode::kStorage, "cannot read", name, errno);
    if (size == 0) return {};
    RETURN_IF_ERROR(take(ByteView(piece).first(static_cast<std::size_t>(size))));
  }
}

Result<std::string> ReadFile(const std::filesystem::path& path, std::size_t max_bytes) {
  std::string content;
  RETURN_IF_ERROR(ReadPieces(path, [&](ByteView piece) -> Status {
    content += AsText(piece);
    if (content.size() <= max_bytes) return {};
    return Fail(ErrorCode::kTooLarge, path.string() + " is over " + std::to_string(max_bytes) + " bytes");
  }));
  return content;
}

Result<std::string> ReadSmallFile(const std::filesystem::path& path) { return ReadFile(path, kSmallFile); }

Result<std::string> ReadSecretFile(const std::filesystem::path& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) == 0 && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Fail(ErrorCode::kConfiguration, path.string() + ": others than its owner can read it; `chmod 600` it");
  }
  return ReadSmallFile(path);
}

Result<Secret> ReadPepper(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(std::string text, ReadSecretFile(path));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.size() < 32) return Fail(ErrorCode::kConfiguration, path.string() + ": holds less than 32 characters");
  return Secret(std::move(text));
}

Result<std::unique_ptr<NewFile>> NewFile::Create(const std::filesystem::path& path, FileMode mode) {
  std::string beside = path.string() + ".XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file < 0) return Because(ErrorCode::kStorage, "cannot write beside", path, errno);
  std::unique_ptr<NewFile> made(new NewFile(path, std::move(beside), file));
  if (::fchmod(file, static_cast<mode_t>(mode)) != 0) return Because(ErrorCode::kStorage, "cannot write", path, errno);
  return made;
}

NewFile::~NewFile() {
  ::unlink(beside_.c_str());  // where it was moved away there is none
  ::close(file_);
}

Status NewFile::Write(std::string_view content) {
  if (!WriteAll(file_, content)) return Because(ErrorCode::kStorage, "cannot write", path_, errno);
  return {};
}

Status NewFile::Place(IfExists if_exists) {
  if (::fsync(file_) != 0) return Because(ErrorCode::kStorage, "cannot write", path_, errno);
  // A link, unlike a rename, fails when the name is taken: also by someone who was just before us.
  const bool replace = if_exists == IfExists::kReplace;
  const int placed = replace ? ::rename(beside_.c_str(), path_.c_str()) : ::link(beside_.c_str(), path_.c_str());
  if (placed != 0 && errno == EEXIST) return Fail(ErrorCode::kAlreadyExists, path_.string() + " exists and is kept");
  if (placed != 0) return Because(ErrorCode::kStorage, "cannot place", path_, errno);
  SyncFolder(path_.parent_path());
  return {};
}

Status WriteFile(const std::filesystem::path& path, std::string_view content, FileMode mode, IfExists if_exists) {
  ASSIGN_OR_RETURN(const std::unique_ptr<NewFile> file, NewFile::Create(path, mode));
  RETURN_IF_ERROR(file->Write(content));
  return file->Place(if_exists);
}

Status DemandDistinct(std::initializer_list<std::optional<std::string>> paths) {
  std::set<std::filesystem::path> seen;
  for (const auto& path : paths) {
    if (!path || *path == "-") continue;
    std::error_code unknown;
    const auto canonical = std::filesystem::weakly_canonical(*path, unknown);
    if (!seen.insert(unknown ? std::filesystem::path(*path) : canonical).second) {
      return Fail(ErrorCode::kInvalidArgument, "two outputs cannot go to one file: " + *path);
    }
  }
  return {};
}

Status WriteOutput(std::string_view content, const std::optional<std::string>& path, FileMode mode) {
  if (path && *path != "-") return WriteFile(*path, content, mode);
  if (std::fwrite(content.data(), 1, content.size(), stdout) == content.size() && std::fflush(stdout) == 0) return {};
  return Because(ErrorCode::kStorage, "cannot write to", "standard output", errno);
}

}  // namespace oso::app
