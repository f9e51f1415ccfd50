#include "exchange/register_document.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "exchange/register_json.h"

namespace oso::exchange {
namespace {

constexpr std::array<std::string_view, 7> kPublicKinds = {"board",        "school",  "supplier",     "certificate",
                                                          "access-point", "mandate", "qualification"};

bool IsPublic(std::string_view kind) { return std::ranges::find(kPublicKinds, kind) != kPublicKinds.end(); }

bool TakesPart(const RegisterEntry& entry) {
  const auto* ap = std::get_if<AccessPoint>(&entry);
  return ap == nullptr || ap->state == AccessPointState::kActive || ap->state == AccessPointState::kPaused;
}

Error Wrong(std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument, std::string("register document: ").append(what));
}

// nullptr: it is not there, or of another type.
template <class T>
const T* Member(const boost::json::object& object, std::string_view name) {
  const boost::json::value* member = object.if_contains(name);
  if (member == nullptr) return nullptr;
  if constexpr (std::same_as<T, boost::json::object>) return member->if_object();
  if constexpr (std::same_as<T, boost::json::string>) return member->if_string();
  if constexpr (std::same_as<T, std::int64_t>) return member->if_int64();
}

Status ReadKind(std::string_view kind, const boost::json::value& list, const DocumentLimits& limits,
                std::vector<RegisterEntry>& entries) {
  if (!list.is_array()) return Wrong(std::string(kind) + " is not a list");
  std::set<std::string> keys;
  for (const boost::json::value& one : list.get_array()) {
    if (entries.size() >= limits.entries) return Fail(ErrorCode::kTooLarge, "register document: too many entries");
    if (!one.is_object()) return Wrong(std::string(kind) + " has what is not an object");
    ASSIGN_OR_RETURN(RegisterEntry entry, EntryFromJson(kind, one.get_object()));
    RETURN_IF_ERROR(CheckEntry(entry));
    if (!TakesPart(entry)) return Wrong("an access point that does not take part");
    if (!keys.insert(KeyOf(entry)).second) return Wrong(std::string(kind) + " has one entry twice");
    entries.push_back(std::move(entry));
  }
  return {};
}

}  // namespace

std::string WriteRegisterDocument(const Register& registry, Instant made_at) {
  std::string text =
      "{\"version\":" + std::to_string(registry.version()) + ",\"madeAt\":\"" + ToIso8601(made_at) + "\",\"entries\":{";
  std::string_view open;  // the kind whose list is being written
  registry.ForEach([&](const RegisterEntry& entry) {
    const std::string_view kind = KindOf(entry);
    if (!IsPublic(kind) || !TakesPart(entry)) return;
    if (kind != open) {
      text.append(open.empty() ? "\"" : "],\"").append(kind).append("\":[");
      open = kind;
    } else {
      text += ',';
    }
    text += boost::json::serialize(ToJson(entry));
  });
  return text.append(open.empty() ? "}}" : "]}}");
}

Result<RegisterDocument> ReadRegisterDocument(std::string_view text, DocumentLimits limits) {
  if (text.size() > limits.bytes) return Fail(ErrorCode::kTooLarge, "register document: too large");
  boost::json::parse_options options;
  options.max_depth = 8;
  boost::json::monotonic_resource memory;  // the whole document goes at once
  boost::system::error_code error;
  const boost::json::value json = boost::json::parse(text, error, &memory, options);
  if (error) return Wrong("not JSON");
  if (!json.is_object()) return Wrong("not an object");
  const auto* version = Member<std::int64_t>(json.get_object(), "version");
  const auto* made_at = Member<boost::json::string>(json.get_object(), "madeAt");
  const auto* kinds = Member<boost::json::object>(json.get_object(), "entries");
  if (version == nullptr || *version < 0) return Wrong("version is missing or wrong");
  if (made_at == nullptr) return Wrong("madeAt is missing or wrong");
  if (kinds == nullptr) return Wrong("entries is missing or wrong");
  RegisterDocument document;
  ASSIGN_OR_RETURN(document.made_at, ParseDateTime(*made_at));
  std::vector<RegisterEntry> entries;
  for (const auto& [kind, list] : *kinds) {
    if (IsPublic(kind)) RETURN_IF_ERROR(ReadKind(kind, list, limits, entries));
  }
  document.registry = Register().With(std::move(entries), *version);
  return document;
}

}  // namespace oso::exchange
