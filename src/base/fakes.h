// Time and chance that a test owns.
#pragma once

#include <cstdint>
#include <random>

#include "base/clock.h"
#include "base/random.h"

namespace oso {

class FakeClock final : public Clock {
 public:
  // 2017-01-01T00:00:00Z, the day OSO took over from DOD.
  Instant Now() const override { return now_; }
  void Advance(std::int64_t seconds) { now_ = now_.PlusSeconds(seconds); }

 private:
  Instant now_{1'483'228'800'000'000};
};

class FakeRandom final : public Random {
 public:
  explicit FakeRandom(std::uint64_t seed = 1) : engine_(seed) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace oso
