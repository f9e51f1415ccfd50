// What a field table is made of, and the one loop that reads and the one that writes by it. For messages.cc alone.
//
// A message has a Layout<Message> with kElement, kFields and Check (what holds between fields). A row names the field,
// says how often it may stand there, and reaches it in the struct; the struct's own type decides how it is read and
// written.
#pragma once

#include <string>
#include <vector>

#include "wire/soap/values.h"

namespace oso::wire::soap {

template <class Message>
struct Layout;

template <class Message>
struct Field {
  std::string_view Names::* name;
  Occurs occurs;
  Status (*read)(Message& message, const xml::Node& element, const Dialect& dialect);
  void (*write)(const Message& message, std::string_view name, const Dialect& dialect, xml::Writer& writer);
};

inline Error Malformed(std::string_view element, std::string_view what) {
  return Fail(ErrorCode::kMalformedMessage, std::string(Loggable(element)).append(": ").append(what));
}

template <class Message>
Result<Message> ReadFields(const xml::Node& element, const Dialect& dialect);
template <class Message>
void WriteFields(const Message& message, const Dialect& dialect, xml::Writer& writer);

// One element into the place where it goes.
template <class T>
Status ReadInto(T& value, const xml::Node& element, const Dialect&) {
  if (!element.children.empty()) return Malformed(element.local, "holds elements");
  const std::string_view text = Trim(element.text);
  if (ReadValue(text, value)) return {};
  // An unknown result code helps whoever mends the chain, and is no personal data while it is plain letters.
  constexpr bool kMayRepeat = std::is_same_v<T, exchange::ResultCode>;
  const bool is_plain = text.find_first_of("0123456789") == std::string_view::npos;
  return Malformed(element.local, kMayRepeat && is_plain ? std::string("unknown value ").append(Loggable(text))
                                                         : std::string("not a valid value"));
}
template <class T>
Status ReadInto(std::optional<T>& value, const xml::Node& element, const Dialect& dialect) {
  return ReadInto(value.emplace(), element, dialect);
}
template <class T>
Status ReadInto(std::vector<T>& list, const xml::Node& element, const Dialect& dialect) {
  return ReadInto(list.emplace_back(), element, dialect);
}
inline Status ReadInto(Bytes& value, const xml::Node& element, const Dialect& dialect) {
  return ReadInto<Bytes>(value, element, dialect);
}
inline Status ReadInto(exchange::AccessPoint& ap, const xml::Node& element, const Dialect& dialect) {
  ASSIGN_OR_RETURN(ap, ReadFields<exchange::AccessPoint>(element, dialect));
  ap.state = exchange::AccessPointState::kActive;  // messages list no others
  return {};
}
inline Status ReadInto(exchange::Purpose& value, const xml::Node& element, const Dialect& dialect) {
  std::string text;
  RETURN_IF_ERROR(ReadInto(text, element, dialect));
  const bool is_inclusive = text == dialect.inclusive_education;
  if (!is_inclusive && text != exchange::WireName(exchange::Purpose::kTransfer)) {
    return Malformed(element.local, "not a valid value");
  }
  value = is_inclusive ? exchange::Purpose::kInclusiveEducation : exchange::Purpose::kTransfer;
  return {};
}
inline Status ReadInto(DossierElement& value, const xml::Node& element, const Dialect&) {
  value = DossierElement::kPresent;
  if (element.children.size() > 1 || !Trim(element.text).empty())
    return Malformed(element.local, "holds more than one element");
  return {};
}

inline bool IsPresent(const exchange::SearchKey& key) { return !key.RevealForMessage().empty(); }
inline bool IsPresent(const exchange::DossierKey& key) {
  const auto* search_key = std::get_if<exchange::SearchKey>(&key);
  return search_key == nullptr || IsPresent(*search_key);
}
inline bool IsPresent(const std::string& text) { return !text.empty(); }
inline bool IsPresent(const Oin& oin) { return oin != Oin{}; }
template <class T>
bool IsPresent(const T&) {
  return true;
}

template <class T>
void WriteFrom(const T& value, std::string_view name, const Dialect&, xml::Writer& writer) {
  if (IsPresent(value)) writer.Element(std::string("oso:").append(name), ValueText(value));
}
template <class T>
void WriteFrom(const std::optional<T>& value, std::string_view name, const Dialect& dialect, xml::Writer& writer) {
  if (value) WriteFrom(*value, name, dialect, writer);
}
template <class T>
void WriteFrom(const std::vector<T>& list, std::string_view name, const Dialect& dialect, xml::Writer& writer) {
  for (const T& item : list) WriteFrom(item, name, dialect, writer);
}
inline void WriteFrom(const Bytes& value, std::string_view name, const Dialect& dialect, xml::Writer& writer) {
  WriteFrom<Bytes>(value, name, dialect, writer);
}
inline void WriteFrom(const exchange::AccessPoint& ap, std::string_view name, const Dialect& dialect,
                      xml::Writer& writer) {
  writer.Open(std::string("oso:").append(name));
  WriteFields(ap, dialect, writer);
  writer.Close();
}
inline void WriteFrom(exchange::Purpose value, std::string_view name, const Dialect& dialect, xml::Writer& writer) {
  const bool is_inclusive = value == exchange::Purpose::kInclusiveEducation;
  writer.Element(std::string("oso:").append(name),
                 is_inclusive ? dialect.inclusive_education : exchange::WireName(value));
}
inline void WriteFrom(DossierElement value, std::string_view name, const Dialect&, xml::Writer& writer) {
  if (value == DossierElement::kPresent) writer.Open(std::string("oso:").append(name)).EndStartTag().Close();
}

// A row. `Access` is a lambda without captures: message& -> field&.
template <class Message, class Access>
constexpr Field<Message> Row(std::string_view Names::* name, Occurs occurs, Access) {
  return {name, occurs,
          [](Message& message, const xml::Node& element, const Dialect& dialect) {
            return ReadInto(Access{}(message), element, dialect);
          },
          [](const Message& message, std::string_view element, const Dialect& dialect, xml::Writer& writer) {
            WriteFrom(Access{}(message), element, dialect, writer);
          }};
}

template <class Message>
bool IsField(const xml::Node& element, const Dialect& dialect) {
  if (element.uri != dialect.uri) return false;
  for (const auto& field : Layout<Message>::kFields) {
    if (dialect.names.*field.name == element.local) return true;
  }
  return false;
}

template <class Message>
Result<Message> ReadFields(const xml::Node& element, const Dialect& dialect) {
  if (!Trim(element.text).empty()) return Malformed(element.local, "holds text");
  for (const xml::Node& child : element.children) {
    if (!IsField<Message>(child, dialect)) return Malformed(child.local, "unknown element");
  }
  Message message;
  auto child = element.children.begin();
  for (const auto& field : Layout<Message>::kFields) {
    const std::string_view name = dialect.names.*field.name;
    int count = 0;
    for (; child != element.children.end() && child->local == name; ++child, ++count) {
      const bool may_repeat = field.occurs == Occurs::kAtLeastOnce || field.occurs == Occurs::kAnyTimes;
      if (count == 1 && !may_repeat) return Malformed(name, "there twice");
      RETURN_IF_ERROR(field.read(message, *child, dialect));
    }
    const bool is_needed = field.occurs == Occurs::kOnce || field.occurs == Occurs::kAtLeastOnce;
    if (count == 0 && is_needed) return Malformed(name, "missing or out of order");
  }
  if (child != element.children.end()) return Malformed(child->local, "there twice or out of order");
  RETURN_IF_ERROR(Layout<Message>::Check(message));
  return message;
}

template <class Message>
void WriteFields(const Message& message, const Dialect& dialect, xml::Writer& writer) {
  for (const auto& field : Layout<Message>::kFields) field.write(message, dialect.names.*field.name, dialect, writer);
}

}  // namespace oso::wire::soap
