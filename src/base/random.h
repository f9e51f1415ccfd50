// Where chance comes from. The system's source is crypto/; tests and simulations give a seeded one.
#pragma once

#include <cstdint>
#include <span>

namespace oso {

class Random {
 public:
  virtual ~Random() = default;
  // Fills with unpredictable bytes. Any thread. Cannot fail: a system without randomness stops the process.
  virtual void Fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace oso
