#include "app/oso/tree_file.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "app/files.h"

namespace oso::app {
namespace {

constexpr std::size_t kLargestDossier = 1'000'000'000;

}  // namespace

Result<dossier::Tree> ReadTreeFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path == "-" ? "/dev/stdin" : path, kLargestDossier));
  auto tree = dossier::ReadTree(AsBytes(text), kLargestDossier);
  if (!tree.ok()) return Fail(tree.error().code, path + ": " + tree.error().detail);
  return tree;
}

Status WriteTreeFile(const dossier::Tree& tree, const std::optional<std::string>& path) {
  const std::string text = dossier::WriteTree(tree);
  if (path && *path != "-") return WriteFile(*path, text, FileMode::kPrivate);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return Fail(ErrorCode::kStorage, "cannot write to standard output: " + std::generic_category().message(errno));
  }
  return {};
}

}  // namespace oso::app
