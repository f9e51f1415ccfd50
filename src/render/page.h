// What every part of a report works with: the document, the language it is told in, and the page that grows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/document.h"
#include "dossier/labels.h"
#include "render/html.h"

namespace oso::render {

// A text of ours.
struct Phrase {
  std::string_view dutch;
  std::string_view english;
};

using Occurrences = std::vector<const dossier::Occurrence*>;

struct Page {
  Page(const dossier::Document& read, dossier::Language told_in, std::string& out);

  const dossier::Document& document;
  const dossier::Language language;
  Html html;
  Occurrences attachments;  // each `document` of the dossier, in its order
  int tables = 0;           // so far: they are numbered, for those who hear the page
  int charts = 0;

  std::string In(const Phrase& phrase) const {
    return std::string(language == dossier::Language::kDutch ? phrase.dutch : phrase.english);
  }
  Html& Say(const Phrase& phrase) { return html.Text(In(phrase)); }

  // The name of a field, to stand on its own: with a capital.
  std::string Label(const dossier::Element& element) const;
};

Occurrences ChildrenOf(const dossier::Document& document, const dossier::Occurrence& parent);
Occurrences ChildrenNamed(const dossier::Document& document, const dossier::Occurrence& parent, std::string_view name);
// All values of that name, a space between them.
std::string TextAt(const dossier::Document& document, const dossier::Occurrence& parent, std::string_view name);
bool IsTrueAt(const dossier::Document& document, const dossier::Occurrence& parent, std::string_view name);

// "Noor van der Veen", of a pupil, a parent or a doctor.
std::string NameOf(const dossier::Document& document, const dossier::Occurrence& person);

}  // namespace oso::render
