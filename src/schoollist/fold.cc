#include "schoollist/fold.h"

#include "schoollist/encoding.h"

namespace oso::schoollist {
namespace {

// U+00C0 to U+017F, a letter each; '*' where it is two, ' ' where it is no letter.
constexpr std::string_view kLatin =
    "aaaaaa*ceeeeiiiidnooooo ouuuuy**"
    "aaaaaa*ceeeeiiiidnooooo ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnn"
    "oooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin.size() == 0x180 - 0xC0);

std::string_view TwoLetters(char32_t code) {
  switch (code) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0xDF:
      return "ss";
    case 0x132:
    case 0x133:
      return "ij";
    default:
      return "oe";  // U+0152, U+0153
  }
}

bool IsPassedOver(char32_t code) {
  return code == '\'' || code == 0x2018 || code == 0x2019 || code == 0x02BC || (code >= 0x300 && code <= 0x36F);
}

// Adds the letter or digit to `word`; false if it is neither.
bool AppendFolded(std::string& word, char32_t code, std::string_view bytes) {
  if (code < 0x80) {
    const char c = bytes.front();
    const bool capital = c >= 'A' && c <= 'Z';
    if (!capital && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    word += capital ? static_cast<char>(c - 'A' + 'a') : c;
    return true;
  }
  if (code < 0xC0 || (code >= 0x2000 && code <= 0x2BFF)) return false;  // signs, dashes, quotes, arrows
  if (code >= 0x218 && code <= 0x21B) {
    word += code < 0x21A ? 's' : 't';
  } else if (code >= 0x180) {
    word += bytes;
  } else if (kLatin[code - 0xC0] == '*') {
    word += TwoLetters(code);
  } else if (kLatin[code - 0xC0] == ' ') {
    return false;
  } else {
    word += kLatin[code - 0xC0];
  }
  return true;
}

}  // namespace

std::vector<std::string> FoldedWords(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  while (!text.empty()) {
    const auto character = FirstCharacter(text);
    const std::size_t size = character ? character->bytes : 1;
    const bool passed_over = character && IsPassedOver(character->code);
    if (!passed_over && (!character || !AppendFolded(word, character->code, text.substr(0, size)))) end_word();
    text.remove_prefix(size);
  }
  end_word();
  return words;
}

}  // namespace oso::schoollist
