#include "render/item.h"

#include <algorithm>
#include <array>

#include "dossier/values.h"
#include "render/value.h"

namespace oso::render {
namespace {

using dossier::Element;
using dossier::Occurrence;
using dossier::ValueType;

// The values of that name; `before` is said first. True: there are some.
bool WriteAll(Page& page, const Occurrence& block, std::string_view name, std::string_view before = "",
              Position position = Position::kWithin) {
  const Occurrences values = ChildrenNamed(page.document, block, name);
  for (const Occurrence* value : values) {
    page.html.Text(value == values.front() ? before : ", ");
    WriteValue(page, *value, position);
  }
  return !values.empty();
}

// The same between brackets.
void WriteBracketed(Page& page, const Occurrence& block, std::string_view name) {
  if (WriteAll(page, block, name, " (")) page.html.Text(")");
}

// What is secret is never written, whatever the document holds: one carer's report is read by the other.
constexpr Phrase kSecret = {"geheim", "secret"};

// An address of someone whose address is secret.
bool IsSecretAddress(const Page& page, const Occurrence& occurrence) {
  const std::string_view name = occurrence.element->name;
  if (name != "adres" && name != "adresbuitenland" && name != "postcode4adres") return false;
  const auto& all = page.document.all();
  const Occurrence& holder = all[occurrence.parent];
  return IsTrueAt(page.document, name == "adres" ? all[holder.parent] : holder, "adresgeheim");
}

// "14", "66a", "12 bis"
void WriteHouseNumber(Page& page, const Occurrence& address) {
  WriteAll(page, address, "aanduiding", " ");
  WriteAll(page, address, "nummer", " ");
  const bool is_letter = TextAt(page.document, address, "toevoeging").size() == 1;
  WriteAll(page, address, "toevoeging", is_letter ? "" : " ");
}

std::string WithSpace(const std::string& postcode) {
  const bool plain = postcode.size() == 6 && std::ranges::all_of(postcode, [](char c) { return c > ' ' && c < 0x7f; });
  return plain ? postcode.substr(0, 4) + ' ' + postcode.substr(4) : postcode;
}

void WriteAddress(Page& page, const Occurrence& address) {
  const auto line = [&] { return page.html.In("span", {{"class", "line"}}); };
  {
    const auto street = line();
    WriteAll(page, address, "straat");
    WriteHouseNumber(page, address);
  }
  if (page.document.Child(address, "locatieomschrijving") != nullptr) {
    const auto place = line();
    WriteAll(page, address, "locatieomschrijving");
  }
  {
    const auto town = line();
    page.html.Foreign(WithSpace(TextAt(page.document, address, "postcode")));
    WriteAll(page, address, "plaats", " ");
    const std::string municipality = TextAt(page.document, address, "gemeente");
    if (municipality != TextAt(page.document, address, "plaats")) {
      WriteAll(page, address, "gemeente", page.In({", gemeente ", ", municipality of "}));
    }
  }
  if (page.document.Child(address, "land") != nullptr) {
    const auto land = line();
    WriteAll(page, address, "land");
  }
}

// Only what is so is said: most numbers are neither secret nor for emergencies.
void WriteCommunication(Page& page, const Occurrence& communication) {
  if (IsTrueAt(page.document, communication, "geheim")) {
    page.Say(kSecret);
  } else {
    page.html.Foreign(TextAt(page.document, communication, "nummer"));
  }
  if (IsTrueAt(page.document, communication, "noodnummer")) page.Say({" – voor noodgevallen", " – for emergencies"});
}

void WriteDocument(Page& page, const Occurrence& document) {
  WriteAll(page, document, "bestandsnaam");
  WriteAll(page, document, "omschrijving", " – ");
}

void WriteScore(Page& page, const Occurrence& score) {
  if (WriteAll(page, score, "waarde")) {
    WriteBracketed(page, score, "kwalificatie");
  } else {
    WriteAll(page, score, "kwalificatie");
  }
}

void WriteInterval(Page& page, const Occurrence& interval) {
  WriteAll(page, interval, "bivlaag");
  WriteAll(page, interval, "bivhoog", page.In({" tot ", " to "}));
}

void LabelAddress(Page& page, const Occurrence& address) {
  page.html.Text(page.Label(*address.element));
  WriteBracketed(page, address, "soortadres");
}

void LabelCommunication(Page& page, const Occurrence& communication) {
  WriteAll(page, communication, "soort", "", Position::kAlone);
  WriteBracketed(page, communication, "aanduiding");
}

void LabelDocument(Page& page, const Occurrence& document) {
  page.Say({"Bijlage ", "Attachment "}).Text(std::to_string(NumberOf(page, document)));
}

void LabelReferenceScore(Page& page, const Occurrence& score) {
  WriteAll(page, score, "codereferentiescore", "", Position::kAlone);
  WriteBracketed(page, score, "codevergelijkingsgroep");
}

struct Form {
  std::string_view name;
  void (*label)(Page&, const Occurrence&);  // nullptr: the name of the field
  void (*write)(Page&, const Occurrence&);
};

constexpr std::array<Form, 6> kForms = {{{"adres", LabelAddress, WriteAddress},
                                         {"communicatie", LabelCommunication, WriteCommunication},
                                         {"document", LabelDocument, WriteDocument},
                                         {"referentiescore", LabelReferenceScore, WriteScore},
                                         {"score", nullptr, WriteScore},
                                         {"betrouwbaarheidsinterval", nullptr, WriteInterval}}};

const Form* FormOf(const Element& element) {
  if (element.type != ValueType::kElements) return nullptr;
  const auto found = std::ranges::find(kForms, element.name, &Form::name);
  return found == kForms.end() ? nullptr : &*found;
}

}  // namespace

bool IsItem(const Element& element) { return element.type != ValueType::kElements || FormOf(element) != nullptr; }

std::vector<Item> ItemsAmong(const Occurrences& children) {
  std::vector<Item> items;
  for (const Occurrence* child : children) {
    if (!IsItem(*child->element)) continue;
    const bool joins = !items.empty() && items.back().first().element == child->element &&
                       child->element->type != ValueType::kElements;
    if (!joins) items.emplace_back();
    items.back().occurrences.push_back(child);
  }
  return items;
}

std::size_t NumberOf(const Page& page, const Occurrence& document) {
  const auto found = std::ranges::lower_bound(page.attachments, &document);
  return static_cast<std::size_t>(found - page.attachments.begin()) + 1;
}

bool HasOwnLabel(const Item& item) {
  const Form* form = FormOf(*item.first().element);
  return form != nullptr && form->label != nullptr;
}

void WriteLabel(Page& page, const Item& item) {
  if (HasOwnLabel(item)) {
    FormOf(*item.first().element)->label(page, item.first());
  } else {
    page.html.Text(page.Label(*item.first().element));
  }
}

void WriteItem(Page& page, const Item& item) {
  if (IsSecretAddress(page, item.first())) {
    page.Say(kSecret);
    return;
  }
  if (const Form* form = FormOf(*item.first().element)) {
    form->write(page, item.first());
    return;
  }
  const std::string_view between = item.first().element->name.ends_with("voornaam") ? " " : ", ";
  for (const Occurrence* value : item.occurrences) {
    if (value != &item.first()) page.html.Text(between);
    WriteValue(page, *value);
  }
}

}  // namespace oso::render
