#include "render/block.h"

#include <algorithm>
#include <array>

#include "render/table.h"

namespace oso::render {
namespace {

using dossier::Document;
using dossier::Element;
using dossier::Occurrence;

struct Form {
  std::string_view parent;
  std::string_view name;
  void (*write)(Page&, const Occurrences&, int level);
};

constexpr std::array<Form, 6> kForms = {{{"schoolloopbaanlijst", "schoolloopbaan", WriteSchoolCareer},
                                         {"toetslijst", "toets", WriteTests},
                                         {"onderdelen", "onderdeel", WriteFinalTestParts},
                                         {"cijferlijstlijst", "cijferlijst", WriteReports},
                                         {"leerling", "resultaatvakkenvo", WriteSubjects},
                                         {"leerling", "verzorger", WriteParents}}};

const Form* FormOf(const Element& element) {
  const auto found = std::ranges::find_if(
      kForms, [&](const Form& form) { return form.name == element.name && form.parent == element.parent->name; });
  return found == kForms.end() ? nullptr : &*found;
}

Occurrences SeenThrough(const Document& document, const Occurrences& children) {
  Occurrences seen;
  for (const Occurrence* child : children) {
    if (child->element->IsList()) {
      std::ranges::copy(ChildrenOf(document, *child), std::back_inserter(seen));
    } else {
      seen.push_back(child);
    }
  }
  return seen;
}

void WriteItems(Page& page, const std::vector<Item>& items) {
  if (items.empty()) return;
  const auto list = page.html.In("dl");
  for (const Item& item : items) {
    const auto row = page.html.In("div");
    {
      const auto term = page.html.In("dt");
      WriteLabel(page, item);
    }
    const auto description = page.html.In("dd");
    WriteItem(page, item);
  }
}

// Blocks of one kind.
void WriteRun(Page& page, const Occurrences& run, int level) {
  const Element& element = *run.front()->element;
  if (const Form* form = FormOf(element)) {
    form->write(page, run, level);
    return;
  }
  constexpr std::size_t kMostColumns = 6;
  const std::string title = page.Label(element);
  auto columns = PlainColumns(page, run);
  if (run.size() > 1 && !columns.empty() && columns.size() <= kMostColumns) {
    WriteTable(page, {.caption = title, .columns = std::move(columns)}, run);
    return;
  }
  for (std::size_t i = 0; i < run.size(); ++i) {
    const std::string number = run.size() > 1 ? ' ' + std::to_string(i + 1) : "";
    page.html.Element(HeadingTag(level), title + number);
    WriteBlocks(page, ChildrenOf(page.document, *run[i]), level + 1);
  }
}

}  // namespace

std::string HeadingTag(int level) { return 'h' + std::to_string(std::min(level, 6)); }

void WriteBlocks(Page& page, const Occurrences& children, int level) {
  const Occurrences seen = SeenThrough(page.document, children);
  WriteItems(page, ItemsAmong(seen));
  Occurrences run;
  for (const Occurrence* child : seen) {
    if (IsItem(*child->element)) continue;
    if (!run.empty() && run.front()->element != child->element) {
      WriteRun(page, run, level);
      run.clear();
    }
    run.push_back(child);
  }
  if (!run.empty()) WriteRun(page, run, level);
}

}  // namespace oso::render
