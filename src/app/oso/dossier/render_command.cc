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

enum class Format { kHtml, kPdf };

struct RenderOptions {
  std::string file;
  Format format = Format::kHtml;
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
  ASSIGN_OR_RETURN(const std::string report, options.format == Format::kPdf ? render::RenderPdf(document, how)
                                                                            : render::RenderHtml(document, how));
  return WriteOutput(report, options.output, FileMode::kPrivate);
}

}  // namespace

void AddRenderCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* render = program.add_subcommand(
      "render", "Make a report of a dossier, as parents and teachers read it: a web page that stands alone, or PDF");
  render->add_option("FILE", options->file, kDossierHelp)->required();
  AddChoice(*render, "--format", options->format, {{"html", Format::kHtml}, {"pdf", Format::kPdf}},
            "html (default), or pdf, which weasyprint makes");
  AddLanguage(*render, options->language);
  render->add_option("--output", options->output, kOutputHelp);
  render->footer(
      std::string(
          "A dossier that does not fit its version is shown as far as it was understood, and the report says so. "
          "Only you can read the file that is written.\n") +
      kExitHelp);
  render->callback([options, &action] { action = [options] { return Render(*options); }; });
}

}  // namespace oso::app
