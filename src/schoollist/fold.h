// Words as people look for them: without case, accents, and marks between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oso::schoollist {

// The words of a UTF-8 text: Latin letters (to U+017F, and the Romanian ones) as the plain lower-case letters they are
// written with where there are no others ("ß" is "ss", "ĳ" is "ij", "Þ" is "th"), digits as they are, letters of other
// scripts as they stand. Apostrophes and combining accents are passed over; all else, and what is not UTF-8, parts
// words: "'s-Graveland" is "s" and "graveland".
std::vector<std::string> FoldedWords(std::string_view text);

}  // namespace oso::schoollist
