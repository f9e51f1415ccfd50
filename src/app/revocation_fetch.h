// Keeps tls.revocations up to date from where the authorities publish their lists (tls.revocation_urls).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/regularly.h"
#include "app/settings.h"
#include "base/log.h"
#include "observe/metrics.h"

namespace oso::app {

// Fetches each list at the start and then every tls.revocation_refresh_seconds; sooner after one that failed. A list
// that is signed, valid and not older takes its place in the file, all or nothing; whatever else comes changes nothing,
// and is logged and counted. Has a thread of its own, and none without URLs. All that it is given outlives it.
class RevocationFetch {
 public:
  // `written` is called on that thread after the file was replaced.
  RevocationFetch(const Settings& settings, observe::Metrics& metrics, Logger& log, std::function<void()> written);

 private:
  std::chrono::seconds FetchAll(const std::stop_token& stop);  // gives when to do it again
  // False: it was there already.
  Result<bool> Fetch(const std::string& url, const std::stop_token& stop);

  const Settings& settings_;
  observe::Metrics& metrics_;
  Logger& log_;
  std::function<void()> written_;
  std::vector<std::string> urls_;
  std::optional<Regularly> fetching_;  // last: it uses the others
};

}  // namespace oso::app
