// Dossiers as files, whole: for the commands that rewrite or show one.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "dossier/tree.h"

namespace oso::app {

// "-" is standard input. Errors, which name the file: those of ReadFile, of at most 1 GB, and of dossier::ReadTree.
Result<dossier::Tree> ReadTreeFile(const std::string& path);

// For its owner's eyes only. Without a path, or with "-", to standard output. Errors: kStorage.
Status WriteTreeFile(const dossier::Tree& tree, const std::optional<std::string>& path);

}  // namespace oso::app
