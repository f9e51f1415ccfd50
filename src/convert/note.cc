#include "convert/note.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace oso::convert {
namespace {

constexpr std::array kKinds = std::to_array<Word<NoteKind>>({{NoteKind::kLost, "lost"},
                                                             {NoteKind::kChanged, "changed"},
                                                             {NoteKind::kMoved, "moved"},
                                                             {NoteKind::kAdded, "added"}});

struct Text {
  std::string_view key;
  std::string_view dutch;
  std::string_view english;
};

constexpr std::array kTexts = std::to_array<Text>({
    {"no-place", "Dit onderdeel bestaat niet in de andere versie.", "The other version does not have this."},
    {"too-many", "De andere versie heeft hier minder plaatsen.", "The other version has fewer places here."},
    {"no-code", "De andere versie kent een code die hierin staat niet.",
     "The other version does not know a code in this."},
    {"forbidden", "Dit mag bij deze overstap niet worden meegegeven.",
     "This may not be handed over in this kind of transfer."},
    {"categories-added", "Welke categorieën worden uitgeleverd is ingevuld zoals bij deze overstap hoort.",
     "Which categories are handed over was filled in as this kind of transfer has it."},
    {"categories-follow", "Welke categorieën worden uitgeleverd volgt in de andere versie uit de overstap zelf.",
     "Which categories are handed over follows from the kind of transfer in the other version."},
    {"category-renamed", "De categorie heet in de andere versie anders.",
     "The category has another name in the other version."},
    {"documents-moved", "De documenten hierbij staan nu bij de overige documenten.",
     "The documents of this now stand with the other documents."},
    {"documents-lost", "Voor de documenten hierbij is geen plaats: overige documenten worden niet uitgeleverd.",
     "There is no place for the documents of this: other documents are not handed over."},
    {"one-doctor", "De andere versie heeft plaats voor één huisarts.",
     "The other version has room for one family doctor."},
    {"doctor-field", "Dit gegeven van de huisarts mag niet worden meegegeven.",
     "This detail of the family doctor may not be handed over."},
    {"doctor-moved", "De huisarts staat in de andere versie op een andere plaats.",
     "The family doctor has another place in the other version."},
    {"doctor-withheld", "De huisarts hoort in de andere versie bij een categorie die niet wordt uitgeleverd.",
     "In the other version the family doctor is part of a category that is not handed over."},
    {"older-opp", "Alleen het nieuwste ontwikkelingsperspectief blijft, met de documenten van alle.",
     "Only the newest development perspective stays, with the documents of all."},
    {"test-level", "De andere versie kent alleen niveau G.", "The other version knows level G only."},
    {"diagnosis-split", "Een diagnose met meer codes is nu een diagnose per code.",
     "A diagnosis with several codes is now one diagnosis for each code."},
    {"arrangement-school", "De andere versie wil hierbij de BRIN en de vestiging van de school, en die ontbreken.",
     "The other version asks for the BRIN and branch of the school here, and they are missing."},
});

}  // namespace

std::string_view WireName(NoteKind kind) { return TextOf(kKinds, kind); }

std::string_view Note::Message(Language language) const {
  const auto* found = std::ranges::find(kTexts, text, &Text::key);
  return In(language, found->dutch, found->english);
}

bool IsLossy(const Notes& notes) {
  return std::ranges::any_of(
      notes, [](const Note& note) { return note.kind == NoteKind::kLost || note.kind == NoteKind::kChanged; });
}

}  // namespace oso::convert
