// Reading a JSON object strictly, as an endpoint needs it: every member is one that the operation knows, there once, of
// its type and with a meaning. What is wrong is collected with its place, all of it at once.
#pragma once

#include <boost/json/object.hpp>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/rest/problem.h"

namespace oso::wire::rest {

inline constexpr std::size_t kMaxJsonDepth = 8;

// RFC 8259, UTF-8 without a byte order mark, nothing behind it; the outermost value is an object. What stands twice is
// put in `invalid`. kMalformedMessage: it is not that, or deeper than kMaxJsonDepth.
Result<boost::json::object> ParseJsonObject(std::string_view text, std::vector<InvalidPart>& invalid);

// The members of one object. Each Take reads one; Finish says which nobody took. A member that is wrong gives an empty
// value and an entry in `invalid`: look there before the values are used. `object` and `invalid` outlive this.
class MemberReader {
 public:
  MemberReader(const boost::json::object& object, std::string pointer, std::vector<InvalidPart>& invalid)
      : object_(object), pointer_(std::move(pointer)), invalid_(invalid) {}

  // A text through `parse`, which gives a Result<T> or an optional<T>.
  template <class T>
  T Take(std::string_view name, auto parse) {
    std::optional<T> taken = Maybe<T>(name, parse);
    if (!taken && !Has(name)) Blame(name, "missing");
    return taken.value_or(T{});
  }
  template <class T>
  std::optional<T> Maybe(std::string_view name, auto parse) {
    const std::optional<std::string_view> text = Text(name);
    if (!text) return std::nullopt;
    std::optional<T> parsed = Read<T>(parse(*text));
    if (!parsed) Blame(name, "invalid");
    return parsed;
  }
  // Every text of an array through `parse`; empty: absent.
  template <class T>
  std::vector<T> List(std::string_view name, auto parse) {
    std::vector<T> list;
    const std::vector<std::string_view> texts = Texts(name);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::optional<T> parsed = Read<T>(parse(texts[i]));
      if (!parsed) Blame(std::string(name).append("/").append(std::to_string(i)), "invalid");
      list.push_back(parsed.value_or(T{}));
    }
    return list;
  }

  // 1 to `most` bytes of text without control characters.
  std::string TakeText(std::string_view name, std::size_t most);
  std::string MaybeText(std::string_view name, std::size_t most);  // "": absent
  std::optional<std::uint16_t> MaybeIndex(std::string_view name);  // of an access point: 0 to 9999
  bool MaybeFlag(std::string_view name);                           // false: absent
  // An object inside; its members are read by another reader. nullptr: it is missing or no object, which is told.
  const boost::json::object* TakeObject(std::string_view name);

  bool Has(std::string_view name) const { return object_.contains(name); }
  void Blame(std::string_view name, std::string_view reason);  // `name` "": the object itself
  std::string PointerTo(std::string_view name) const;
  void Finish();

 private:
  template <class T>
  static std::optional<T> Read(Result<T> parsed) {
    return parsed.ok() ? std::optional<T>(std::move(parsed).value()) : std::nullopt;
  }
  template <class T>
  static std::optional<T> Read(std::optional<T> parsed) {
    return parsed;
  }
  const boost::json::value* Member(std::string_view name);
  std::optional<std::string_view> Text(std::string_view name);
  std::vector<std::string_view> Texts(std::string_view name);

  const boost::json::object& object_;
  std::string pointer_;
  std::vector<InvalidPart>& invalid_;
  std::vector<std::string_view> known_;
};

}  // namespace oso::wire::rest
