#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "crypto/digest.h"

namespace oso::crypto {
namespace {

TEST_CASE("any bytes come back from Base64, with white space anywhere in it") {
  CHECK(rc::check([](const Bytes& bytes) {
    std::string text = Base64Encode(bytes);
    for (const char space : *rc::gen::container<std::string>(rc::gen::element(' ', '\t', '\r', '\n'))) {
      text.insert(*rc::gen::inRange<std::size_t>(0, text.size() + 1), 1, space);
    }
    const auto decoded = Base64Decode(text);
    RC_ASSERT(decoded.ok());
    RC_ASSERT(*decoded == bytes);
  }));
}

TEST_CASE("what Base64 takes is the one text of its bytes") {
  CHECK(rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('A', 'B', 'Q', 'g', '/', '+', '='));
    const auto decoded = Base64Decode(text);
    if (decoded.ok()) RC_ASSERT(Base64Encode(*decoded) == text);
  }));
}

}  // namespace
}  // namespace oso::crypto
