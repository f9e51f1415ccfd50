// Whatever stands in a register document: it is read or refused, and what was read is written and read back the same.
#include <cstdlib>

#include "base/bytes.h"
#include "exchange/register_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso;
  const auto document = exchange::ReadRegisterDocument(AsText({data, size}));
  if (!document.ok()) return 0;
  const std::string text = exchange::WriteRegisterDocument(*document->registry, document->made_at);
  const auto again = exchange::ReadRegisterDocument(text);
  if (!again.ok() || exchange::WriteRegisterDocument(*again->registry, again->made_at) != text) std::abort();
  return 0;
}
