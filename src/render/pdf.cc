#include "render/process.h"
#include "render/render.h"

namespace oso::render {

// The page names nothing that could be fetched; a base address that leads nowhere keeps it so.
Result<std::string> RenderPdf(const dossier::Document& document, const Options& options) {
  const Filter weasyprint{.command = {"weasyprint", "--quiet", "--encoding", "utf-8", "--base-url", "about:blank",
                                      "--pdf-variant", "pdf/ua-1", "-", "-"}};
  ASSIGN_OR_RETURN(std::string pdf, RunFilter(weasyprint, RenderHtml(document, options)));
  if (!pdf.starts_with("%PDF-")) return Fail(ErrorCode::kInternal, "weasyprint made no PDF");
  return pdf;
}

}  // namespace oso::render
