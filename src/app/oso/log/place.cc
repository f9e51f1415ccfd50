#include "app/oso/log/place.h"

#include <csignal>
#include <filesystem>

#include "app/files.h"
#include "audit/stored_log.h"
#include "http/download.h"
#include "store/open.h"
#include "store/sql/log_store.h"

namespace oso::app {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kLogOfCenter = "/v1/log";
constexpr std::string_view kEntries = "tile/entries/";

// A file is at most a full bundle of the largest entries.
constexpr std::size_t kMaxFile = std::size_t{audit::kTileWidth} * (audit::kMaxEntry + 2);

class FolderLog final : public audit::LogSource {
 public:
  explicit FolderLog(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Task<Result<Bytes>> Read(std::string path) override {
    CO_ASSIGN_OR_RETURN(const std::string text, ReadFile(folder_ / path, kMaxFile));
    co_return Bytes(text.begin(), text.end());
  }

 private:
  const std::filesystem::path folder_;
};

class DatabaseLog final : public audit::LogSource {
 public:
  explicit DatabaseLog(std::unique_ptr<store::sql::Database> database) : database_(std::move(database)) {}

  Task<Result<Bytes>> Read(std::string path) override { return files_.Read(std::move(path)); }

 private:
  const std::unique_ptr<store::sql::Database> database_;
  store::sql::LogStore store_{*database_};
  audit::StoredLog files_{store_};
};

class AddressLog final : public audit::LogSource {
 public:
  AddressLog(std::string prefix, http::DownloadTrust trust)
      : prefix_(std::move(prefix)), for_anyone_({.authorities = trust.authorities}), for_operators_(std::move(trust)) {}

  Task<Result<Bytes>> Read(std::string path) override {
    // The token can do all that an operator can: it goes with what needs it, and with nothing else.
    http::Downloader& downloader = path.starts_with(kEntries) ? for_operators_ : for_anyone_;
    CO_ASSIGN_OR_RETURN(const std::string text, downloader.Get(prefix_ + path, {.max_bytes = kMaxFile}));
    co_return Bytes(text.begin(), text.end());
  }

 private:
  const std::string prefix_;
  http::Downloader for_anyone_;
  http::Downloader for_operators_;
};

Result<std::optional<std::string>> TokenFor(const Place& place) {
  if (!place.token_file) return std::optional<std::string>();
  ASSIGN_OR_RETURN(std::string token, ReadSecretFile(*place.token_file));
  while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
  if (token.empty()) return Fail(ErrorCode::kConfiguration, *place.token_file + ": no token in it");
  return std::optional(std::move(token));
}

Result<OpenedLog> OpenAddress(const Place& place) {
  std::signal(SIGPIPE, SIG_IGN);  // a server that goes away is an error, and no reason to end
  http::DownloadTrust trust;
  if (place.authorities_file) {
    ASSIGN_OR_RETURN(trust.authorities, ReadSmallFile(*place.authorities_file));
  }
  ASSIGN_OR_RETURN(trust.bearer, TokenFor(place));
  std::string prefix = place.text;
  while (prefix.ends_with('/')) prefix.pop_back();
  if (prefix.find('/', kHttps.size()) == std::string::npos) prefix += kLogOfCenter;
  const auto depth = trust.bearer ? audit::LogDepth::kEntries : audit::LogDepth::kHashes;
  return OpenedLog{std::make_unique<AddressLog>(prefix + '/', std::move(trust)), depth};
}

}  // namespace

Result<OpenedLog> OpenLog(const Place& place) {
  if (place.text.starts_with(kHttps)) return OpenAddress(place);
  if (place.text.find("://") != std::string::npos && !store::IsPostgres(place.text)) {
    return Fail(ErrorCode::kInvalidArgument, "the address of a log begins with https://");
  }
  if (!store::IsPostgres(place.text) && std::filesystem::is_directory(place.text)) {
    return OpenedLog{std::make_unique<FolderLog>(place.text), audit::LogDepth::kEntries};
  }
  ASSIGN_OR_RETURN(auto database, store::OpenToRead(place.text, store::sql::kCenterSchema));
  return OpenedLog{std::make_unique<DatabaseLog>(std::move(database)), audit::LogDepth::kEntries};
}

}  // namespace oso::app
