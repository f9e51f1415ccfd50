// Files: certificates, keys, lists; dossiers. Blocking: for start-up and commands, not for an event loop.
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/pgn.h"
#include "base/result.h"

namespace oso::app {

// Each piece of a file, to `take`, which keeps none; "-" is standard input, for all that reads here. Errors: kNotFound;
// kStorage: it is there but cannot be read; and what `take` gives, which ends it.
Status ReadPieces(const std::filesystem::path& path, const std::function<Status(ByteView)>& take);

// The same, whole. Error besides: kTooLarge, over `max_bytes`.
Result<std::string> ReadFile(const std::filesystem::path& path, std::size_t max_bytes);

// The same of at most 1 MiB.
Result<std::string> ReadSmallFile(const std::filesystem::path& path);

// A national list of revoked certificates is larger than other small files.
inline constexpr std::size_t kRevocationsLimit = std::size_t{16} * 1024 * 1024;

// The same for a key or a pepper: kConfiguration also if anyone but its owner can read it.
Result<std::string> ReadSecretFile(const std::filesystem::path& path);

// The secret that all school systems of a network share for search keys: one line of at least 32 characters. As
// ReadSecretFile, and kConfiguration for a shorter one.
Result<Secret> ReadPepper(const std::filesystem::path& path);

enum class FileMode { kPublic = 0644, kPrivate = 0600 };
enum class IfExists { kReplace, kRefuse };

// A file that is there whole or not at all: written beside its place, and moved there when it is synced. Dropped before
// that, it leaves nothing.
class NewFile {
 public:
  static Result<std::unique_ptr<NewFile>> Create(const std::filesystem::path& path, FileMode mode);  // kStorage
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  Status Write(std::string_view content);  // kStorage
  Status Place(IfExists if_exists);        // once; kAlreadyExists (with kRefuse), kStorage

 private:
  NewFile(std::filesystem::path path, std::string beside, int file)
      : path_(std::move(path)), beside_(std::move(beside)), file_(file) {}

  const std::filesystem::path path_;
  const std::string beside_;
  const int file_;
};

// All of it at once. Errors of NewFile.
Status WriteFile(const std::filesystem::path& path, std::string_view content, FileMode mode,
                 IfExists if_exists = IfExists::kReplace);

// Error: kInvalidArgument, two of these are the same file: the second would take the place of the first.
Status DemandDistinct(std::initializer_list<std::optional<std::string>> paths);

// To that file; without one, or to "-", to standard output, which knows no mode. Error: kStorage.
Status WriteOutput(std::string_view content, const std::optional<std::string>& path, FileMode mode);

}  // namespace oso::app
