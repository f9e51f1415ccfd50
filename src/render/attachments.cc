// The list of a dossier's attachments. What is in them is not shown, only what they are.
#include "dossier/attachment.h"
#include "profile/words.h"
#include "render/item.h"
#include "render/section.h"
#include "render/value.h"

namespace oso::render {
namespace {

using dossier::Attachment;
using dossier::AttachmentFault;
using dossier::Occurrence;

constexpr std::size_t kColumns = 4;
constexpr Phrase kHeadings[kColumns] = {  // NOLINT(modernize-avoid-c-arrays)
    {"Bijlage", "Attachment"},
    {"Bestand", "File"},
    {"Hoort bij", "Belongs to"},
    {"Soort en grootte", "Type and size"}};

// Of the content; nullptr: there is none.
const Attachment* ContentOf(const Page& page, const Occurrence& document) {
  const Occurrence* content = page.document.Child(document, "bestandsinhoud");
  return content != nullptr ? page.document.AttachmentOf(*content) : nullptr;
}

// "PDF" of "Handelingsplan.pdf"; "" of a name without a plain ending.
std::string TypeOf(std::string_view name) {
  constexpr std::size_t kLongest = 5;
  const auto dot = name.rfind('.');
  std::string type(dot == std::string_view::npos ? "" : name.substr(dot + 1));
  if (type.size() > kLongest) return "";
  for (char& c : type) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) return "";
  }
  return type;
}

std::uint64_t SizeOf(const Attachment& attachment) {
  std::uint64_t size = 0;
  for (const dossier::ArchiveEntry& entry : attachment.entries) size += entry.unpacked;
  return attachment.entries.empty() ? attachment.size : size;
}

void WriteContent(Page& page, std::string_view name, const Attachment* attachment) {
  if (attachment == nullptr || attachment->fault != AttachmentFault::kNone) {
    const auto mark = page.html.In("strong", {{"class", "mark"}});
    const bool locked = attachment != nullptr && attachment->fault == AttachmentFault::kEncryptedZip;
    page.Say(locked ? Phrase{"onleesbaar: met een wachtwoord afgesloten", "unreadable: locked with a password"}
                    : Phrase{"onleesbaar: het bestand is beschadigd", "unreadable: the file is damaged"});
    return;
  }
  const std::string type = TypeOf(name);
  page.html.Text(type.empty() ? "" : type + ", ").Text(SizeInWords(SizeOf(*attachment), page.language));
  for (const dossier::ArchiveEntry& entry : attachment->entries) {
    if (entry.name == name) continue;
    const auto line = page.html.In("span", {{"class", "line"}});
    page.Say({"bevat ", "holds "}).Foreign(entry.name);
  }
}

void WriteRow(Page& page, const Occurrence& document) {
  const auto row = page.html.In("tr");
  page.html.Element("th", std::to_string(NumberOf(page, document)), {{"scope", "row"}});
  {
    const auto cell = page.html.In("td");
    WriteItem(page, {{&document}});
  }
  {
    const Occurrence& holder = page.document.all()[document.parent];
    page.html.Element("td", Capitalized(profile::PlaceInWords(page.document.PathOf(holder), page.language)));
  }
  const auto cell = page.html.In("td");
  WriteContent(page, TextAt(page.document, document, "bestandsnaam"), ContentOf(page, document));
}

}  // namespace

void WriteAttachments(Page& page) {
  if (page.attachments.empty()) return;
  const auto section = page.html.In("section", {{"id", "bijlagen"}});
  page.html.Element("h2", page.In({"Bijlagen", "Attachments"}));
  const std::string caption = page.In({"Alle bijlagen van dit dossier", "All attachments of this dossier"});
  const auto region =
      page.html.In("div", {{"class", "scroll wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  const auto table = page.html.In("table");
  page.html.Element("caption", caption);
  {
    const auto head = page.html.In("thead");
    const auto row = page.html.In("tr");
    for (const Phrase& heading : kHeadings) page.html.Element("th", page.In(heading), {{"scope", "col"}});
  }
  const auto body = page.html.In("tbody");
  for (const Occurrence* document : page.attachments) WriteRow(page, *document);
}

}  // namespace oso::render
