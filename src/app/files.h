// Files, whole: certificates, keys, lists; dossiers. Blocking: for start-up and commands, not for an event loop.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace oso::app {

// Errors: kNotFound; kTooLarge, over `max_bytes`; kStorage: it is there but cannot be read.
Result<std::string> ReadFile(const std::filesystem::path& path, std::size_t max_bytes);

// The same of at most 1 MiB.
Result<std::string> ReadSmallFile(const std::filesystem::path& path);

// The same for a key or a pepper: kConfiguration also if anyone but its owner can read it.
Result<std::string> ReadSecretFile(const std::filesystem::path& path);

enum class FileMode { kPublic = 0644, kPrivate = 0600 };
enum class IfExists { kReplace, kRefuse };

// All or nothing: written and synced beside its place, then moved there. kAlreadyExists (with kRefuse), kStorage.
Status WriteFile(const std::filesystem::path& path, std::string_view content, FileMode mode,
                 IfExists if_exists = IfExists::kReplace);

// To that file; without one, or to "-", to standard output, which knows no mode. Error: kStorage.
Status WriteOutput(std::string_view content, const std::optional<std::string>& path, FileMode mode);

}  // namespace oso::app
