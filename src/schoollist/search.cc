#include "schoollist/search.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <ranges>
#include <tuple>

#include "schoollist/fold.h"

namespace oso::schoollist {
namespace {

constexpr std::size_t kQueryBytes = 200;
constexpr std::size_t kQueryWords = 8;
constexpr std::uint8_t kWholeWord = 1;

// By Field. A BRIN outweighs all words of a query together.
constexpr std::uint8_t kFits[] = {2, 4, 6, 100};

std::string Joined(std::string_view text) {
  std::string joined;
  for (const std::string& word : FoldedWords(text)) joined.append(word).append(" ");
  return joined;
}

// In the order in which schools are shown that fit equally well.
std::vector<const SearchEntry*> InOrder(std::span<const SearchEntry> entries) {
  struct Row {
    std::string name;
    std::string place;
    const SearchEntry* entry;
  };
  std::vector<Row> rows;
  rows.reserve(entries.size());
  for (const SearchEntry& entry : entries) rows.push_back({Joined(entry.name), Joined(entry.place), &entry});
  std::ranges::sort(rows, [](const Row& a, const Row& b) {
    return std::tie(a.name, a.place, a.entry->brin) < std::tie(b.name, b.place, b.entry->brin);
  });
  std::vector<const SearchEntry*> ordered;
  ordered.reserve(rows.size());
  for (const Row& row : rows) ordered.push_back(row.entry);
  return ordered;
}

}  // namespace

SearchIndex::SearchIndex(std::span<const SearchEntry> entries) {
  std::map<std::string, std::vector<std::uint32_t>> found;
  brins_.reserve(entries.size());
  for (const SearchEntry* entry : InOrder(entries)) {
    const auto number = static_cast<std::uint32_t>(brins_.size());
    const auto add = [&](std::string_view text, Field field) {
      for (std::string& word : FoldedWords(text)) {
        found[std::move(word)].push_back(number * 4 + static_cast<std::uint32_t>(field));
      }
    };
    add(entry->brin.text(), Field::kBrin);
    add(entry->name, Field::kName);
    add(entry->place, Field::kPlace);
    add(entry->board, Field::kBoard);
    brins_.push_back(entry->brin);
  }
  for (auto& [word, places] : found) {
    word_starts_.push_back(static_cast<std::uint32_t>(words_.size()));
    posting_starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
    words_ += word;
    // A word may stand twice in a field: once is enough. Their order is that of the numbers.
    std::ranges::sort(places);
    std::ranges::unique_copy(places, std::back_inserter(postings_));
  }
  word_starts_.push_back(static_cast<std::uint32_t>(words_.size()));
  posting_starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
  words_.shrink_to_fit();
  word_starts_.shrink_to_fit();
  posting_starts_.shrink_to_fit();
  postings_.shrink_to_fit();
}

std::string_view SearchIndex::WordAt(std::size_t word) const {
  return std::string_view(words_).substr(word_starts_[word], word_starts_[word + 1] - word_starts_[word]);
}

void SearchIndex::Fit(std::string_view prefix, std::vector<std::uint8_t>& best) const {
  std::ranges::fill(best, std::uint8_t{0});
  const auto numbers = std::views::iota(std::size_t{0}, word_starts_.size() - 1);
  const auto first = std::ranges::lower_bound(numbers, prefix, {}, [&](std::size_t word) { return WordAt(word); });
  for (auto word = static_cast<std::size_t>(first - numbers.begin()); word < numbers.size(); ++word) {
    if (!WordAt(word).starts_with(prefix)) break;
    const std::uint8_t whole = WordAt(word).size() == prefix.size() ? kWholeWord : 0;
    for (std::uint32_t at = posting_starts_[word]; at < posting_starts_[word + 1]; ++at) {
      const auto fit = static_cast<std::uint8_t>(kFits[postings_[at] % 4] + whole);
      std::uint8_t& slot = best[postings_[at] / 4];
      slot = std::max(slot, fit);
    }
  }
}

std::vector<Brin> SearchIndex::Search(std::string_view text, std::size_t limit) const {
  std::vector<std::string> words = FoldedWords(text.substr(0, kQueryBytes));
  if (words.empty()) return {};
  if (words.size() > kQueryWords) words.resize(kQueryWords);
  std::vector<std::uint8_t> best(brins_.size());
  std::vector<std::uint16_t> sums(brins_.size());
  Fit(words.front(), best);
  std::ranges::copy(best, sums.begin());
  for (const std::string& word : words | std::views::drop(1)) {
    Fit(word, best);
    for (std::size_t number = 0; number < sums.size(); ++number) {
      const bool both = sums[number] != 0 && best[number] != 0;
      sums[number] = both ? static_cast<std::uint16_t>(sums[number] + best[number]) : std::uint16_t{0};
    }
  }
  // The best first: a greater sum, then a lower number.
  std::vector<std::uint64_t> order;
  for (std::size_t number = 0; number < sums.size(); ++number) {
    if (sums[number] != 0) order.push_back((std::uint64_t{0xFFFFU - sums[number]} << 32U) | number);
  }
  const std::size_t count = std::min(limit, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<Brin> found;
  found.reserve(count);
  for (std::size_t i = 0; i < count; ++i) found.push_back(brins_[order[i] & 0xFFFFFFFFU]);
  return found;
}

std::size_t SearchIndex::MemoryBytes() const {
  return brins_.capacity() * sizeof(Brin) + words_.capacity() +
         (word_starts_.capacity() + postings_.capacity() + posting_starts_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace oso::schoollist
