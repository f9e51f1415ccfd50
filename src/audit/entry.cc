#include "audit/entry.h"

#include <algorithm>
#include <boost/json.hpp>

#include "audit/tiles.h"
#include "audit/utf8.h"
#include "base/bytes.h"

namespace oso::audit {
namespace {

namespace json = boost::json;

// Each character that has a short escape, with its letter.
constexpr std::string_view kShort = "\"\"\\\\\bb\ff\nn\rr\tt";

bool IsPlain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

void AppendEscaped(std::string& out, char c) {
  std::size_t pair = 0;
  while (pair < kShort.size() && kShort[pair] != c) pair += 2;
  if (pair < kShort.size()) {
    out += {'\\', kShort[pair + 1]};
  } else {
    out += "\\u00" + ToHex(AsBytes({&c, 1}));
  }
}

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (auto rest = text.begin(); rest != text.end();) {
    const auto special = std::find_if_not(rest, text.end(), IsPlain);
    out.append(rest, special);
    if (special == text.end()) break;
    AppendEscaped(out, *special);
    rest = special + 1;
  }
  out += '"';
}

void AppendMember(std::string& out, std::string_view name, std::string_view value) {
  if (out.back() != '{') out += ',';
  AppendQuoted(out, name);
  out += ':';
  AppendQuoted(out, value);
}

// The four members before the fields, and the name of those.
std::string Begin(std::string_view at, std::string_view type, std::string_view actor, std::string_view request) {
  std::string out = "{";
  AppendMember(out, "at", at);
  AppendMember(out, "type", type);
  AppendMember(out, "actor", actor);
  AppendMember(out, "request", request);
  return out + R"(,"fields":)";
}

Error Refuse() { return Fail(ErrorCode::kInvalidArgument, "log entry: not an event in its one form"); }

std::string_view TextOf(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

}  // namespace

Result<std::string> WriteEntry(const Event& event) {
  std::string out = Begin(ToIso8601(event.at), event.type, MadeUtf8(event.actor.name), MadeUtf8(event.actor.request));
  out += '{';
  for (const Field& field : event.fields) AppendMember(out, field.key, MadeUtf8(field.value));
  out += "}}";
  if (out.size() > kMaxEntry) return Fail(ErrorCode::kTooLarge, "log entry: more than 65535 bytes");
  return out;
}

Result<StoredEvent> ReadEntry(std::string_view entry, std::uint64_t index) {
  if (entry.size() > kMaxEntry) return Refuse();
  json::error_code failed;
  const json::value parsed = json::parse({entry.data(), entry.size()}, failed);
  if (failed || !parsed.is_object()) return Refuse();
  const json::object& members = parsed.get_object();
  const json::value* fields = members.if_contains("fields");
  if (fields == nullptr || !fields->is_object()) return Refuse();
  std::string fields_text = "{";
  for (const auto& field : fields->get_object()) {
    if (!field.value().is_string()) return Refuse();
    AppendMember(fields_text, std::string_view(field.key()), std::string_view(field.value().get_string()));
  }
  fields_text += '}';
  StoredEvent event{.sequence = static_cast<std::int64_t>(index) + 1,
                    .at = std::string(TextOf(members, "at")),
                    .type = std::string(TextOf(members, "type")),
                    .actor = std::string(TextOf(members, "actor")),
                    .request = std::string(TextOf(members, "request")),
                    .fields = std::move(fields_text)};
  if (Begin(event.at, event.type, event.actor, event.request) + event.fields + '}' != entry) return Refuse();
  const auto at = ParseDateTime(event.at);
  if (!at.ok() || ToIso8601(*at) != event.at) return Refuse();
  return event;
}

}  // namespace oso::audit
