// A dossier as parents and teachers read it: headings, labels instead of codes, tables, a chart of the tests over time,
// the attachments by name, what was left out and why. All of it is in the document; nothing is judged.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dossier/document.h"
#include "dossier/labels.h"

namespace oso::render {

struct Options {
  dossier::Language language = dossier::Language::kDutch;
  std::string_view digest = {};  // SHA-256 of the document's bytes, hexadecimal, shown at its end; "": not shown
  // The same of what is inspected: without what the document says of the inspection itself.
  std::string_view content = {};
};

// One HTML 5 page that stands alone: no script, no link, nothing loaded; accessible by WCAG 2.2 AA; prints well. Text
// of the dossier can become neither markup nor a link. `document` may have schema errors: what was understood is shown.
std::string RenderHtml(const dossier::Document& document, const Options& options);

// The same as PDF, tagged (PDF/UA-1), with its fonts in it. Runs `weasyprint` as a process of its own, without network
// or files; some seconds. Errors: kConfiguration, it is not installed; kInternal, it failed; kTimeout.
Result<std::string> RenderPdf(const dossier::Document& document, const Options& options);

}  // namespace oso::render
