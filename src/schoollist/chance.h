// Draws that are the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014), integers only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace oso::schoollist {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  // Both included. The remainder favours low numbers by less than one in 2^32.
  std::size_t Between(std::size_t low, std::size_t high) { return low + Next() % (high - low + 1); }
  bool Percent(std::size_t percent) { return Between(1, 100) <= percent; }
  template <class List>
  const auto& Of(const List& list) {
    return list[Between(0, std::size(list) - 1)];
  }
  // An index, as often as its weight says.
  std::size_t Weighted(std::initializer_list<std::size_t> weights) {
    std::size_t sum = 0;
    for (const std::size_t weight : weights) sum += weight;
    std::size_t left = Between(1, sum);
    std::size_t index = 0;
    for (const std::size_t weight : weights) {
      if (left <= weight) break;
      left -= weight;
      ++index;
    }
    return index;
  }

 private:
  std::uint64_t Next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace oso::schoollist
