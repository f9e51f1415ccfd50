// Any text as an entry, which is then its own one form; and as a value in an event, which can then be read.
#include "audit/entry.h"
#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso::audit;
  const std::string_view text = oso::AsText(oso::ByteView(data, size));
  const auto read = ReadEntry(text, 0);
  if (read.ok() && !text.ends_with(read->fields + '}')) __builtin_trap();
  const auto written = WriteEntry(CallRefused(Actor::Unknown(std::string(text)), {}, text, text, text));
  if (written.ok() && !ReadEntry(*written, 0).ok()) __builtin_trap();
  return 0;
}
