// Whatever valid dossier: every conversion gives a valid structure, and with its residual the original again; a damaged
// residual gives the original or nothing. Corpus: testdata.
#include "convert/convert.h"
#include "convert/residual.h"
#include "dossier/reader.h"

namespace {

using namespace oso;

void Demand(bool holds) {
  if (!holds) __builtin_trap();
}

bool IsValid(ByteView bytes) {
  dossier::DossierReader reader({.max_bytes = 1 << 20, .attachments = dossier::AttachmentCare::kCount});
  if (!reader.Feed(bytes).ok()) return false;
  const auto document = reader.Finish();
  return document.ok() && document->schema_errors().empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  if (!IsValid(bytes)) return 0;
  const auto original = dossier::ReadTree(bytes);
  Demand(original.ok());
  for (const dossier::Definition& definition : dossier::Definitions()) {
    const auto there = convert::Convert(*original, definition.version);
    if (!there.ok()) continue;
    Demand(IsValid(AsBytes(dossier::WriteTree(there->tree))));
    auto residual = convert::ResidualOf(*original, there->tree);
    Demand(residual.ok());
    const auto again = convert::Restore(there->tree, *residual);
    Demand(again.ok() && *again == *original);
    residual->json[size % residual->json.size()] ^= 1;
    const auto damaged = convert::Restore(there->tree, *residual);
    Demand(!damaged.ok() || *damaged == *original);
  }
  return 0;
}
