// What is made of the register when it changes, since it takes too long for a call: the signed document that school
// systems keep, and the index in which schools are found.
#pragma once

#include <memory>
#include <mutex>

#include "crypto/signing_key.h"
#include "exchange/register.h"
#include "schoollist/search.h"

namespace oso::app {

struct Published {
  std::shared_ptr<const exchange::Register> registry;
  std::shared_ptr<const std::string> document;  // compact JWS
  schoollist::SearchIndex schools;
};

class Publication {
 public:
  // The last that was published; null before the first. Any thread.
  std::shared_ptr<const Published> Now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }

  // Publishes `registry`, unless that version is. One thread at a time. kInvalidArgument, kTooLarge: it cannot be
  // signed.
  Status Publish(const std::shared_ptr<const exchange::Register>& registry, const crypto::SigningKey& key, Instant now);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Published> now_;
};

}  // namespace oso::app
