// Chance, the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014) and draws of our own, since those of the
// standard library differ between libraries. Integers only, since floating point may differ between processors.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace oso::fiction {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  // Draws of their own for each topic: one more draw for the one changes nothing of the other.
  Draw For(std::string_view topic) const;

  int Between(int low, int high);  // both included
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  // An index, as often as its weight says.
  int Weighted(std::initializer_list<int> weights);
  template <class List>
  const auto& Of(const List& list) {
    return list[static_cast<std::size_t>(Between(0, static_cast<int>(std::size(list)) - 1))];
  }
  // How far someone or something lies from the mean, in hundredths of a standard deviation: about a bell curve.
  int Deviation();

 private:
  std::uint64_t Next();

  std::uint64_t state_;
};

}  // namespace oso::fiction
