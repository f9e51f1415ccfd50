// Fetches small public files, such as revocation lists and the tiles of a log, from whoever publishes them. Not for the
// network's own messages: those go over mutual TLS, through Client.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace oso::http {

struct DownloadLimits {
  std::size_t max_bytes = std::size_t{16} * 1024 * 1024;
  int seconds = 30;  // in all
};

// Whom a download trusts and who it says it is.
struct DownloadTrust {
  std::optional<std::string> authorities = {};  // PEM text; nothing: the system's
  std::optional<std::string> bearer = {};       // a token (RFC 6750), sent to the URL's own host alone
};

// Fetches files one after the other, over one connection as long as the other side keeps it. One thread at a time.
class Downloader {
 public:
  explicit Downloader(DownloadTrust trust = {});
  ~Downloader();

  // GET `url`, http or https, and never redirected from https to http. Waits: for a thread of its own, never on a loop
  // that serves. `stop` breaks it off. Errors: kInvalidArgument (url); kTooLarge; kNotFound, kUnauthenticated and
  // kForbidden for the statuses 404, 401 and 403; kCertificate: the authorities cannot be read; kUnavailable: anything
  // else that is not a body with status 200. The details have nothing of the answer.
  Result<std::string> Get(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop = {});

 private:
  struct State;
  const DownloadTrust trust_;
  std::unique_ptr<State> state_;
};

// The same of one file, with the system's authorities.
Result<std::string> Download(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop = {});

}  // namespace oso::http
