// Whatever the bytes: no crash, and the bytes handed on are a dossier that reads the same again. Corpus: testdata.
#include "dossier/dossier.h"

namespace {

using namespace oso;

class Kept final : public xml::CaptureSink {
 public:
  Status Capture(ByteView more) override {
    bytes.insert(bytes.end(), more.begin(), more.end());
    return {};
  }
  Bytes bytes;
};

Result<dossier::Dossier> Read(ByteView bytes, Kept& kept) {
  dossier::DossierReader reader(kept, 1 << 20);
  RETURN_IF_ERROR(reader.Feed(bytes));
  return reader.Finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Kept kept;
  const auto dossier = Read({data, size}, kept);
  if (!dossier.ok()) return 0;
  Kept again;
  const auto same = Read(kept.bytes, again);
  if (!same.ok() || again.bytes != kept.bytes || same->brin != dossier->brin) __builtin_trap();
  return 0;
}
