// Fetches one small public file, such as a revocation list, from whoever publishes it. Not for the network's own
// messages: those go over mutual TLS, through Client.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace oso::http {

struct DownloadLimits {
  std::size_t max_bytes = std::size_t{16} * 1024 * 1024;
  int seconds = 30;  // in all
};

// GET `url`, http or https; https with the system's authorities, and never redirected to http. Waits: for a thread of
// its own, never on a loop. `stop` breaks it off. Errors: kInvalidArgument (url); kTooLarge; kUnavailable: anything
// else that is not a body with status 200. The details have nothing of the answer.
Result<std::string> Download(const std::string& url, const DownloadLimits& limits, const std::stop_token& stop = {});

}  // namespace oso::http
