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

}  // namespace

Result<std::string> Download(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop) {
  ASSIGN_OR_RETURN(const Url parsed, ParseUrl(url));
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  if (ready != CURLE_OK || !curl) return Fail(ErrorCode::kInternal, "download: the library does not start");

  Received received{.body = {}, .most = limits.max_bytes};
  const auto set = [&curl](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
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
  const CURLcode done = curl_easy_perform(curl.get());

  if (received.is_over || done == CURLE_FILESIZE_EXCEEDED) {
    return Fail(ErrorCode::kTooLarge, "download: over " + std::to_string(limits.max_bytes) + " bytes");
  }
  if (done != CURLE_OK) return Fail(ErrorCode::kUnavailable, std::string("download: ") + curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 200) return std::move(received.body);
  return Fail(ErrorCode::kUnavailable, "download: status " + std::to_string(status));
}

}  // namespace oso::http
