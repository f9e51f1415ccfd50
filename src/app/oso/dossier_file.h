// Reading a dossier from a file, piece by piece: however large its attachments are, memory stays small.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "dossier/reader.h"

namespace oso::app {

// `path` may be "-": standard input. Errors: kNotFound, kStorage, and those of DossierReader.
Result<dossier::Document> ReadDossierFile(const std::filesystem::path& path, const dossier::ReadOptions& options);

}  // namespace oso::app
