// Feeds the request parser as a connection does, in pieces whose size the first byte chooses.
#include <algorithm>

#include "http/message_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece = 1 + data[0];
  const oso::ByteView all(data + 1, size - 1);
  oso::http::MessageParser parser(oso::http::MessageKind::kRequest, {1024, 4096});
  std::size_t begin = 0;
  std::size_t body = 0;
  for (std::size_t end = 0; end < all.size() && !parser.is_done();) {
    end = std::min(end + piece, all.size());
    while (begin < end && !parser.is_done()) {
      const auto step = parser.Put(all.subspan(begin, end - begin));
      if (step.fault != oso::http::ParseFault::kNone) return 0;
      begin += step.used;
      body += step.body.size();
      if (step.used == 0) break;
    }
  }
  if (body > 4096) __builtin_trap();
  return 0;
}
