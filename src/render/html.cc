#include "render/html.h"

#include <algorithm>

namespace oso::render {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";

// The length of the character at the front of `text` if it is one that hides or turns what is around it, or 0.
std::size_t SizeOfHarmful(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if ((at(0) < 0x20 && text[0] != '\n' && text[0] != '\t' && text[0] != '\r') || at(0) == 0x7F) return 1;
  if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F) return 2;                   // U+0080 to U+009F
  if (at(0) == 0xE2 && at(1) == 0x80 && at(2) >= 0xA8 && at(2) <= 0xAE) return 3;  // separators; embedding, override
  if (at(0) == 0xE2 && at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9) return 3;  // isolates
  return 0;
}

// A number may begin with a sign; a formula goes on with a name, a reference or a call.
bool IsFormula(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  text.remove_prefix(first);
  if (text[0] == '=' || text[0] == '@') return true;
  return (text[0] == '+' || text[0] == '-') && text.find_first_not_of("0123456789 .,", 1) != std::string_view::npos;
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool HasLetters(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

std::string Harmless(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  if (IsFormula(text)) safe += kZeroWidthSpace;
  while (!text.empty()) {
    const std::size_t harmful = SizeOfHarmful(text);
    if (harmful > 0) {
      safe += kReplacement;
    } else {
      safe += text[0];
    }
    text.remove_prefix(std::max<std::size_t>(harmful, 1));
  }
  return safe;
}

void Html::Open(std::string_view tag, std::initializer_list<Attribute> attributes) {
  writer_.Open(tag);
  for (const Attribute& attribute : attributes) writer_.Attribute(attribute.name, attribute.value);
}

// "<td/>" would not close in HTML.
void Html::Close() { writer_.EndStartTag().Close(); }

Html::Scope Html::In(std::string_view tag, std::initializer_list<Attribute> attributes) {
  Open(tag, attributes);
  return Scope(*this);
}

void Html::Empty(std::string_view tag, std::initializer_list<Attribute> attributes) {
  Open(tag, attributes);
  writer_.Close();
}

Html& Html::Text(std::string_view ours) {
  writer_.Text(ours);
  return *this;
}

Html& Html::Foreign(std::string_view theirs) {
  const bool other_language = language_ != dossier::Language::kDutch && HasLetters(theirs);
  if (IsAscii(theirs) && !other_language) return Text(Harmless(theirs));  // no direction of its own
  if (other_language) {
    Open("bdi", {{"lang", "nl"}});
  } else {
    Open("bdi", {});
  }
  writer_.Text(Harmless(theirs)).Close();
  return *this;
}

void Html::Element(std::string_view tag, std::string_view ours, std::initializer_list<Attribute> attributes) {
  Open(tag, attributes);
  writer_.Text(ours).Close();
}

void Html::Style(std::string_view css) {
  writer_.Open("style").EndStartTag();
  out_ += css;
  writer_.Close();
}

}  // namespace oso::render
