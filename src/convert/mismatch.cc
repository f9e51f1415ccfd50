#include <algorithm>
#include <array>
#include <initializer_list>

#include "convert/merge.h"
#include "dossier/values.h"

namespace oso::convert {
namespace {

using dossier::Language;
using dossier::Node;

struct Text {
  Mismatch mismatch;
  std::string_view dutch;
  std::string_view english;
};

constexpr std::array kTexts = std::to_array<Text>({
    {Mismatch::kNotParts, "het eerste moet een LAS-deel zijn en het tweede een LVS-deel, elk van één leerling",
     "the first must be a LAS part and the second an LVS part, each of one pupil"},
    {Mismatch::kVersion, "de delen zijn van twee versies van de gegevensset; zet een van beide eerst om (oso convert)",
     "the parts are of two versions of the data set; convert one of them first (oso convert)"},
    {Mismatch::kKind, "de delen zijn voor twee soorten overdracht (overdrachtsoort)",
     "the parts are for two kinds of transfer (overdrachtsoort)"},
    {Mismatch::kProfile, "de delen zijn voor twee soorten overstap (overstap)",
     "the parts are for two profiles (overstap)"},
    {Mismatch::kSchool, "de delen zijn van twee scholen of vestigingen (brincode, vestigingscode)",
     "the parts are of two schools or branches (brincode, vestigingscode)"},
    {Mismatch::kPupil, "ze zijn van twee leerlingen (bsn, onderwijsnummer, geboortedatum of geslacht)",
     "they are of two pupils (bsn, onderwijsnummer, date of birth or sex)"},
    {Mismatch::kUnprovenPupil,
     "niets bewijst dat ze van dezelfde leerling zijn: er is geen bsn of onderwijsnummer om te vergelijken, en het "
     "leerlingid is niet gelijk, noch achternaam, geboortedatum en geslacht alle drie",
     "nothing proves that they are of the same pupil: there is no bsn or onderwijsnummer to compare, and leerlingid is "
     "not the same, nor are surname, date of birth and sex all three"},
});

enum class Answer { kEqual, kDifferent, kUnknown };

Answer Compare(const Node& las, const Node& lvs, std::string_view path) {
  const std::string_view mine = dossier::Trimmed(las.TextAt(path));
  const std::string_view theirs = dossier::Trimmed(lvs.TextAt(path));
  if (mine.empty() || theirs.empty()) return Answer::kUnknown;
  return mine == theirs ? Answer::kEqual : Answer::kDifferent;
}

bool AreEqual(const Node& las, const Node& lvs, std::initializer_list<std::string_view> paths) {
  return std::ranges::all_of(paths, [&](std::string_view path) { return Compare(las, lvs, path) == Answer::kEqual; });
}

std::optional<Mismatch> PupilMismatch(const Node& las, const Node& lvs) {
  for (const std::string_view number : {"bsn", "onderwijsnummer"}) {
    const Answer answer = Compare(las, lvs, number);
    if (answer == Answer::kEqual) return std::nullopt;
    if (answer == Answer::kDifferent) return Mismatch::kPupil;
  }
  if (AreEqual(las, lvs, {"achternaam", "geboortedatum", "geslacht"})) return std::nullopt;
  // Each system may have a leerlingid of its own: another one proves nothing, and the same one may be chance.
  if (!AreEqual(las, lvs, {"leerlingid"})) return Mismatch::kUnprovenPupil;
  const bool contradicted =
      Compare(las, lvs, "geboortedatum") == Answer::kDifferent || Compare(las, lvs, "geslacht") == Answer::kDifferent;
  return contradicted ? std::optional(Mismatch::kPupil) : std::nullopt;
}

}  // namespace

std::optional<Mismatch> MismatchOf(const dossier::Tree& las, const dossier::Tree& lvs) {
  const Node& mine = las.root;
  const Node& theirs = lvs.root;
  if (!IsPart(mine, WireName(Part::kLas)) || !IsPart(theirs, WireName(Part::kLvs))) return Mismatch::kNotParts;
  if (las.version != lvs.version) return Mismatch::kVersion;
  if (!AreEqual(mine, theirs, {"overdrachtsoort"})) return Mismatch::kKind;
  if (Compare(mine, theirs, "metadata/overstap") == Answer::kDifferent) return Mismatch::kProfile;
  if (!AreEqual(mine, theirs, {"huidigeschool/brincode", "huidigeschool/vestigingscode"})) return Mismatch::kSchool;
  constexpr std::string_view kPupil = "huidigeschool/leerling";
  return PupilMismatch(*mine.At(kPupil), *theirs.At(kPupil));
}

std::string_view Message(Mismatch mismatch, Language language) {
  const Text& text = *std::ranges::find(kTexts, mismatch, &Text::mismatch);
  return In(language, text.dutch, text.english);
}

}  // namespace oso::convert
