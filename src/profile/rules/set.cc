// Rules of values, in every dossier: OG, and code list 33, which is asked once.
#include <algorithm>
#include <array>

#include "dossier/values.h"
#include "profile/rules/rule.h"

namespace oso::profile {
namespace {

bool IsEmail(const Place& p) { return p.Is("soort", "e-mail"); }
std::size_t Length(const Place& p) { return dossier::CountCharacters(p.Value("nummer")); }

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Letters, digits and hyphens, not beginning or ending with a hyphen.
bool IsLabel(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return IsLetterOrDigit(c) || c == '-'; });
}

// As the standard's pattern has it, which is anchored at the end only: something of the local part before the last @,
// and labels with dots after it. Anything may precede.
bool EndsAsAddress(std::string_view text) {
  constexpr std::string_view kAlso = "!#$%*+=?^_`{|}~.-";
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0) return false;
  if (!IsLetterOrDigit(text[at - 1]) && kAlso.find(text[at - 1]) == std::string_view::npos) return false;
  std::string_view domain = text.substr(at + 1);
  bool dotted = false;
  for (auto dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.')) {
    if (!IsLabel(domain.substr(0, dot))) return false;
    domain.remove_prefix(dot + 1);
    dotted = true;
  }
  return dotted && IsLabel(domain);
}

constexpr std::array kRules = std::to_array<Rule>({
    {"part.unknown",
     "/",
     {.every = "CL33.deeldossier"},
     [](const Place& p) {
       const dossier::Occurrence* part = p.document().Find("metadata/deeldossier");
       return part == nullptr ||
              Place(p.document(), *part, p.facts()).IsNone(p.document().definition().List(33)->codes);
     }},
    {"email.short",
     "communicatie",
     {.every = "OG.01.minlengte"},
     [](const Place& p) { return IsEmail(p) && Length(p) < 4; }},
    {"email.long",
     "communicatie",
     {.every = "OG.01.maxlengte"},
     [](const Place& p) { return IsEmail(p) && Length(p) > 256; }},
    {"email.no-at",
     "communicatie",
     {.every = "OG.01.apenstaart"},
     [](const Place& p) { return IsEmail(p) && p.Value("nummer").find('@') == std::string_view::npos; }},
    {"email.form",
     "communicatie",
     {.every = "OG.01.patroon"},
     [](const Place& p) { return IsEmail(p) && !EndsAsAddress(p.Value("nummer")); }},
    {.text = "version.standard",
     .context = "metadata/standaardversie",
     .keys = {.every = "OG.02"},
     .broken = [](const Place& p) { return p.IsNone(std::array{p.document().definition().name}); },
     .first = DataSetVersion::k2017_1},
    {.text = "carer.death-not-said",
     .context = "verzorger",
     .keys = {.every = "OG.04.ontbreekt"},
     .broken = [](const Place& p) { return !p.Has("overleden") && p.Has("overlijdensdatum"); },
     .first = DataSetVersion::k2018_1},
    {.text = "carer.death-denied",
     .context = "verzorger",
     .keys = {.every = "OG.04.niet_waar"},
     .broken = [](const Place& p) { return !p.True("overleden") && p.Has("overlijdensdatum"); },
     .first = DataSetVersion::k2018_1},
    {.text = "doctor.first-name",
     .context = "huisarts",
     .keys = {.every = "OG.05.roepnaam"},
     .broken = [](const Place& p) { return p.Has("roepnaam"); },
     .first = DataSetVersion::k2019_1},
    {.text = "doctor.sex",
     .context = "huisarts",
     .keys = {.every = "OG.05.geslacht"},
     .broken = [](const Place& p) { return p.Has("geslacht"); },
     .first = DataSetVersion::k2019_1},
    {.text = "doctor.secret-address",
     .context = "huisarts",
     .keys = {.every = "OG.05.adresgeheim"},
     .broken = [](const Place& p) { return p.True("adresgeheim"); },
     .first = DataSetVersion::k2019_1},
});

}  // namespace

std::span<const Rule> SetRules() { return kRules; }

}  // namespace oso::profile
