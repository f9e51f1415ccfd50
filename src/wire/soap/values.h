// The values of message elements as text, where all dialects write them alike: one pair of functions a type. Reading
// says false for text that is not of the type, and repeats nothing. `text` has no white space around it.
#pragma once

#include <string>
#include <string_view>

#include "wire/soap/messages.h"

namespace oso::wire::soap {

bool ReadValue(std::string_view text, Brin& value);
bool ReadValue(std::string_view text, Oin& value);
bool ReadValue(std::string_view text, std::uint16_t& value);        // an access point's index
bool ReadValue(std::string_view text, exchange::SearchKey& value);  // base64
bool ReadValue(std::string_view text, Instant& value);
bool ReadValue(std::string_view text, std::string& value);  // 1 to 500 visible ASCII characters
bool ReadValue(std::string_view text, dossier::TransferKind& value);
bool ReadValue(std::string_view text, exchange::ResultCode& value);
bool ReadValue(std::string_view text, exchange::Sector& value);
bool ReadValue(std::string_view text, dossier::DataSetVersion& value);
bool ReadValue(std::string_view text, exchange::Protocol& value);
bool ReadValue(std::string_view text, Bytes& value);  // base64, 1 byte to FeedbackReport::kMaxDocumentBytes
bool ReadValue(std::string_view text, PingResult& value);
template <class Tag>
bool ReadValue(std::string_view text, TaggedUuid<Tag>& value) {
  const auto id = TaggedUuid<Tag>::Parse(text);
  if (id.ok()) value = *id;
  return id.ok();
}

std::string ValueText(const Brin& value);
std::string ValueText(const Oin& value);
std::string ValueText(std::uint16_t value);
std::string ValueText(const exchange::SearchKey& value);
std::string ValueText(Instant value);
std::string ValueText(const std::string& value);
std::string ValueText(dossier::TransferKind value);
std::string ValueText(exchange::ResultCode value);
std::string ValueText(exchange::Sector value);
std::string ValueText(dossier::DataSetVersion value);
std::string ValueText(exchange::Protocol value);
std::string ValueText(const Bytes& value);
std::string ValueText(PingResult value);
template <class Tag>
std::string ValueText(const TaggedUuid<Tag>& value) {
  return value.ToString();
}

// routeringsKenmerk of '21: 20 characters, "00000007000", the BRIN and five digits, the index: 0000000700000YY00931 is
// 00YY/931. (The digits are a branch of two and a suffix of three, read as one number. Over 9999: not a valid value.)
bool ReadRoutingMark(std::string_view text, AccessPointId& value);
std::string RoutingMark(const AccessPointId& ap);

// pgnfrag of '21: 4 digits, made of the search key's SHA-256 and never of the PGN's digits.
std::string KeyFragment(const exchange::SearchKey& key);
bool IsKeyFragment(std::string_view text);

// 1 to `max` characters of UTF-8.
bool IsText(std::string_view text, std::size_t max);

// Without the white space of XML around it.
std::string_view Trim(std::string_view text);

// `name` if it is 1 to 64 ASCII letters and digits, so that it can stand in a log; else "?".
std::string_view Loggable(std::string_view name);

}  // namespace oso::wire::soap
