#include "base/ids.h"

#include <algorithm>
#include <charconv>

#include "base/bytes.h"

namespace oso {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<Brin> Brin::Parse(std::string_view text) {
  if (text.size() != 4 || !IsDigit(text[0]) || !IsDigit(text[1]) || !IsCapital(text[2]) || !IsCapital(text[3])) {
    return Fail(ErrorCode::kInvalidArgument, "a BRIN is two digits and two capital letters, as 00YY");
  }
  Brin brin;
  std::ranges::copy(text, brin.text_.begin());
  return brin;
}

Result<Oin> Oin::Parse(std::string_view text) {
  if (text.size() != 20 || !std::ranges::all_of(text, IsDigit)) {
    return Fail(ErrorCode::kInvalidArgument, "an OIN is 20 digits");
  }
  Oin oin;
  std::ranges::copy(text, oin.text_.begin());
  return oin;
}

Result<std::uint16_t> ParseAccessPointIndex(std::string_view text) {
  std::uint16_t index = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (error != std::errc{} || end != text.data() + text.size() || leading_zero || index > 9999) {
    return Fail(ErrorCode::kInvalidArgument, "an access point index is a number from 0 to 9999");
  }
  return index;
}

Result<AccessPointId> AccessPointId::Parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) {
    return Fail(ErrorCode::kInvalidArgument, "an access point is written as BRIN/index, as 00YY/1");
  }
  ASSIGN_OR_RETURN(Brin brin, Brin::Parse(text.substr(0, slash)));
  ASSIGN_OR_RETURN(std::uint16_t index, ParseAccessPointIndex(text.substr(slash + 1)));
  return AccessPointId{brin, index};
}

std::string AccessPointId::ToString() const { return std::string(brin.text()) + "/" + std::to_string(index); }

Uuid Uuid::NewV4(Random& random) {
  Uuid uuid;
  random.Fill(uuid.bytes_);
  uuid.bytes_[6] = static_cast<std::uint8_t>((uuid.bytes_[6] & 0x0f) | 0x40);  // version 4
  uuid.bytes_[8] = static_cast<std::uint8_t>((uuid.bytes_[8] & 0x3f) | 0x80);  // variant of RFC 9562
  return uuid;
}

Uuid Uuid::FirstV7(Instant now) {
  Uuid uuid;
  const std::int64_t millis = now.micros / 1000;
  for (std::size_t i = 0; i < 6; ++i) uuid.bytes_[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  return uuid;
}

Uuid Uuid::NewV7(Instant now, Random& random) {
  Uuid uuid = FirstV7(now);
  random.Fill(std::span(uuid.bytes_).subspan(6));
  uuid.bytes_[6] = static_cast<std::uint8_t>((uuid.bytes_[6] & 0x0f) | 0x70);  // version 7
  uuid.bytes_[8] = static_cast<std::uint8_t>((uuid.bytes_[8] & 0x3f) | 0x80);  // variant of RFC 9562
  return uuid;
}

Result<Uuid> Uuid::Parse(std::string_view text) {
  const auto wrong = [] { return Fail(ErrorCode::kInvalidArgument, "not a UUID"); };
  if (text.size() != 36) return wrong();
  Uuid uuid;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return wrong();
      continue;
    }
    const int value = HexValue(text[i]);
    if (value < 0) return wrong();
    auto& byte = uuid.bytes_[nibble / 2];
    byte = static_cast<std::uint8_t>((byte << 4) | value);
    ++nibble;
  }
  return uuid;
}

std::string Uuid::ToString() const {
  std::string text = ToHex(bytes_);
  for (std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

}  // namespace oso
