// Finding a school as someone types: by BRIN, or by words of its name, its place and its board.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace oso::schoollist {

struct SearchEntry {
  Brin brin;
  std::string name;
  std::string place;
  std::string board;  // its name
};

// Made once, then only read: any number of threads. Keeps nothing of the entries but BRINs and distinct words: well
// under 1 MB for 10 000 schools.
class SearchIndex {
 public:
  explicit SearchIndex(std::span<const SearchEntry> entries);

  // At most `limit` schools in which every word of `text` is found, the best first. A word is found where a word of
  // the school begins with it, whatever the case and accents (fold.h), or where its BRIN does. Before all others come
  // those whose BRIN begins with it, then words of the name, the place, the board; a whole word before the beginning
  // of one; else by name, place and BRIN. Only the first 8 words count, and the first 200 bytes. No words: nothing.
  std::vector<Brin> Search(std::string_view text, std::size_t limit) const;

  std::size_t size() const { return brins_.size(); }
  std::size_t MemoryBytes() const;

 private:
  enum class Field : std::uint8_t { kBoard, kPlace, kName, kBrin };  // from the least to the best

  std::string_view WordAt(std::size_t word) const;
  // Into `best`, for each school: how well a word of it fits `prefix`; 0 if none does.
  void Fit(std::string_view prefix, std::vector<std::uint8_t>& best) const;

  std::vector<Brin> brins_;  // by name, place, BRIN; a school's place here is its number in the postings
  // All distinct words, sorted, one behind the other; word i is from word_starts_[i] to word_starts_[i + 1].
  std::string words_;
  std::vector<std::uint32_t> word_starts_;
  // Where each word stands: number * 4 + field; those of word i are from posting_starts_[i] to posting_starts_[i + 1].
  std::vector<std::uint32_t> postings_;
  std::vector<std::uint32_t> posting_starts_;
};

}  // namespace oso::schoollist
