#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/files.h"
#include "app/oso/commands.h"
#include "app/oso/dossier_file.h"
#include "crypto/digest.h"
#include "render/render.h"

namespace oso::app {
namespace {

struct RenderOptions {
  std::string file;
  std::string format = "html";
  std::string language = "nl";
  std::string output;
};

Status Render(const RenderOptions& options) {
  crypto::Sha256Stream digest;
  ASSIGN_OR_RETURN(const dossier::Document document,
                   ReadDossierFile(options.file, {}, [&](ByteView piece) { digest.Update(piece); }));
  const std::string hexadecimal = ToHex(digest.Finish());
  const render::Options how{
      .language = options.language == "nl" ? dossier::Language::kDutch : dossier::Language::kEnglish,
      .digest = hexadecimal};
  ASSIGN_OR_RETURN(const std::string report,
                   options.format == "pdf" ? render::RenderPdf(document, how) : render::RenderHtml(document, how));
  if (!options.output.empty()) return WriteFile(options.output, report, FileMode::kPrivate);
  if (std::fwrite(report.data(), 1, report.size(), stdout) != report.size() || std::fflush(stdout) != 0) {
    return Fail(ErrorCode::kStorage, "cannot write the report to standard output");
  }
  return {};
}

}  // namespace

void AddRenderCommand(CLI::App& program, Action& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* render = program.add_subcommand(
      "render", "Make a report of a dossier, as parents and teachers read it: a web page that stands alone, or PDF");
  render->add_option("FILE", options->file, "The dossier, or - for standard input")->required();
  render->add_option("--format", options->format, "html (default), or pdf, which weasyprint makes")
      ->check(CLI::IsMember({"html", "pdf"}).description(""));
  render->add_option("--lang", options->language, "nl (default) or en")
      ->check(CLI::IsMember({"nl", "en"}).description(""));
  render->add_option("--output", options->output, "Where to write it, readable by you alone; default: standard output");
  render->footer(
      "A dossier that does not fit its version is shown as far as it was understood, and the report says so.");
  render->callback([options, &action] { action = [options] { return Render(*options); }; });
}

}  // namespace oso::app
