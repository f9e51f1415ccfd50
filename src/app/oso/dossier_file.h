// Reading a dossier from a file, piece by piece: however large its attachments are, memory stays small.
#pragma once

#include <filesystem>
#include <functional>

#include "base/bytes.h"
#include "base/result.h"
#include "dossier/reader.h"

namespace oso::app {

// `path` may be "-": standard input. `seen`, if there, gets the bytes as they pass. Errors: kNotFound, kStorage, and
// those of DossierReader.
Result<dossier::Document> ReadDossierFile(const std::filesystem::path& path, const dossier::ReadOptions& options,
                                          const std::function<void(ByteView)>& seen = {});

}  // namespace oso::app
