#include "render/section.h"

#include <algorithm>
#include <array>

#include "dossier/attachment.h"
#include "render/block.h"
#include "render/table.h"
#include "render/value.h"

namespace oso::render {
namespace {

using dossier::Occurrence;

// Whether the blocks of a section have headings of their own, or one block is the section.
enum class Blocks { kTitled, kOne };

struct Section {
  std::string_view id;
  Phrase title;
  Blocks blocks;
  std::vector<std::string_view> names;  // children of leerling, in any version
};

const std::vector<Section>& Sections() {
  static const std::vector<Section> sections = {
      {"verzorgers",
       {"Ouders en verzorgers", "Parents and carers"},
       Blocks::kTitled,
       {"verzorgersaansprakelijk", "aansprakelijkeinstelling", "verzorger"}},
      {"school", {"School", "School"}, Blocks::kTitled, {}},
      {"voorschool",
       {"Peuterspeelzaal en vroege educatie", "Playgroup and early education"},
       Blocks::kTitled,
       {"vanpeuterspeelzaal", "naampeuterspeelzaal", "voorschools", "vroegschools"}},
      {"loopbaan", {"Schoolloopbaan", "School career"}, Blocks::kOne, {"schoolloopbaanlijst"}},
      {"advies", {"Overstapadvies", "Advice for the next school"}, Blocks::kOne, {"overstapadvies"}},
      {"ondersteuning",
       {"Ondersteuning en begeleiding", "Support and guidance"},
       Blocks::kOne,
       {"onderwijsondersteuning", "zorg", "sefunctioneren", "handelingsplanlijst"}},
      {"verzuim", {"Verzuim", "Absence"}, Blocks::kOne, {"verzuim"}},
      {"eindtoets",
       {"Eindtoets basisonderwijs", "Final test of primary education"},
       Blocks::kOne,
       {"eindtoets_basisonderwijs"}},
      {"toetsen", {"Toetsen", "Tests"}, Blocks::kOne, {"toetslijst"}},
      {"cijfers", {"Cijferlijsten", "School reports"}, Blocks::kOne, {"cijferlijstlijst"}},
      {"vo",
       {"Voortgezet onderwijs: resultaten en keuzes", "Secondary education: results and choices"},
       Blocks::kTitled,
       {"bevorderd", "examenresultaat", "resultaatvakkenvo", "certificaat", "competenties", "stage", "overigvombo"}}};
  return sections;
}

bool IsIn(const Section& section, const Occurrence* child) {
  return std::ranges::find(section.names, child->element->name) != section.names.end();
}

void WriteSection(Page& page, std::string_view id, const Phrase& title, const Occurrences& children) {
  if (children.empty()) return;
  const auto section = page.html.In("section", {{"id", id}});
  page.html.Element("h2", page.In(title));
  WriteBlocks(page, children, 3);
}

Occurrences ChildrenAt(const Page& page, std::string_view path) {
  const Occurrence* parent = page.document.Find(path);
  return parent != nullptr ? ChildrenOf(page.document, *parent) : Occurrences();
}

}  // namespace

void WriteSchoolSections(Page& page) {
  const Occurrences pupil = ChildrenAt(page, "huidigeschool/leerling");
  Occurrences rest = pupil;
  for (const Section& section : Sections()) {
    std::erase_if(rest, [&](const Occurrence* child) { return IsIn(section, child); });
  }
  std::erase_if(rest, [](const Occurrence* child) { return child->element->name == "overigdocumentlijst"; });
  WriteSection(page, "leerling", {"Leerling", "Pupil"}, rest);
  for (const Section& section : Sections()) {
    Occurrences blocks;
    std::ranges::copy_if(pupil, std::back_inserter(blocks),
                         [&](const Occurrence* child) { return IsIn(section, child); });
    if (section.id == "school") {
      blocks = ChildrenAt(page, "huidigeschool");
      std::erase_if(blocks, [](const Occurrence* child) { return child->element->name == "leerling"; });
    }
    if (section.blocks == Blocks::kOne && blocks.size() == 1) blocks = ChildrenOf(page.document, *blocks.front());
    WriteSection(page, section.id, section.title, blocks);
  }
}

void WriteInspection(Page& page) {
  WriteSection(page, "inzage", {"Inzage en toestemming", "Inspection and consent"}, ChildrenAt(page, "inzage"));
}

namespace {

void WriteDigest(Page& page, const Phrase& label, std::string_view digest) {
  if (digest.empty()) return;
  const auto row = page.html.In("div");
  page.html.Element("dt", page.In(label));
  page.html.Element("dd", digest, {{"class", "digest"}});
}

}  // namespace

void WriteOrigin(Page& page, const Digests& digests) {
  const auto section = page.html.In("section", {{"id", "herkomst"}});
  page.html.Element("h2", page.In({"Waar dit dossier vandaan komt", "Where this dossier comes from"}));
  Occurrences facts = ChildrenAt(page, "metadata");
  std::erase_if(facts, [](const Occurrence* child) { return child->element->name == "categorie_uitlevering"; });
  std::ranges::copy(ChildrenNamed(page.document, page.document.all().front(), "overdrachtsoort"),
                    std::back_inserter(facts));
  WriteBlocks(page, facts, 3);
  if (digests.file.empty() && digests.content.empty()) return;
  const auto list = page.html.In("dl");
  WriteDigest(page, {"Controlegetal van het bestand (SHA-256)", "Digest of the file (SHA-256)"}, digests.file);
  WriteDigest(page,
              {"Controlegetal van de inhoud, zonder de inzage (SHA-256)",
               "Digest of the content, without the inspection (SHA-256)"},
              digests.content);
}

}  // namespace oso::render
