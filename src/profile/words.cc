#include "profile/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <vector>

#include "dossier/definition.h"
#include "profile/validate.h"

namespace oso::profile {
namespace {

using dossier::Element;
using dossier::FieldLabel;
using dossier::Language;

struct Step {
  std::string_view name;
  std::string_view index;
};

// "/[1]" has none.
std::vector<Step> StepsOf(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(step.size());
    const auto bracket = step.find('[');
    if (bracket == 0 || bracket == std::string_view::npos) continue;
    steps.push_back({step.substr(0, bracket), step.substr(bracket + 1, step.size() - bracket - 2)});
  }
  return steps;
}

// What stands at each step, by the newest version that has such a place; nullptr all the way if none has.
std::vector<const Element*> ElementsAt(std::span<const Step> steps) {
  const auto definitions = dossier::Definitions();
  for (auto definition = definitions.rbegin(); definition != definitions.rend(); ++definition) {
    std::vector<const Element*> elements = {&definition->root()};
    while (elements.size() < steps.size() && elements.back() != nullptr) {
      elements.push_back(elements.back()->Child(steps[elements.size()].name));
    }
    if (elements.back() != nullptr) return elements;
  }
  return std::vector<const Element*>(steps.size());
}

// No help in finding the place: a frame whose contents say by themselves where they are, and what only holds a list.
// Whether it is the school or the pupil is told of what is the school's or the pupil's own: of an address, not of a
// test.
bool GoesWithoutSaying(const Element& element, const Element& last) {
  constexpr std::array<std::string_view, 7> kFrame = {
      "dossier", "metadata", "inzage", "gba", "toetsidentificatie", "afname", "cijferlijstTypelijst"};
  if (element.name == "huidigeschool" || element.name == "leerling") return element.category != last.category;
  return std::ranges::find(kFrame, element.name) != kFrame.end() || element.IsList();
}

// A number only helps where there can be more than one; of a mere value, the first needs none.
bool IsNumbered(const Step& step, const Element& element) {
  return step.index != "1" || (element.max > 1 && !element.children.empty());
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

bool IsSameWord(std::string_view left, std::string_view right) {
  const auto lower = [](unsigned char c) { return std::tolower(c); };
  return std::ranges::equal(left, right, {}, lower, lower);
}

// "0 (onbekend), 1 (vrouw), 2 (man)"; of a long list the codes alone.
std::string CodesInWords(const dossier::CodeList& list, Language language) {
  constexpr std::size_t kFew = 10;
  std::string text;
  for (const std::string_view code : list.codes) {
    text += (text.empty() ? "" : ", ") + std::string(code);
    const std::string_view label = dossier::CodeLabel(list, code, language);
    if (list.codes.size() <= kFew && !label.empty() && !IsSameWord(label, code))
      text += " (" + std::string(label) + ")";
  }
  return text;
}

std::string Filled(std::string_view pattern, const Finding& finding, Language language) {
  std::string text(pattern);
  const Check& check = *finding.check;
  const std::string path = WithoutIndexes(finding.path);
  Replace(text, "{field}", FieldInWords(path, language));
  if (!finding.name.empty()) {
    Replace(text, "{name}", FieldInWords(path + '/' + finding.name, language));
    Replace(text, "{xml}", finding.name);
  }
  if (check.codes != nullptr) {
    Replace(text, "{list}", std::to_string(check.codes->number) + " (" + std::string(check.codes->name) + ")");
    Replace(text, "{codes}", CodesInWords(*check.codes, language));
  }
  if (check.category != nullptr) {
    Replace(text, "{category}", dossier::CategoryLabel(check.category->name, language));
    Replace(text, "{block}", FieldInWords(check.block, language));
  }
  return dossier::Capitalized(text);
}

}  // namespace

std::string FieldInWords(std::string_view path, Language language) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::string(FieldLabel("", path, language));
  const std::string_view above = path.substr(0, slash);
  return std::string(FieldLabel(above.substr(above.rfind('/') + 1), path.substr(slash + 1), language));
}

std::string PlaceInWords(std::string_view path, Language language) {
  const std::vector<Step> steps = StepsOf(path);
  if (steps.empty()) return std::string(FieldLabel("", "dossier", language));
  const std::vector<const Element*> elements = ElementsAt(steps);
  std::string words;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const Element* element = elements[at];
    const bool last = at + 1 == steps.size();
    if (element != nullptr && !last && GoesWithoutSaying(*element, *elements.back())) continue;
    if (!words.empty()) words += ", ";
    words += FieldLabel(at == 0 ? "" : steps[at - 1].name, steps[at].name, language);
    if (element != nullptr && IsNumbered(steps[at], *element)) words += ' ' + std::string(steps[at].index);
  }
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
