// The keys and trust in force in a process that renews them while it runs.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "crypto/tls.h"

namespace oso::crypto {

// A handle: copies share one place, so what replaces the context of one replaces it for every server, client and gate
// that holds a copy. Made from a context it is a place of its own. Any thread.
class CurrentTls {
 public:
  // NOLINTBEGIN(google-explicit-constructor): keys that never change are given as they are.
  CurrentTls(std::nullptr_t = nullptr) {}  // no keys, for ever: plain
  CurrentTls(std::shared_ptr<const TlsContext> first) {
    if (first) place_ = std::make_shared<Place>(std::move(first));
  }
  // NOLINTEND(google-explicit-constructor)

  explicit operator bool() const { return place_ != nullptr; }
  // Null only when there are no keys. What it gives stays good while it is held.
  std::shared_ptr<const TlsContext> Get() const {
    if (!place_) return nullptr;
    const std::scoped_lock lock(place_->mutex);
    return place_->context;
  }
  // For what begins from now on; not null, and only where there were keys.
  void Replace(std::shared_ptr<const TlsContext> next) const {
    const std::scoped_lock lock(place_->mutex);
    place_->context.swap(next);
  }

 private:
  struct Place {
    explicit Place(std::shared_ptr<const TlsContext> first) : context(std::move(first)) {}
    std::mutex mutex;
    std::shared_ptr<const TlsContext> context;
  };
  std::shared_ptr<Place> place_;
};

}  // namespace oso::crypto
