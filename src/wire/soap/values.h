// The values of message elements as text: one pair of functions a type. Reading says false for text that is not of the
// type, and repeats nothing. `text` has no white space around it.
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
bool ReadValue(std::string_view text, exchange::Purpose& value);
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
std::string ValueText(exchange::Purpose value);
std::string ValueText(PingResult value);
template <class Tag>
std::string ValueText(const TaggedUuid<Tag>& value) {
  return value.ToString();
}

// Without the white space of XML around it.
std::string_view Trim(std::string_view text);

// `name` if it is 1 to 64 ASCII letters and digits, so that it can stand in a log; else "?".
std::string_view Loggable(std::string_view name);

}  // namespace oso::wire::soap
