#include "profile/words.h"

#include <algorithm>
#include <array>

#include "profile/validate.h"

namespace oso::profile {
namespace {

using dossier::FieldLabel;
using dossier::Language;

// Told of every place in a dossier, or only there to hold a list: no help in finding the place.
bool GoesWithoutSaying(std::string_view name) {
  constexpr std::array<std::string_view, 3> kFrame = {"dossier", "huidigeschool", "leerling"};
  return std::ranges::find(kFrame, name) != kFrame.end() || name.ends_with("lijst") || name.ends_with("Lijst");
}

void Replace(std::string& text, std::string_view mark, std::string_view with) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size())) {
    text.replace(at, mark.size(), with);
  }
}

std::string WithoutIndexes(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (char c : path) {
    inside = (inside || c == '[') && c != ']';
    if (!inside && c != ']') plain += c;
  }
  return plain.starts_with('/') ? plain.substr(1) : plain;
}

std::string Capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string Joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string Filled(std::string_view pattern, const Finding& finding, Language language) {
  std::string text(pattern);
  const Check& check = *finding.check;
  const std::string path = WithoutIndexes(finding.path);
  Replace(text, "{field}", FieldInWords(path, language));
  if (!finding.name.empty()) {
    Replace(text, "{name}", FieldInWords(path + '/' + finding.name, language));
  }
  if (check.codes != nullptr) {
    Replace(text, "{list}", std::to_string(check.codes->number) + " (" + std::string(check.codes->name) + ")");
    Replace(text, "{codes}", Joined(check.codes->codes));
  }
  if (check.category != nullptr) {
    Replace(text, "{category}", dossier::CategoryLabel(check.category->name, language));
    Replace(text, "{block}", FieldInWords(check.block, language));
  }
  return Capitalized(std::move(text));
}

}  // namespace

std::string FieldInWords(std::string_view path, Language language) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::string(FieldLabel("", path, language));
  const std::string_view above = path.substr(0, slash);
  return std::string(FieldLabel(above.substr(above.rfind('/') + 1), path.substr(slash + 1), language));
}

std::string PlaceInWords(std::string_view path, Language language) {
  std::string words;
  std::string_view parent;
  std::string_view rest = path.substr(std::min<std::size_t>(1, path.size()));
  while (!rest.empty()) {
    const std::string_view step = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(step.size() + 1, rest.size()));
    const auto bracket = step.find('[');
    const std::string_view name = step.substr(0, bracket);
    const bool last = rest.empty();
    if (!name.empty() && (last || !GoesWithoutSaying(name))) {
      if (!words.empty()) words += ", ";
      words += FieldLabel(parent, name, language);
      const std::string_view index = step.substr(bracket + 1, step.size() - bracket - 2);
      if (index != "1") words += ' ' + std::string(index);
    }
    parent = name;
  }
  if (words.empty()) words = language == Language::kDutch ? "het dossier" : "the dossier";
  return words;
}

std::string Finding::Message(Language language) const {
  const Text& text = TextOf(check->text);
  return Filled(language == Language::kDutch ? text.dutch : text.english, *this, language);
}

std::string Finding::Remedy(Language language) const {
  const Text& text = TextOf(check->text);
  return Filled(language == Language::kDutch ? text.dutch_remedy : text.english_remedy, *this, language);
}

}  // namespace oso::profile
