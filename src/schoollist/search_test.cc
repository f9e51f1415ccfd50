#include "schoollist/search.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "schoollist/fiction.h"
#include "schoollist/fold.h"

namespace oso::schoollist {
namespace {

using Words = std::vector<std::string>;

std::vector<SearchEntry> Entries(std::size_t schools) {
  const NationalLists lists = MakeSchoolList(schools);
  std::map<std::string, std::string> boards;
  for (const BoardRow& board : lists.boards) boards[board.number] = board.name;
  std::vector<SearchEntry> entries;
  for (const SchoolRow& school : GroupIntoSchools(lists.branches).schools) {
    entries.push_back({school.brin, school.name, school.branches.front().place.town, boards[school.board]});
  }
  return entries;
}

const SearchIndex& Small() {
  const auto brin = [](std::string_view text) { return *Brin::Parse(text); };
  static const SearchIndex index(
      std::vector<SearchEntry>{{brin("60AA"), "De Regenboog", "Otterdam", "Stichting Fabel"},
                               {brin("60AB"), "Zoë Lyceum", "'s-Graveland", "Regenvereniging"},
                               {brin("61AA"), "De Regen", "Wâldterp", "60 plus"},
                               {brin("61AB"), "Het Anker", "Regendam", "Stichting Fabel"}});
  return index;
}

Words Found(std::string_view text, std::size_t limit = 10) {
  Words found;
  for (const Brin& brin : Small().Search(text, limit)) found.emplace_back(brin.text());
  return found;
}

TEST_CASE("words are folded: case, accents, letters that are two, apostrophes, signs") {
  CHECK(FoldedWords("Zoë  de WIND-molen") == Words{"zoe", "de", "wind", "molen"});
  CHECK(FoldedWords("'s-Gravenhage ’t Schrijverke") == Words{"s", "gravenhage", "t", "schrijverke"});
  CHECK(FoldedWords("Ĳssel ß Æ Þór Œuvre Łódź Øl Ș") ==
        Words{"ijssel", "ss", "ae", "thor", "oeuvre", "lodz", "ol", "s"});
  CHECK(FoldedWords("Zoe\u0308 3×4 60AA") == Words{"zoe", "3", "4", "60aa"});
  CHECK(FoldedWords("Школа") == Words{"Школа"});
  CHECK(FoldedWords("a\xFF"
                    "b \xC3") == Words{"a", "b"});
  CHECK(FoldedWords(" .,-–“”€ ").empty());
}

TEST_CASE("each capital of the folded letters folds as its small one") {
  for (const auto& [capital, small] :
       {std::pair{"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ", "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"},
        std::pair{"ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁ", "āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀł"},
        std::pair{"ŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŹŻŽ", "ńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"}}) {
    CHECK(FoldedWords(capital) == FoldedWords(small));
    const Words folded = FoldedWords(small);
    REQUIRE(folded.size() == 1);
    for (const char c : folded[0]) CHECK((c >= 'a' && c <= 'z'));
  }
}

TEST_CASE("the beginning of a BRIN comes first") {
  CHECK(Found("60") == Words{"60AA", "60AB", "61AA"});
  CHECK(Found("61a") == Words{"61AA", "61AB"});
  CHECK(Found("60AB") == Words{"60AB"});
  CHECK(Found("0AB").empty());
}

TEST_CASE("the name goes before the place before the board, a whole word before its beginning") {
  CHECK(Found("regen") == Words{"61AA", "60AA", "61AB", "60AB"});
}

TEST_CASE("all words must be found, wherever in the school") {
  CHECK(Found("regen de") == Words{"61AA", "60AA"});
  CHECK(Found("fabel anker") == Words{"61AB"});
  CHECK(Found("61 regen") == Words{"61AA", "61AB"});
  CHECK(Found("regen nergens").empty());
}

TEST_CASE("case and accents do not matter, on either side") {
  CHECK(Found("ZOE") == Words{"60AB"});
  CHECK(Found("zoë") == Words{"60AB"});
  CHECK(Found("waldt") == Words{"61AA"});
  CHECK(Found("s graveland") == Words{"60AB"});
}

TEST_CASE("no words, no schools, no limit, far too much text") {
  CHECK(Found("").empty());
  CHECK(Found(" -\xFF ").empty());
  CHECK(Found("regen", 0).empty());
  CHECK(Found("regen", 2) == Words{"61AA", "60AA"});
  CHECK(Found(std::string(1'000'000, 'a')).empty());
  CHECK(Found("de de de de de de de de nergens") == Words{"61AA", "60AA"});
  CHECK(SearchIndex({}).Search("a", 10).empty());
}

// The slow way: what must be found, without order.
bool Fits(const SearchEntry& entry, std::string_view text) {
  const Words words =
      FoldedWords(std::string(entry.brin.text()) + " " + entry.name + " " + entry.place + " " + entry.board);
  return std::ranges::all_of(FoldedWords(text), [&](const std::string& prefix) {
    return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(prefix); });
  });
}

TEST_CASE("exactly those are found that fit, and fewer are the first of more") {
  static const std::vector<SearchEntry> entries = Entries(400);
  static const SearchIndex index(entries);
  CHECK(rc::check([] {
    const SearchEntry& some = *rc::gen::elementOf(entries);
    std::string text;
    for (const std::string& word : FoldedWords(some.name + " " + some.place)) {
      if (*rc::gen::inRange(0, 3) == 0) text += word.substr(0, *rc::gen::inRange<std::size_t>(1, 6)) + " ";
    }
    text += *rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(0, 3),
                                             rc::gen::elementOf(std::string("6 adezA")));
    RC_PRE(!FoldedWords(text).empty() && FoldedWords(text).size() <= 8);
    auto found = index.Search(text, entries.size());
    const auto few = index.Search(text, 5);
    RC_ASSERT(few.size() == std::min<std::size_t>(5, found.size()));
    RC_ASSERT(std::ranges::equal(few, std::span(found).first(few.size())));
    std::vector<Brin> fitting;
    for (const SearchEntry& entry : entries) {
      if (Fits(entry, text)) fitting.push_back(entry.brin);
    }
    std::ranges::sort(found);
    RC_ASSERT(found == fitting);  // the entries are by BRIN
  }));
}

TEST_CASE("ten thousand schools take less than a megabyte") {
  const SearchIndex index(Entries(10'000));
  CHECK(index.size() == 10'000);
  CHECK(index.MemoryBytes() < 1'000'000);
}

}  // namespace
}  // namespace oso::schoollist
