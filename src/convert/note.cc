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
    {"too-many", "Dit mag in de andere versie minder vaak voorkomen.",
     "In the other version there may be fewer of these."},
    {"no-code", "Hierin staat een code die de andere versie niet kent.",
     "This holds a code that the other version does not know."},
    {"forbidden", "Dit mag bij deze overstap niet worden meegegeven.",
     "This may not be handed over with this profile of the transfer."},
    {"categories-added", "Welke categorieën worden uitgeleverd is ingevuld zoals bij deze overstap hoort.",
     "Which categories are handed over was filled in as this profile of the transfer has it."},
    {"categories-follow", "Welke categorieën worden uitgeleverd volgt in de andere versie uit de overstap zelf.",
     "Which categories are handed over follows from the profile of the transfer in the other version."},
    {"category-renamed", "De categorie heet in de andere versie anders.",
     "The category has another name in the other version."},
    {"category-follows",
     "De categorie heet in de andere versie anders, en het antwoord is wat daar bij deze overstap hoort.",
     "The category has another name in the other version, and the answer is what this profile has there."},
    {"withheld", "Dit hoort bij een categorie die volgens het dossier niet wordt uitgeleverd.",
     "This is of a category that by the dossier itself is not handed over."},
    {"documents-moved", "De bijlagen hierbij staan nu bij de overige bijlagen.",
     "The attachments of this now stand with the other attachments."},
    {"documents-lost", "Voor de bijlagen hierbij is geen plaats: overige bijlagen worden niet uitgeleverd.",
     "There is no place for the attachments of this: other attachments are not handed over."},
    {"one-doctor", "De andere versie heeft plaats voor één huisarts.",
     "The other version has room for one family doctor."},
    {"doctor-field", "Dit gegeven van de huisarts mag niet worden meegegeven.",
     "This detail of the family doctor may not be handed over."},
    {"doctor-moved", "De huisarts staat in de andere versie op een andere plaats.",
     "The family doctor has another place in the other version."},
    {"doctor-withheld", "De huisarts hoort in de andere versie bij een categorie die niet wordt uitgeleverd.",
     "In the other version the family doctor is part of a category that is not handed over."},
    {"older-opp", "Alleen het nieuwste ontwikkelingsperspectief blijft, met de bijlagen van alle.",
     "Only the newest development perspective stays, with the attachments of all."},
    {"test-level", "De andere versie kent alleen niveau G.", "The other version knows level G only."},
    {"diagnosis-split", "Een diagnose met meer codes is nu een diagnose per code.",
     "A diagnosis with several codes is now one diagnosis for each code."},
    {"arrangement-school", "De andere versie vraagt hier de BRIN en de vestiging van de school, en die ontbreken.",
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
