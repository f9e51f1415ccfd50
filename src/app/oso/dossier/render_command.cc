#include <CLI/CLI.hpp>
#include <memory>

#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/dossier_file.h"
#include "app/oso/options.h"
#include "crypto/digest.h"
#include "render/render.h"

namespace oso::app {
namespace {

struct RenderOptions {
  std::string file;
  std::string format = "html";
  dossier::Language language = dossier::Language::kDutch;
  std::optional<std::string> output;
};

// Of the bytes that a school hands over: the root element's.
class DigestSink final : public xml::CaptureSink {
 public:
  Status Capture(ByteView bytes) override {
    digest_.Update(bytes);
    return {};
  }
  std::string Finish() { return ToHex(digest_.Finish()); }

 private:
  crypto::Sha256Stream digest_;
};

Status Render(const RenderOptions& options) {
  DigestSink sink;
  ASSIGN_OR_RETURN(const dossier::Document document, ReadDossierFile(options.file, {.capture = &sink}));
  const std::string digest = sink.Finish();
  const render::Options how{.language = options.language, .digest = digest};
  ASSIGN_OR_RETURN(const std::string report,
                   options.format == "pdf" ? render::RenderPdf(document, how) : render::RenderHtml(document, how));
  return WriteOutput(report, options.output, FileMode::kPrivate);
}

}  // namespace

void AddRenderCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* render = program.add_subcommand(
      "render", "Make a report of a dossier, as parents and teachers read it: a web page that stands alone, or PDF");
  render->add_option("FILE", options->file, "A dossier, or - for standard input")->required();
  render->add_option("--format", options->format, "html (default), or pdf, which weasyprint makes")
      ->check(CLI::IsMember({"html", "pdf"}).description(""));
  AddLanguage(*render, options->language);
  render->add_option("--output", options->output,
                     "Where to write it, readable by you alone (default: standard output)");
  render->footer(
      "A dossier that does not fit its version is shown as far as it was understood, and the report says so.");
  render->callback([options, &action] { action = [options] { return Render(*options); }; });
}

}  // namespace oso::app
