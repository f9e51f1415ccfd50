// Whatever the bytes and however they are cut: no crash, and what is captured of a good document stands alone.
#include "xml/tree.h"

namespace {

using namespace oso;

class CaptureSecond final : public xml::Handler, public xml::CaptureSink {
 public:
  Status StartElement(const xml::Name&, const std::vector<xml::Attribute>&) override {
    if (++elements_ == 2) reader->BeginCapture(*this);
    return {};
  }
  Status EndElement(const xml::Name&) override { return {}; }
  Status Text(std::string_view) override { return {}; }
  Status Capture(ByteView bytes) override {
    captured.insert(captured.end(), bytes.begin(), bytes.end());
    return {};
  }
  xml::Reader* reader = nullptr;
  Bytes captured;

 private:
  int elements_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  CaptureSecond capture;
  xml::Reader reader(capture);
  capture.reader = &reader;
  const std::size_t step = size > 0 ? 1 + data[size - 1] % 37 : 1;
  for (std::size_t at = 0; at < size; at += step) {
    if (!reader.Feed({data + at, std::min(step, size - at)}).ok()) return 0;
  }
  if (!reader.Finish().ok() || capture.captured.empty()) return 0;
  const xml::Limits wide{.attributes = 64, .token_bytes = 256UL * 1024};  // room for the declarations that were added
  if (!xml::ParseTree(capture.captured, wide).ok()) __builtin_trap();
  return 0;
}
