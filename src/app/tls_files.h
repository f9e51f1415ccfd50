// The TLS files of a running server: read at the start, and again when they changed.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "app/regularly.h"
#include "app/settings.h"
#include "base/log.h"
#include "crypto/current_tls.h"
#include "observe/metrics.h"

namespace oso::app {

Result<crypto::CurrentTls> LoadTls(const Settings& settings);  // kConfiguration, kCertificate

// Looks every two seconds, and when told, whether one of the files is another, or changed. Material that is whole and
// good (TlsContext::CheckSuccession) takes the place of the old; anything else changes nothing, is logged and counted
// once, and is tried again when a file changes or when told. Has a thread of its own. All that it is given outlives it.
class TlsWatch {
 public:
  TlsWatch(const Settings& settings, crypto::CurrentTls tls, observe::Metrics& metrics, Logger& log);

  void LookNow();  // also at material that was refused before; any thread, returns at once

 private:
  // Which file stands there, and in what state.
  struct Stamp {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool operator==(const Stamp&) const = default;
  };
  using Stamps = std::array<Stamp, 4>;

  Stamps ReadStamps() const;
  void Look();
  void Tell() const;  // the gauges

  const Settings& settings_;
  const crypto::CurrentTls tls_;
  observe::Metrics& metrics_;
  Logger& log_;
  Stamps seen_;
  std::atomic<bool> is_told_ = false;
  std::optional<Regularly> looking_;  // last: it uses the others
};

}  // namespace oso::app
