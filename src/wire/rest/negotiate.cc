#include "wire/rest/negotiate.h"

#include <algorithm>
#include <vector>

#include "wire/rest/router.h"

namespace oso::wire::rest {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool Same(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, Lower, Lower); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// What stands before the next `separator`, trimmed; it is taken away with it.
std::string_view Take(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = Trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// "0" to "1" with three decimals, in thousandths; -1: no weight.
int Thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
  int weight = (text[0] - '0') * 1000;
  if (text.size() == 1) return weight;
  if (text[1] != '.') return -1;
  int unit = 100;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return -1;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight > 1000 ? -1 : weight;
}

struct Preference {
  std::string_view what;
  int weight = 1000;
};

// Entries that cannot be read are passed over: a caller's preference is a wish, never a reason to refuse.
std::vector<Preference> Preferences(const http::Headers& headers, std::string_view name) {
  std::vector<Preference> preferences;
  const std::string* header = http::Find(headers, name);
  std::string_view rest = header == nullptr ? std::string_view() : *header;
  while (!rest.empty()) {
    std::string_view entry = Take(rest, ',');
    Preference preference{.what = Take(entry, ';')};
    while (!entry.empty()) {
      const std::string_view parameter = Take(entry, ';');
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
        preference.weight = Thousandths(parameter.substr(2));
      }
    }
    if (!preference.what.empty() && preference.weight >= 0) preferences.push_back(preference);
  }
  return preferences;
}

// How exactly a media range means `type`: 0 not, 1 "*/*", 2 "text/*", 3 itself.
int Fit(std::string_view range, std::string_view type) {
  if (Same(range, type)) return 3;
  if (range == "*/*") return 1;
  const std::string_view group = type.substr(0, type.find('/') + 1);
  return range.size() == group.size() + 1 && range.ends_with('*') && Same(range.substr(0, group.size()), group) ? 2 : 0;
}

int WeightOf(const std::vector<Preference>& preferences, std::string_view type) {
  int best = 0;
  int weight = 0;
  for (const Preference& preference : preferences) {
    const int fit = Fit(preference.what, type);
    if (fit > best) best = fit, weight = preference.weight;
  }
  return weight;
}

int LanguageWeight(const std::vector<Preference>& preferences, std::string_view language) {
  int weight = 0;
  for (const Preference& preference : preferences) {
    const std::string_view tag = preference.what.substr(0, preference.what.find('-'));
    if (Same(tag, language)) weight = std::max(weight, preference.weight);
  }
  return weight;
}

}  // namespace

Language LanguageOf(const http::Headers& headers) {
  const auto preferences = Preferences(headers, "Accept-Language");
  const bool english = LanguageWeight(preferences, "en") > LanguageWeight(preferences, "nl");
  return english ? Language::kEnglish : Language::kDutch;
}

std::string_view ChooseMedia(const http::Headers& headers, std::string_view offers) {
  if (offers.empty()) return "*/*";
  const std::vector<std::string_view> types = Words(offers);
  const auto preferences = Preferences(headers, "Accept");
  if (preferences.empty()) return types.front();
  std::string_view chosen;
  int best = 0;
  for (const std::string_view type : types) {
    const int weight = WeightOf(preferences, type);
    if (weight > best) best = weight, chosen = type;
  }
  return chosen;
}

bool IsJson(const http::Headers& headers) {
  const std::string* header = http::Find(headers, "Content-Type");
  if (header == nullptr) return false;
  std::string_view rest = *header;
  if (!Same(Take(rest, ';'), "application/json")) return false;
  while (!rest.empty()) {
    std::string_view parameter = Take(rest, ';');
    const std::string_view name = Take(parameter, '=');
    if (Same(name, "charset") && !Same(parameter, "utf-8") && !Same(parameter, "\"utf-8\"")) return false;
  }
  return true;
}

}  // namespace oso::wire::rest
