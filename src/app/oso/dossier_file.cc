#include "app/oso/dossier_file.h"

#include "app/files.h"

namespace oso::app {

Result<dossier::Document> ReadDossierFile(const std::filesystem::path& path, const dossier::ReadOptions& options) {
  dossier::DossierReader reader(options);
  RETURN_IF_ERROR(ReadPieces(path, [&](ByteView piece) { return reader.Feed(piece); }));
  return reader.Finish();
}

}  // namespace oso::app
