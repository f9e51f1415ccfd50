// A closed list of values, each with its one word: how a value is written and read back.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace oso {

template <class T>
struct Word {
  T value;
  std::string_view text;
};

// Every value of T is in the list.
template <class T, std::size_t N>
std::string_view TextOf(const std::array<Word<T>, N>& words, T value) {
  return std::ranges::find(words, value, &Word<T>::value)->text;
}

// Exactly that word, in that case; nothing for any other.
template <class T, std::size_t N>
std::optional<T> ValueOf(const std::array<Word<T>, N>& words, std::string_view text) {
  const auto* found = std::ranges::find(words, text, &Word<T>::text);
  if (found == words.end()) return std::nullopt;
  return found->value;
}

}  // namespace oso
