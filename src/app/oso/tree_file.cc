#include "app/oso/tree_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/files.h"
#include "dossier/reader.h"
#include "profile/validate.h"

namespace oso::app {
namespace {

Result<dossier::Document> ReadCounting(std::string_view text) {
  return dossier::ReadDocument(AsBytes(text), {.attachments = dossier::AttachmentCare::kCount});
}

Result<dossier::Tree> ReadWhole(std::string_view text) {
  ASSIGN_OR_RETURN(const dossier::Document document, ReadCounting(text));
  if (!document.schema_errors().empty()) {
    return Fail(ErrorCode::kInvalidArgument, "this has faults in its structure; see them with: oso validate");
  }
  return dossier::ReadTree(AsBytes(text), kLargestDossier);
}

// To standard error: how many errors validating finds in a dossier, if any.
void TellErrors(std::string_view text, dossier::Language language) {
  const auto document = ReadCounting(text);
  if (!document.ok()) return;
  const profile::Report report = profile::Judge(*document, {});
  const auto errors = report.schema.size() +
                      std::ranges::count(report.findings, profile::Severity::kError, &profile::Finding::severity);
  if (errors == 0) return;
  const bool one = errors == 1;
  if (language == dossier::Language::kDutch) {
    fmt::print(stderr, "Let op: het resultaat heeft {} {}; oso validate zegt welke.\n", errors,
               one ? "fout" : "fouten");
  } else {
    fmt::print(stderr, "Note: the result has {} {}; oso validate tells which.\n", errors, one ? "error" : "errors");
  }
}

}  // namespace

Result<dossier::Tree> ReadTreeFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kLargestDossier));
  auto tree = ReadWhole(text);
  if (!tree.ok()) return Fail(tree.error().code, path + ": " + tree.error().detail);
  return tree;
}

Status WriteTreeFile(const dossier::Tree& tree, const std::optional<std::string>& path) {
  return WriteOutput(dossier::WriteTree(tree), path, FileMode::kPrivate);
}

Status WriteMadeTree(const dossier::Tree& tree, const std::optional<std::string>& path, dossier::Language language) {
  const std::string text = dossier::WriteTree(tree);
  RETURN_IF_ERROR(WriteOutput(text, path, FileMode::kPrivate));
  TellErrors(text, language);
  return {};
}

}  // namespace oso::app
