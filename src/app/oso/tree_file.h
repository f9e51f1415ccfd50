// Dossiers as files, whole: for the commands that rewrite or show one.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "dossier/labels.h"
#include "dossier/tree.h"

namespace oso::app {

inline constexpr std::size_t kLargestDossier = 1'000'000'000;  // bytes

// "-" is standard input. Errors, which name the file: those of ReadFile, of at most kLargestDossier, and of
// dossier::ReadTree; kInvalidArgument, its schema does not accept it: what stands where nobody knows it cannot be
// carried along.
Result<dossier::Tree> ReadTreeFile(const std::string& path);

// For its owner's eyes only. Without a path, or with "-", to standard output. Errors: kStorage.
Status WriteTreeFile(const dossier::Tree& tree, const std::optional<std::string>& path);

// The same, and if validating finds errors in it, to standard error: how many, and how to see them.
Status WriteMadeTree(const dossier::Tree& tree, const std::optional<std::string>& path, dossier::Language language);

}  // namespace oso::app
