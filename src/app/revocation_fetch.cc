#include "app/revocation_fetch.h"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <utility>

#include "app/files.h"
#include "crypto/revocation_list.h"
#include "http/download.h"

namespace oso::app {
namespace {

// After a failure the next try is soon: the list at hand runs out.
constexpr std::int64_t kRetrySeconds = 60;

std::vector<std::string> UrlsOf(const Settings& settings) {
  std::istringstream text(settings.text("tls.revocation_urls"));
  std::vector<std::string> urls;
  for (std::string url; text >> url;) urls.push_back(std::move(url));
  if (urls == std::vector<std::string>{"none"}) urls.clear();
  return urls;
}

}  // namespace

RevocationFetch::RevocationFetch(const Settings& settings, observe::Metrics& metrics, Logger& log,
                                 std::function<void()> written)
    : settings_(settings), metrics_(metrics), log_(log), written_(std::move(written)), urls_(UrlsOf(settings)) {
  if (!urls_.empty()) fetching_.emplace([this](const std::stop_token& stop) { return FetchAll(stop); });
}

std::chrono::seconds RevocationFetch::FetchAll(const std::stop_token& stop) {
  bool failed = false;
  for (std::size_t i = 0; i < urls_.size(); ++i) {
    const auto is_new = Fetch(urls_[i], stop);
    if (stop.stop_requested()) break;
    failed = failed || !is_new.ok();
    if (!is_new.ok()) {
      metrics_.CountRevocationFetch(WireName(is_new.error().code));
      // The place in the setting says which: a URL may be nobody else's business.
      log_.Warning("a revocation list was not taken over, the one at hand stays",
                   {{"url", i + 1}, {"code", is_new.error().code}, {"detail", is_new.error().detail}});
      continue;
    }
    metrics_.CountRevocationFetch(*is_new ? "taken-over" : "unchanged");
    if (!*is_new) continue;
    log_.Info("a new revocation list was taken over", {{"url", i + 1}});
    written_();
  }
  const std::int64_t refresh = settings_.number("tls.revocation_refresh_seconds");
  return std::chrono::seconds(failed ? std::min(refresh, kRetrySeconds) : refresh);
}

Result<bool> RevocationFetch::Fetch(const std::string& url, const std::stop_token& stop) {
  const std::string file = settings_.path("tls.revocations");
  ASSIGN_OR_RETURN(const std::string fetched, http::Download(url, {.max_bytes = kRevocationsLimit}, stop));
  ASSIGN_OR_RETURN(const std::string authorities, ReadSmallFile(settings_.path("tls.authorities")));
  ASSIGN_OR_RETURN(const crypto::RevocationList list,
                   crypto::ReadRevocationList(AsBytes(fetched), authorities, SystemClock().Now()));
  ASSIGN_OR_RETURN(const std::string at_hand, ReadFile(file, kRevocationsLimit));
  ASSIGN_OR_RETURN(const std::optional<std::string> lists, crypto::TakeOver(at_hand, list));
  if (!lists) return false;
  if (lists->size() > kRevocationsLimit) return Fail(ErrorCode::kTooLarge, "the revocation lists together");
  RETURN_IF_ERROR(WriteFile(file, *lists, FileMode::kPublic));
  return true;
}

}  // namespace oso::app
