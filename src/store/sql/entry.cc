#include "store/sql/entry.h"

#include <boost/json.hpp>

namespace oso::store::sql {
namespace {

// How many bytes the UTF-8 character at the start of `text` has; 0: there is none.
std::size_t CharacterBytes(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xc2 && lead <= 0xdf   ? 2
                           : (lead & 0xf0U) == 0xe0       ? 3
                           : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                          : 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((at(i) & 0xc0U) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what is beyond the last code point.
  if ((lead == 0xe0 && at(1) < 0xa0) || (lead == 0xed && at(1) > 0x9f)) return 0;
  if ((lead == 0xf0 && at(1) < 0x90) || (lead == 0xf4 && at(1) > 0x8f)) return 0;
  return size;
}

std::string Utf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const std::size_t size = CharacterBytes(text);
    valid += size == 0 ? "\xef\xbf\xbd" : text.substr(0, size);
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return valid;
}

}  // namespace

std::string EntryOf(const audit::Event& event) {
  boost::json::object fields;
  for (const audit::Field& field : event.fields) fields.emplace(field.key, Utf8(field.value));
  const boost::json::object entry{{"at", ToIso8601(event.at)},
                                  {"type", event.type},
                                  {"actor", Utf8(event.actor.name)},
                                  {"request", Utf8(event.actor.request)},
                                  {"fields", std::move(fields)}};
  return boost::json::serialize(entry);
}

Result<audit::StoredEvent> EventOf(std::int64_t sequence, std::string_view entry) {
  const Error unreadable = Fail(ErrorCode::kStorage, "audit event " + std::to_string(sequence) + " is unreadable");
  boost::system::error_code failed;
  const boost::json::value parsed = boost::json::parse(entry, failed);
  if (failed || !parsed.is_object()) return unreadable;
  audit::StoredEvent event{.sequence = sequence, .at = {}, .type = {}, .actor = {}, .request = {}, .fields = {}};
  const auto text = [&](std::string_view key, std::string& into) {
    const boost::json::value* found = parsed.get_object().if_contains(key);
    if (found == nullptr || !found->is_string()) return false;
    into = std::string_view(found->get_string());
    return true;
  };
  if (!text("at", event.at) || !text("type", event.type) || !text("actor", event.actor)) return unreadable;
  const boost::json::value* fields = parsed.get_object().if_contains("fields");
  if (!text("request", event.request) || fields == nullptr || !fields->is_object()) return unreadable;
  event.fields = boost::json::serialize(*fields);
  return event;
}

}  // namespace oso::store::sql
