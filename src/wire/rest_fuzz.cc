// Whatever a caller sends: the first line is "METHOD target", the second the media types it takes, the rest the body.
// No answer but 2xx, 3xx, 4xx, every refusal a problem; nothing reaches the service twice. Corpus: testdata/golden.
#include <boost/json.hpp>

#include "wire/rest/rest_fakes.h"

namespace {

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = oso::AsText({data, size});
  std::string_view line = TakeLine(text);
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view target = line.substr(std::min(space + 1, line.size()));
  oso::wire::rest::RestFixture rest;
  rest.headers = {{"Accept", std::string(TakeLine(text))}, {"Accept-Language", "en"}, {"Idempotency-Key", "12345678"}};
  const auto answer = rest.Ask(std::string(line.substr(0, space)), std::string(target), text);
  if (answer.status < 200 || answer.status >= 500) __builtin_trap();
  if (answer.status >= 400 && !boost::json::parse(answer.text).as_object().contains("code")) __builtin_trap();
  return 0;
}
