// What is in the dossier and what is not, category by category, and why.
#include <algorithm>
#include <array>

#include "profile/categories.h"
#include "render/section.h"
#include "render/value.h"

namespace oso::render {
namespace {

using dossier::Category;
using dossier::Occurrence;
using profile::Outgoing;

enum class Presence { kInDossier, kAbsent };

struct Reason {
  Outgoing outgoing;
  Presence presence;
  Phrase words;
};

constexpr std::array<Reason, 8> kReasons = {
    {{Outgoing::kOptedOut,
      Presence::kAbsent,
      {"Weggelaten, omdat de school of de ouders daarvoor kozen", "Left out, by choice of the school or the parents"}},
     {Outgoing::kOptedOut,
      Presence::kInDossier,
      {"Was weggelaten, maar staat er toch in", "Was to be left out, but is in it all the same"}},
     {Outgoing::kForbidden,
      Presence::kAbsent,
      {"Mag bij deze overdracht niet worden meegegeven", "May not be handed over in this transfer"}},
     {Outgoing::kForbidden,
      Presence::kInDossier,
      {"Mag niet worden meegegeven, maar staat er toch in", "May not be handed over, but is in it all the same"}},
     {Outgoing::kMandatory,
      Presence::kAbsent,
      {"Hoort er altijd in te staan, maar ontbreekt", "Should always be in it, but is missing"}},
     {Outgoing::kOptional,
      Presence::kAbsent,
      {"Mag worden meegegeven; de school heeft er niets over opgenomen",
       "May be handed over; the school put nothing about it in"}},
     {Outgoing::kMandatory, Presence::kInDossier, {"Staat in het dossier, zoals altijd", "In the dossier, as always"}},
     {Outgoing::kOptional,
      Presence::kInDossier,
      {"Staat in het dossier, naar keuze van de school", "In the dossier, by choice of the school"}}}};

struct Answer {
  const Category* category;
  std::optional<Outgoing> outgoing;
  std::string_view text;
  Presence presence;
};

// The categories of which something is in the dossier, by number. An element may hold another category's: a plan stands
// in onderwijsondersteuning. So values are looked at.
std::vector<bool> PresentCategories(const dossier::Document& document) {
  std::vector<bool> present(document.definition().categories.size() + 1);
  for (const Occurrence& occurrence : document.all()) {
    const Category* category = occurrence.element->category;
    if (category != nullptr && document.Children(occurrence).empty()) present[category->number] = true;
  }
  return present;
}

std::vector<Answer> AnswersOf(const dossier::Document& document, const Occurrence& answers) {
  const std::vector<bool> present = PresentCategories(document);
  std::vector<Answer> all;
  for (const Occurrence* answer : ChildrenOf(document, answers)) {
    const Category* category = document.definition().CategoryOfAnswer(answer->element->name);
    if (category == nullptr) continue;
    const std::string_view text = document.TextOf(*answer);
    all.push_back({category, profile::ParseOutgoing(text), text,
                   present[category->number] ? Presence::kInDossier : Presence::kAbsent});
  }
  return all;
}

void WriteReason(Page& page, const Phrase& reason, std::string_view unknown, const std::vector<Answer>& answers) {
  if (answers.empty()) return;
  const auto row = page.html.In("div");
  {
    const auto term = page.html.In("dt");
    page.Say(reason).Foreign(unknown);
  }
  for (const Answer& answer : answers) {
    page.html.Element("dd", Capitalized(dossier::CategoryLabel(answer.category->name, page.language)));
  }
}

}  // namespace

void WriteCategories(Page& page) {
  const auto section = page.html.In("section", {{"id", "niet-in-dossier"}});
  page.html.Element("h2",
                    page.In({"Wat niet in dit dossier staat, en waarom", "What is not in this dossier, and why"}));
  const Occurrence* given = page.document.Find("metadata/categorie_uitlevering");
  if (given == nullptr) {
    page.html.Element("p", page.In({"Dit dossier vermeldt niet welke onderdelen zijn weggelaten.",
                                    "This dossier does not say which parts were left out."}));
    return;
  }
  const std::vector<Answer> answers = AnswersOf(page.document, *given);
  const auto list = page.html.In("dl", {{"class", "reasons"}});
  for (const Reason& reason : kReasons) {
    std::vector<Answer> chosen;
    std::ranges::copy_if(answers, std::back_inserter(chosen), [&](const Answer& answer) {
      return answer.outgoing == reason.outgoing && answer.presence == reason.presence;
    });
    WriteReason(page, reason.words, {}, chosen);
  }
  for (const Answer& answer : answers) {
    if (!answer.outgoing) WriteReason(page, {"Onbekend antwoord: ", "Unknown answer: "}, answer.text, {answer});
  }
}

}  // namespace oso::render
