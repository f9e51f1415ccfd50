// Whatever the bytes: no crash; the document is the same however they are cut; and the bytes handed on are a dossier
// that reads the same again. Corpus: testdata.
#include "dossier/reader.h"

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

Result<dossier::Document> Read(ByteView bytes, std::size_t piece, Kept& kept) {
  dossier::DossierReader reader({.max_bytes = 1 << 20, .capture = &kept});
  for (; bytes.size() > piece; bytes = bytes.subspan(piece)) RETURN_IF_ERROR(reader.Feed(bytes.first(piece)));
  RETURN_IF_ERROR(reader.Feed(bytes));
  return reader.Finish();
}

void Demand(bool holds) {
  if (!holds) __builtin_trap();
}

void Compare(const dossier::Document& one, const dossier::Document& other) {
  Demand(one.all().size() == other.all().size());
  Demand(one.schema_errors().size() == other.schema_errors().size());
  for (std::size_t i = 0; i < one.all().size(); ++i) {
    Demand(one.all()[i].element == other.all()[i].element && one.all()[i].end == other.all()[i].end);
    Demand(one.TextOf(one.all()[i]) == other.TextOf(other.all()[i]));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Kept whole;
  const auto document = Read({data, size}, size + 1, whole);
  Kept cut;
  const auto in_pieces = Read({data, size}, 7, cut);
  Demand(document.ok() == in_pieces.ok());
  if (!document.ok()) return 0;
  Demand(whole.bytes == cut.bytes);
  Compare(*document, *in_pieces);
  Kept again;
  const auto same = Read(whole.bytes, size + 1, again);
  Demand(same.ok() && again.bytes == whole.bytes);
  Compare(*document, *same);
  return 0;
}
