// Rows of field tables whose value is more than one element's text, or stands where another field is: an index (with
// its BRIN), one of two keys, a text. For messages.cc alone.
#pragma once

#include "wire/soap/fields.h"

namespace oso::wire::soap {

// The BRIN that goes with an index, which the message said before it; a filter may have left it out.
inline bool AgreeOn(Brin& said, const Brin& marked) { return said == marked; }
inline bool AgreeOn(std::optional<Brin>& said, const Brin& marked) {
  if (!said) said = marked;
  return *said == marked;
}
inline std::optional<AccessPointId> IdOf(const std::optional<Brin>& brin, std::optional<std::uint16_t> index) {
  if (!brin || !index) return std::nullopt;
  return AccessPointId{*brin, *index};
}

template <class Message, class BrinAccess, class IndexAccess>
constexpr Field<Message> IndexRow(std::string_view Names::* name, Occurs occurs, BrinAccess, IndexAccess) {
  return {name, occurs,
          [](Message& message, const xml::Node& element, const Dialect& dialect) -> Status {
            if (dialect.index_form == IndexForm::kNumber) {
              return ReadInto(IndexAccess{}(message), element, dialect);
            }
            std::string mark;
            AccessPointId ap;
            RETURN_IF_ERROR(ReadInto(mark, element, dialect));
            if (!ReadRoutingMark(mark, ap)) return Malformed(element.local, "not a valid value");
            if (!AgreeOn(BrinAccess{}(message), ap.brin)) return Malformed(element.local, "of another BRIN");
            IndexAccess{}(message) = ap.index;
            return {};
          },
          [](const Message& message, std::string_view element, const Dialect& dialect, xml::Writer& writer) {
            if (dialect.index_form == IndexForm::kNumber) {
              return WriteFrom(IndexAccess{}(message), element, dialect, writer);
            }
            const auto ap = IdOf(BrinAccess{}(message), IndexAccess{}(message));
            if (ap) writer.Element(std::string("oso:").append(element), RoutingMark(*ap));
          }};
}

inline Error NotOneKey() {
  return Fail(ErrorCode::kMalformedMessage, "not exactly one of zoeksleutel and koppelsleutel");
}

// zoeksleutelPgnfrag: the key and its fragment, in that order.
inline Result<exchange::SearchKey> ReadWithFragment(const xml::Node& element, const Dialect& dialect) {
  constexpr std::string_view kKey = "zoeksleutel";
  constexpr std::string_view kFragment = "pgnfrag";
  const std::vector<xml::Node>& inside = element.children;
  const auto is = [&dialect](const xml::Node& node, std::string_view name) {
    return node.uri == dialect.uri && node.local == name;
  };
  if (inside.size() != 2 || !is(inside[0], kKey) || !is(inside[1], kFragment) || !Trim(element.text).empty()) {
    return Malformed(element.local, "not zoeksleutel and pgnfrag");
  }
  exchange::SearchKey key;
  std::string fragment;
  RETURN_IF_ERROR(ReadInto(key, inside[0], dialect));
  RETURN_IF_ERROR(ReadInto(fragment, inside[1], dialect));
  if (!IsKeyFragment(fragment)) return Malformed(kFragment, "not a valid value");
  return key;
}

// The zoeksleutel of a DossierKey; its row stands before that of the koppelsleutel.
template <class Message, class Access>
constexpr Field<Message> SearchKeyRow(Access) {
  return {&Names::search_key, Occurs::kOptional,
          [](Message& message, const xml::Node& element, const Dialect& dialect) -> Status {
            exchange::SearchKey key;
            if (dialect.key_form == KeyForm::kPlain) {
              RETURN_IF_ERROR(ReadInto(key, element, dialect));
            } else {
              ASSIGN_OR_RETURN(key, ReadWithFragment(element, dialect));
            }
            Access{}(message) = std::move(key);
            return {};
          },
          [](const Message& message, std::string_view element, const Dialect& dialect, xml::Writer& writer) {
            const auto* key = std::get_if<exchange::SearchKey>(&Access{}(message));
            if (key == nullptr) return;
            if (dialect.key_form == KeyForm::kPlain) return WriteFrom(*key, element, dialect, writer);
            writer.Open(std::string("oso:").append(element));
            writer.Element("oso:zoeksleutel", ValueText(*key)).Element("oso:pgnfrag", KeyFragment(*key));
            writer.Close();
          }};
}

template <class Message, class Access>
constexpr Field<Message> LinkKeyRow(Access) {
  return {&Names::link_key, Occurs::kOptional,
          [](Message& message, const xml::Node& element, const Dialect& dialect) -> Status {
            if (IsPresent(Access{}(message))) return NotOneKey();
            exchange::LinkKey key;
            RETURN_IF_ERROR(ReadInto(key, element, dialect));
            Access{}(message) = key;
            return {};
          },
          [](const Message& message, std::string_view element, const Dialect& dialect, xml::Writer& writer) {
            const auto* key = std::get_if<exchange::LinkKey>(&Access{}(message));
            if (key != nullptr) WriteFrom(*key, element, dialect, writer);
          }};
}

// Words of people: any characters and white space, at most `kMax` characters without the white space around them.
template <class Message, std::size_t kMax, class Access>
constexpr Field<Message> TextRow(std::string_view Names::* name, Access) {
  return {name, Occurs::kOnce,
          [](Message& message, const xml::Node& element, const Dialect&) -> Status {
            const std::string_view text = Trim(element.text);
            if (!element.children.empty()) return Malformed(element.local, "holds elements");
            if (!IsText(text, kMax)) return Malformed(element.local, "not a valid value");
            Access{}(message) = text;
            return {};
          },
          [](const Message& message, std::string_view element, const Dialect&, xml::Writer& writer) {
            writer.Element(std::string("oso:").append(element), Access{}(message));
          }};
}

}  // namespace oso::wire::soap
