#include "base/pgn.h"

#include <algorithm>

namespace oso {
namespace {

int WeightedSum(std::string_view digits) {
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (digits[static_cast<std::size_t>(i)] - '0');
  return sum;
}

bool IsBsn(std::string_view digits) {
  return (WeightedSum(digits) - (digits[8] - '0')) % 11 == 0 && digits != "000000000";
}

bool IsOnderwijsnummer(std::string_view digits) {
  return digits[0] == '1' && WeightedSum(digits) % 11 == (digits[8] - '0') + 5;
}

}  // namespace

Result<Pgn> Pgn::Parse(std::string_view text) {
  const bool nine_digits = text.size() == 9 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!nine_digits) return Fail(ErrorCode::kInvalidArgument, "a PGN is nine digits");
  if (!IsBsn(text) && !IsOnderwijsnummer(text)) {
    return Fail(ErrorCode::kInvalidArgument,
                "this PGN is neither a BSN nor an onderwijsnummer: its check digit is wrong");
  }
  Pgn pgn;
  std::ranges::copy(text, pgn.digits_.begin());
  return pgn;
}

}  // namespace oso
