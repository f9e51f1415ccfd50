#include "fiction/draw.h"

#include <numeric>

namespace oso::fiction {
namespace {

// FNV-1a.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::uint64_t Draw::Next() {
  std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31U);
}

Draw Draw::For(std::string_view topic) const {
  Draw other(state_ ^ HashOf(topic));
  return Draw(other.Next());
}

// The remainder favours low numbers by less than one in 2^32: nobody sees it.
int Draw::Between(int low, int high) {
  const auto width = static_cast<std::uint64_t>(high - low) + 1;
  return low + static_cast<int>(Next() % width);
}

int Draw::Weighted(std::initializer_list<int> weights) {
  int left = Between(1, std::accumulate(weights.begin(), weights.end(), 0));
  int index = 0;
  for (const int weight : weights) {
    left -= weight;
    if (left <= 0) break;
    ++index;
  }
  return index;
}

// The sum of four even draws, of which the standard deviation is 116.
int Draw::Deviation() {
  int sum = 0;
  for (int i = 0; i < 4; ++i) sum += Between(-100, 100);
  return sum * 100 / 116;
}

}  // namespace oso::fiction
