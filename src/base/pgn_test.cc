#include "base/pgn.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace oso {
namespace {

bool IsPgn(const std::string& digits) { return Pgn::Parse(digits).ok(); }

// Nine digits that pass the check of a BSN and, beginning so, cannot be an onderwijsnummer.
rc::Gen<std::string> Bsns() {
  return rc::gen::suchThat(rc::gen::map(rc::gen::container<std::string>(8, rc::gen::inRange('0', ':')),
                                        [](std::string digits) {
                                          digits[0] = '9';
                                          for (char last = '0'; last <= '9'; ++last) {
                                            if (IsPgn(digits + last)) return digits + last;
                                          }
                                          return std::string();
                                        }),
                           [](const std::string& digits) { return !digits.empty(); });
}

TEST_CASE("a BSN with one digit changed, or two neighbours exchanged, is no PGN") {
  CHECK(rc::check([] {
    const std::string bsn = *Bsns();
    std::string changed = bsn;
    changed[*rc::gen::inRange<std::size_t>(1, 9)] = *rc::gen::inRange('0', ':');
    RC_ASSERT(IsPgn(changed) == (changed == bsn));
    std::string exchanged = bsn;
    const auto at = *rc::gen::inRange<std::size_t>(1, 7);  // the last digit's weight is not one of the row
    std::swap(exchanged[at], exchanged[at + 1]);
    RC_ASSERT(IsPgn(exchanged) == (exchanged == bsn));
  }));
}

TEST_CASE("of ten numbers that differ in the last digit at most one is a BSN, or else at most one an onderwijsnummer") {
  CHECK(rc::check([] {
    const std::string digits = *rc::gen::container<std::string>(8, rc::gen::inRange('0', ':'));
    int count = 0;
    for (char last = '0'; last <= '9'; ++last) count += IsPgn(digits + last) ? 1 : 0;
    RC_ASSERT(count <= (digits[0] == '1' ? 2 : 1));
  }));
}

}  // namespace
}  // namespace oso
