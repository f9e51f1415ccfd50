#include "wire/soap/values.h"

#include <algorithm>

#include "crypto/digest.h"

namespace oso::wire::soap {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kAvailable = "Beschikbaar";
constexpr std::size_t kMaxTextBytes = 500;
constexpr std::size_t kMaxLoggableBytes = 64;
constexpr std::string_view kMarkPrefix = "00000007000";
constexpr std::size_t kBrinBytes = 4;
constexpr std::size_t kMarkDigits = 5;
constexpr std::size_t kFragmentDigits = 4;

// Both std::optional and Result hold their value behind `*`.
template <class T>
bool Assign(const Result<T>& parsed, T& value) {
  if (parsed.ok()) value = *parsed;
  return parsed.ok();
}
template <class T>
bool Assign(const std::optional<T>& parsed, T& value) {
  if (parsed) value = *parsed;
  return parsed.has_value();
}

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

bool ReadValue(std::string_view text, Brin& value) { return Assign(Brin::Parse(text), value); }
bool ReadValue(std::string_view text, Oin& value) { return Assign(Oin::Parse(text), value); }
bool ReadValue(std::string_view text, std::uint16_t& value) { return Assign(ParseAccessPointIndex(text), value); }
bool ReadValue(std::string_view text, exchange::SearchKey& value) {
  Result<Bytes> bytes = crypto::Base64Decode(text);
  return bytes.ok() && Assign(exchange::SearchKey::FromBytes(std::move(bytes).value()), value);
}
bool ReadValue(std::string_view text, Instant& value) { return Assign(ParseDateTime(text), value); }
bool ReadValue(std::string_view text, std::string& value) {
  const bool is_visible = std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
  if (text.empty() || text.size() > kMaxTextBytes || !is_visible) return false;
  value = text;
  return true;
}
bool ReadValue(std::string_view text, dossier::TransferKind& value) {
  return Assign(dossier::ParseTransferKind(text), value);
}
bool ReadValue(std::string_view text, exchange::ResultCode& value) {
  return Assign(exchange::ParseResultCode(text), value);
}
bool ReadValue(std::string_view text, exchange::Sector& value) { return Assign(exchange::ParseSector(text), value); }
bool ReadValue(std::string_view text, dossier::DataSetVersion& value) {
  return Assign(dossier::ParseDataSetVersion(text), value);
}
bool ReadValue(std::string_view text, exchange::Protocol& value) {
  return Assign(exchange::ParseProtocol(text), value);
}
bool ReadValue(std::string_view text, Bytes& value) {
  return Assign(crypto::Base64Decode(text), value) && !value.empty() &&
         value.size() <= exchange::FeedbackReport::kMaxDocumentBytes;
}
bool ReadValue(std::string_view text, PingResult& value) {
  value = PingResult::kAvailable;
  return text == kAvailable;
}

std::string ValueText(const Brin& value) { return std::string(value.text()); }
std::string ValueText(const Oin& value) { return std::string(value.text()); }
std::string ValueText(std::uint16_t value) { return std::to_string(value); }
std::string ValueText(const exchange::SearchKey& value) { return crypto::Base64Encode(value.RevealForMessage()); }
std::string ValueText(Instant value) { return ToIso8601(value); }
std::string ValueText(const std::string& value) { return value; }
std::string ValueText(dossier::TransferKind value) { return std::string(dossier::WireName(value)); }
std::string ValueText(exchange::ResultCode value) { return std::string(exchange::WireName(value)); }
std::string ValueText(exchange::Sector value) { return std::string(exchange::WireName(value)); }
std::string ValueText(dossier::DataSetVersion value) { return std::string(dossier::WireName(value)); }
std::string ValueText(exchange::Protocol value) { return std::string(exchange::WireName(value)); }
std::string ValueText(const Bytes& value) { return crypto::Base64Encode(value); }
std::string ValueText(PingResult) { return std::string(kAvailable); }

bool ReadRoutingMark(std::string_view text, AccessPointId& value) {
  if (text.size() != kMarkPrefix.size() + kBrinBytes + kMarkDigits || !text.starts_with(kMarkPrefix)) return false;
  if (!ReadValue(text.substr(kMarkPrefix.size(), kBrinBytes), value.brin)) return false;
  std::string_view digits = text.substr(kMarkPrefix.size() + kBrinBytes);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return ReadValue(digits, value.index);
}

std::string RoutingMark(const AccessPointId& ap) {
  const std::string digits = std::to_string(ap.index);
  return std::string(kMarkPrefix).append(ap.brin.text()).append(kMarkDigits - digits.size(), '0').append(digits);
}

std::string KeyFragment(const exchange::SearchKey& key) {
  const crypto::Sha256Digest digest = crypto::Sha256(key.RevealForMessage());
  const int number = ((digest[0] << 8) | digest[1]) % 10'000;
  const std::string digits = std::to_string(number);
  return std::string(kFragmentDigits - digits.size(), '0').append(digits);
}

bool IsKeyFragment(std::string_view text) {
  return text.size() == kFragmentDigits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsText(std::string_view text, std::size_t max) {
  // The reader lets only valid UTF-8 in: each character has one byte that does not continue another.
  const auto characters =
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return !text.empty() && static_cast<std::size_t>(characters) <= max;
}

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

std::string_view Loggable(std::string_view name) {
  const bool is_plain = !name.empty() && name.size() <= kMaxLoggableBytes && std::ranges::all_of(name, IsLetterOrDigit);
  return is_plain ? name : "?";
}

}  // namespace oso::wire::soap
