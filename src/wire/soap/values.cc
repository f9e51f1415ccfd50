#include "wire/soap/values.h"

#include <algorithm>

#include "crypto/digest.h"

namespace oso::wire::soap {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kAvailable = "Beschikbaar";
constexpr std::size_t kMaxTextBytes = 500;
constexpr std::size_t kMaxLoggableBytes = 64;

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
bool ReadValue(std::string_view text, exchange::Purpose& value) { return Assign(exchange::ParsePurpose(text), value); }
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
std::string ValueText(exchange::Purpose value) { return std::string(exchange::WireName(value)); }
std::string ValueText(PingResult) { return std::string(kAvailable); }

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
