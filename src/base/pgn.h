// Personal data whose type cannot be printed: no stream operator, no formatter, no conversion to text that a logger
// takes.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.h"

namespace oso {

// PGN (persoonsgebonden nummer): the BSN, or the onderwijsnummer where there is no BSN. WPO art. 1 and 40b.
// Made only from nine digits that pass one of the two checks:
//   BSN: (9p1+8p2+7p3+6p4+5p5+4p6+3p7+2p8-p9) mod 11 = 0;  onderwijsnummer: starts with 1, (9p1+...+2p8) mod 11 = p9+5.
// Not checked: whether the number was ever issued.
class Pgn {
 public:
  static Result<Pgn> Parse(std::string_view text);  // kInvalidArgument; the detail does not repeat the text

  // The digits, for the one derivation that needs them (school/search_key.h). Never for a log, a URL or a message.
  std::string_view RevealForDerivation() const { return {digits_.data(), digits_.size()}; }
  bool operator==(const Pgn&) const = default;

 private:
  std::array<char, 9> digits_{};
};

// Any other text that must not be printed: peppers, passwords.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& Reveal() const { return value_; }

 private:
  std::string value_;
};

}  // namespace oso
