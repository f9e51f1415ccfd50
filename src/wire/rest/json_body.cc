#include "wire/rest/json_body.h"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <set>

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

// A list that an outside caller gives is short.
constexpr std::size_t kMaxList = 50;
// All that is wrong is told, up to here: an answer is not longer than what was asked.
constexpr std::size_t kMaxInvalid = 20;

// A longer name is none of ours, and is not told whole: of names in names each pointer would be as long as the body.
constexpr std::size_t kLongestName = 64;

void Append(std::string& pointer, std::string_view name) {
  pointer += '/';
  if (name.size() > kLongestName) name = "...";
  for (const char c : name) {  // RFC 6901, 3
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void Tell(std::vector<InvalidPart>& invalid, std::string place, std::string_view reason) {
  if (invalid.size() < kMaxInvalid) invalid.push_back({"body", std::move(place), reason});
}

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Looks at every object's names as they come: a value made of the text has forgotten what stood twice.
class TwiceFinder {  // NOLINT(readability-identifier-naming): the names are boost's
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);  // NOLINT(readability-identifier-naming)
  static constexpr std::size_t max_array_size = std::size_t(-1);   // NOLINT(readability-identifier-naming)
  static constexpr std::size_t max_key_size = std::size_t(-1);     // NOLINT(readability-identifier-naming)
  static constexpr std::size_t max_string_size = std::size_t(-1);  // NOLINT(readability-identifier-naming)

  explicit TwiceFinder(std::vector<InvalidPart>& invalid) : invalid_(invalid) {}

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return Enter(true); }
  bool on_object_end(std::size_t, json::error_code&) { return Leave(); }
  bool on_array_begin(json::error_code&) { return Enter(false); }
  bool on_array_end(std::size_t, json::error_code&) { return Leave(); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    name_.append(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    name_.append(part);
    Place& here = places_.back();
    here.name = std::move(name_);
    name_.clear();
    if (!here.seen.insert(here.name).second && invalid_.size() < kMaxInvalid) Tell(invalid_, PointerHere(), "twice");
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return Value(); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return Value(); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return Value(); }
  bool on_double(double, json::string_view, json::error_code&) { return Value(); }
  bool on_bool(bool, json::error_code&) { return Value(); }
  bool on_null(json::error_code&) { return Value(); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  struct Place {
    bool is_object;
    std::string name;       // of the member that is being read
    std::size_t index = 0;  // of the element that is being read
    std::set<std::string> seen;
  };

  bool Enter(bool is_object) {
    places_.push_back({is_object, {}, 0, {}});
    return true;
  }
  bool Leave() {
    places_.pop_back();
    return Value();
  }
  bool Value() {
    if (!places_.empty()) ++places_.back().index;
    return true;
  }
  std::string PointerHere() const {
    std::string pointer;
    for (const Place& place : places_) Append(pointer, place.is_object ? place.name : std::to_string(place.index));
    return pointer;
  }

  std::vector<InvalidPart>& invalid_;
  std::vector<Place> places_;
  std::string name_;
};

}  // namespace

Result<json::object> ParseJsonObject(std::string_view text, std::vector<InvalidPart>& invalid) {
  const json::parse_options options{.max_depth = kMaxJsonDepth};
  json::error_code error;
  json::basic_parser<TwiceFinder> names(options, invalid);
  const std::size_t read = names.write_some(false, text.data(), text.size(), error);
  if (error || read != text.size()) return Fail(ErrorCode::kMalformedMessage, "no JSON, or too deep");
  json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return Fail(ErrorCode::kMalformedMessage, "not a JSON object");
  return std::move(value.get_object());
}

std::string MemberReader::PointerTo(std::string_view name) const {
  std::string pointer = pointer_;
  Append(pointer, name);
  return pointer;
}

void MemberReader::Blame(std::string_view name, std::string_view reason) {
  // The name may be that of a list's element, which is part of the pointer already.
  Tell(invalid_, name.empty() ? pointer_ : pointer_ + "/" + std::string(name), reason);
}

const json::value* MemberReader::Member(std::string_view name) {
  known_.push_back(name);
  return object_.if_contains(name);
}

std::optional<std::string_view> MemberReader::Text(std::string_view name) {
  const json::value* member = Member(name);
  if (member == nullptr) return std::nullopt;
  if (member->is_string()) return std::string_view(member->get_string());
  Blame(name, "wrong-type");
  return std::nullopt;
}

std::vector<std::string_view> MemberReader::Texts(std::string_view name) {
  const json::value* member = Member(name);
  if (member == nullptr) return {};
  std::vector<std::string_view> texts;
  const json::array* list = member->if_array();
  if (list == nullptr) {
    Blame(name, "wrong-type");
  } else if (list->size() > kMaxList) {
    Blame(name, "invalid");
  } else {
    for (const json::value& one : *list) {
      if (one.is_string()) {
        texts.emplace_back(one.get_string());
      } else {
        Blame(name, "wrong-type");
        return {};
      }
    }
  }
  return texts;
}

std::string MemberReader::TakeText(std::string_view name, std::size_t most) {
  std::string text = MaybeText(name, most);
  if (text.empty() && !Has(name)) Blame(name, "missing");
  return text;
}

std::string MemberReader::MaybeText(std::string_view name, std::size_t most) {
  const std::optional<std::string_view> text = Text(name);
  if (!text) return {};
  if (!text->empty() && text->size() <= most && std::ranges::none_of(*text, IsControl)) return std::string(*text);
  Blame(name, "invalid");
  return {};
}

std::optional<std::uint16_t> MemberReader::MaybeIndex(std::string_view name) {
  constexpr std::int64_t kMost = 9999;
  const json::value* member = Member(name);
  if (member == nullptr) return std::nullopt;
  if (!member->is_int64()) {
    Blame(name, "wrong-type");
  } else if (member->get_int64() >= 0 && member->get_int64() <= kMost) {
    return static_cast<std::uint16_t>(member->get_int64());
  } else {
    Blame(name, "invalid");
  }
  return std::nullopt;
}

bool MemberReader::MaybeFlag(std::string_view name) {
  const json::value* member = Member(name);
  if (member == nullptr) return false;
  if (member->is_bool()) return member->get_bool();
  Blame(name, "wrong-type");
  return false;
}

const json::object* MemberReader::TakeObject(std::string_view name) {
  const json::value* member = Member(name);
  if (member == nullptr) {
    Blame(name, "missing");
    return nullptr;
  }
  if (!member->is_object()) {
    Blame(name, "wrong-type");
    return nullptr;
  }
  return &member->get_object();
}

void MemberReader::Finish() {
  for (const auto& member : object_) {
    if (std::ranges::find(known_, std::string_view(member.key())) != known_.end()) continue;
    Tell(invalid_, PointerTo(member.key()), "unknown");
  }
}

}  // namespace oso::wire::rest
