#include "http/download.h"

#include <curl/curl.h>

#include <memory>

#include "http/url.h"

namespace oso::http {
namespace {

constexpr long kRedirects = 3;
constexpr long kConnectSeconds = 10;

struct Received {
  std::string body;
  std::size_t most = 0;
  bool is_over = false;
};

std::size_t TakePiece(char* piece, std::size_t size, std::size_t count, void* to) {
  auto& received = *static_cast<Received*>(to);
  const std::size_t bytes = size * count;
  received.is_over = received.is_over || bytes > received.most - received.body.size();
  if (received.is_over) return 0;  // which ends the transfer
  received.body.append(piece, bytes);
  return bytes;
}

int MustStop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

Error OfStatus(long status) {
  const std::string detail = "download: status " + std::to_string(status);
  switch (status) {
    case 401:
      return Fail(ErrorCode::kUnauthenticated, detail);
    case 403:
      return Fail(ErrorCode::kForbidden, detail);
    case 404:
      return Fail(ErrorCode::kNotFound, detail);
    default:
      return Fail(ErrorCode::kUnavailable, detail);
  }
}

Error OfFailure(CURLcode failure) {
  const bool is_ours = failure == CURLE_SSL_CACERT_BADFILE || failure == CURLE_SSL_CRL_BADFILE;
  return Fail(is_ours ? ErrorCode::kCertificate : ErrorCode::kUnavailable,
              std::string("download: ") + curl_easy_strerror(failure));
}

}  // namespace

struct Downloader::State {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{nullptr, curl_easy_cleanup};
};

Downloader::Downloader(DownloadTrust trust) : trust_(std::move(trust)), state_(std::make_unique<State>()) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) state_->curl.reset(curl_easy_init());
}

Downloader::~Downloader() = default;

Result<std::string> Downloader::Get(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop) {
  ASSIGN_OR_RETURN(const Url parsed, ParseUrl(url));
  CURL* curl = state_->curl.get();
  if (curl == nullptr) return Fail(ErrorCode::kInternal, "download: the library does not start");

  Received received{.body = {}, .most = limits.max_bytes};
  curl_easy_reset(curl);  // which keeps the connection
  const auto set = [curl](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, parsed.is_secure ? "https" : "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, kRedirects);
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(limits.seconds));
  set(CURLOPT_NOSIGNAL, 1L);  // we are not the only thread
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.max_bytes));
  set(CURLOPT_WRITEFUNCTION, TakePiece);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, MustStop);
  set(CURLOPT_XFERINFODATA, const_cast<void*>(static_cast<const void*>(&stop)));
  if (trust_.authorities) {
    // Those alone: not the system's beside them.
    curl_blob authorities{const_cast<char*>(trust_.authorities->data()), trust_.authorities->size(), CURL_BLOB_NOCOPY};
    if (curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &authorities) != CURLE_OK) {
      return Fail(ErrorCode::kInternal, "download: this libcurl takes no authorities of one's own");
    }
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (trust_.bearer) {
    set(CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    set(CURLOPT_XOAUTH2_BEARER, trust_.bearer->c_str());
  }
  const CURLcode done = curl_easy_perform(curl);

  if (received.is_over || done == CURLE_FILESIZE_EXCEEDED) {
    return Fail(ErrorCode::kTooLarge, "download: over " + std::to_string(limits.max_bytes) + " bytes");
  }
  if (done != CURLE_OK) return OfFailure(done);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status == 200) return std::move(received.body);
  return OfStatus(status);
}

Result<std::string> Download(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop) {
  return Downloader().Get(url, limits, stop);
}

}  // namespace oso::http
