#include "center/limits.h"

#include <algorithm>

namespace oso::center {

double RateLimit::TokensOf(const Bucket& bucket, Instant now) const {
  const double minutes = static_cast<double>(now.micros - bucket.at.micros) / 60e6;
  const double filled = bucket.tokens + std::max(0.0, minutes) * static_cast<double>(rate_.per_minute);
  return std::min(filled, static_cast<double>(rate_.burst));
}

bool RateLimit::Take(std::string_view who) {
  const Instant now = clock_.Now();
  const std::lock_guard lock(mutex_);
  auto bucket = buckets_.find(who);
  if (bucket == buckets_.end()) {
    if (buckets_.size() >= forget_at_) ForgetFull(now);
    bucket = buckets_.emplace(std::string(who), Bucket{static_cast<double>(rate_.burst), now}).first;
  }
  const double tokens = TokensOf(bucket->second, now);
  bucket->second = {tokens >= 1 ? tokens - 1 : tokens, now};
  return tokens >= 1;
}

bool RateLimit::Has(std::string_view who) const {
  const std::lock_guard lock(mutex_);
  const auto bucket = buckets_.find(who);
  return bucket == buckets_.end() || TokensOf(bucket->second, clock_.Now()) >= 1;
}

void RateLimit::ForgetFull(Instant now) {
  std::erase_if(buckets_,
                [&](const auto& one) { return TokensOf(one.second, now) >= static_cast<double>(rate_.burst); });
  forget_at_ = std::max<std::size_t>(1024, 2 * buckets_.size());
}

}  // namespace oso::center
