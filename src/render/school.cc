// The forms of what a school tells of a pupil's way through it: years, reports, subjects, the final test; and of the
// parents.
#include <algorithm>

#include "render/block.h"
#include "render/table.h"
#include "render/value.h"

namespace oso::render {

using dossier::Occurrence;

void WriteSchoolCareer(Page& page, const Occurrences& years, int) {
  WriteTable(page,
             {.caption = page.In({"Per schooljaar", "By school year"}),
              .columns = {{page.In({"Schooljaar", "School year"}), {"schooljaar"}},
                          {page.In({"Groep of klas", "Group or class"}), {"jaargroep", "groepscode", "groepsnaam"}},
                          {page.In({"Periode", "Period"}), {"", "begindatum", "einddatum"}},
                          {"School", {"", "brincode", "vestigingscode"}},
                          {page.In({"Soort onderwijs", "Kind of education"}), {}}}},
             years);
}

void WriteFinalTestParts(Page& page, const Occurrences& parts, int) {
  Occurrences rows;
  for (const Occurrence* part : parts) {
    rows.push_back(part);
    for (const Occurrence* domains : ChildrenNamed(page.document, *part, "domeinen")) {
      std::ranges::copy(ChildrenOf(page.document, *domains), std::back_inserter(rows));
    }
  }
  WriteTable(page,
             {.caption = page.In({"Onderdelen", "Parts"}),
              .columns = {{page.In({"Onderdeel of domein", "Part or domain"}),
                           {"", "onderdeelcode", "onderdeelomschrijving", "domeincode", "domeinomschrijving"}},
                          {page.In({"Referentieniveau", "Reference level"}), {}}},
              .elsewhere = {"domeinen"}},
             rows);
}

namespace {

// A name, and the subjects and scores up to the next name: the schema lets the three come back as a run.
struct ReportPart {
  const Occurrence* name = nullptr;  // nullptr: the document has no name where it should
  Occurrences subjects;
  Occurrences scores;
};

std::vector<ReportPart> PartsOf(const Page& page, const Occurrence& marks) {
  std::vector<ReportPart> parts(1);
  for (const Occurrence* child : ChildrenOf(page.document, marks)) {
    const bool is_name = child->element->name == "naam";
    if (is_name && parts.back().name != nullptr) parts.emplace_back();
    if (is_name) {
      parts.back().name = child;
    } else {
      (child->element->name == "onderdeel" ? parts.back().subjects : parts.back().scores).push_back(child);
    }
  }
  return parts;
}

void WriteReportPart(Page& page, const ReportPart& part, int level) {
  if (part.name != nullptr) {
    const auto heading = page.html.In(HeadingTag(level));
    page.html.Foreign(page.document.TextOf(*part.name));
  }
  if (!part.subjects.empty()) {
    WriteTable(page, {.caption = page.In({"Vakken", "Subjects"}), .columns = PlainColumns(page, part.subjects)},
               part.subjects);
  }
  WriteBlocks(page, part.scores, level + 1);
}

}  // namespace

void WriteReports(Page& page, const Occurrences& reports, int level) {
  for (const Occurrence* report : reports) {
    page.html.Element(HeadingTag(level), page.Label(*report->element));
    Occurrences own = ChildrenOf(page.document, *report);
    std::erase_if(own, [](const Occurrence* child) { return !IsItem(*child->element); });
    WriteBlocks(page, own, level + 1);
    for (const Occurrence* marks : ChildrenNamed(page.document, *report, "cijferlijstTypelijst")) {
      for (const ReportPart& part : PartsOf(page, *marks)) WriteReportPart(page, part, level + 1);
    }
  }
}

void WriteSubjects(Page& page, const Occurrences& subjects, int) {
  WriteTable(page,
             {.caption = page.In({"Resultaten per vak", "Results by subject"}),
              .columns = {{page.In({"Vak", "Subject"}), {"vakleergebied", "vakcode"}},
                          {page.In({"Afgerond", "Completed"}), {"afgerond", "datumafgerond"}},
                          {page.In({"Examenvak", "Exam subject"}), {"examenvak"}},
                          {page.In({"Resultaat", "Result"}), {}}}},
             subjects);
}

void WriteParents(Page& page, const Occurrences& parents, int level) {
  for (const Occurrence* parent : parents) {
    {
      const auto heading = page.html.In(HeadingTag(level));
      const std::string name = NameOf(page.document, *parent);
      page.html.Foreign(name);
      if (name.empty()) page.html.Text(page.Label(*parent->element));
    }
    WriteBlocks(page, ChildrenOf(page.document, *parent), level + 1);
  }
}

}  // namespace oso::render
