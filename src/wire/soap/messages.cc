#include "wire/soap/messages.h"

#include <array>

#include "wire/soap/fields.h"

namespace oso::wire::soap {

using enum Occurs;

// NOLINTBEGIN(bugprone-macro-parentheses): the path to a member cannot stand in parentheses.
// A row of Layout<Message>: the name in the dialect, how often, and where the value lies in the struct `m`.
#define FIELD(name, occurs, place) Row<Message>(&Names::name, occurs, [](auto& m) -> auto& { return m.place; })
// The rows by which every request about one session begins; `facts` is where they lie.
#define WHO_AND_WHAT(facts, index_occurs, brin_place, index_place)                                   \
  FIELD(source_brin, kOnce, facts.brin_place), FIELD(source_index, index_occurs, facts.index_place), \
      FIELD(target_brin, kOnce, facts.target.brin), FIELD(target_index, kOnce, facts.target.index),  \
      FIELD(search_key, kOptional, facts.key), FIELD(link_key, kOptional, link_key), FIELD(kind, kOnce, facts.kind)
// NOLINTEND(bugprone-macro-parentheses)

namespace {

template <class Message>
Status ExactlyOneKey(const Message& message, const exchange::SearchKey& key) {
  if (IsPresent(key) != message.link_key.has_value()) return {};
  return Fail(ErrorCode::kMalformedMessage, "not exactly one of zoeksleutel and koppelsleutel");
}

}  // namespace

template <>
struct Layout<exchange::AccessPoint> {
  using Message = exchange::AccessPoint;
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(brin, kOnce, id.brin),
      FIELD(code, kOnce, id.index),
      FIELD(purpose, kOnce, purpose),
      FIELD(sector, kOnce, sector),
      FIELD(url, kOnce, url),
      FIELD(oin, kOptional, supplier),
  });
  static Status Check(const Message& ap) {
    if (!ap.url.starts_with("https://")) return Malformed("url", "not https");
    return {};
  }
};

template <>
struct Layout<OverdrachtRequest> {
  using Message = OverdrachtRequest;
  static constexpr std::string_view kElement = "overdrachtRequest";
  static constexpr auto kFields =
      std::to_array<Field<Message>>({WHO_AND_WHAT(request, kOptional, source, source_index)});
  static Status Check(const Message& message) { return ExactlyOneKey(message, message.request.key); }
};

template <>
struct Layout<OverdrachtResponse> {
  using Message = OverdrachtResponse;
  static constexpr std::string_view kElement = "overdrachtResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(session, kOptional, session),
      FIELD(access_point, kAnyTimes, access_points),
      FIELD(result, kOptional, result),
  });
  static Status Check(const Message& message) {
    const bool has_session = message.session.has_value();
    if (has_session == message.access_points.empty() || has_session == message.result.has_value()) {
      return Malformed(kElement, "not either sessieId with aanleverpunten or resultaat");
    }
    return {};
  }
};

template <>
struct Layout<SessiecontroleRequest> {
  using Message = SessiecontroleRequest;
  static constexpr std::string_view kElement = "sessiecontroleRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO_AND_WHAT(facts, kOnce, source.brin, source.index),
      FIELD(session, kOnce, facts.session),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message, message.facts.key); }
};

template <>
struct Layout<SessiecontroleResponse> {
  using Message = SessiecontroleResponse;
  static constexpr std::string_view kElement = "sessiecontroleResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(result, kOnce, result),
      FIELD(sector, kOptional, sector),
  });
  static Status Check(const Message& message) {
    if ((message.result == exchange::ResultCode::kSessionValid) == message.sector.has_value()) return {};
    return Malformed("sector", "not there exactly when the session is valid");
  }
};

template <>
struct Layout<DocumentRequest> {
  using Message = DocumentRequest;
  static constexpr std::string_view kElement = "documentRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO_AND_WHAT(request.facts, kOnce, source.brin, source.index),
      FIELD(session, kOnce, request.facts.session),
      FIELD(newer_than, kOptional, request.newer_than),
      FIELD(dossier_version, kOptional, request.dossier_version),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message, message.request.facts.key); }
};

template <>
struct Layout<DocumentResponse> {
  using Message = DocumentResponse;
  static constexpr std::string_view kElement = "documentResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(result, kOnce, result),
      FIELD(dossier, kOptional, dossier),
  });
  static Status Check(const Message& message) {
    const bool has_dossier = message.dossier == DossierElement::kPresent;
    if ((message.result == exchange::ResultCode::kTransferSucceeded) == has_dossier) return {};
    return Malformed("dossier", "not there exactly when the transfer succeeded");
  }
};

template <>
struct Layout<AfmeldingRequest> {
  using Message = AfmeldingRequest;
  static constexpr std::string_view kElement = "afmeldingRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO_AND_WHAT(facts, kOnce, source.brin, source.index),
      FIELD(session, kOnce, facts.session),
      FIELD(result, kOnce, best),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message, message.facts.key); }
};

template <>
struct Layout<AfmeldingResponse> {
  using Message = AfmeldingResponse;
  static constexpr std::string_view kElement = "afmeldingResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({FIELD(result, kOnce, result)});
  static Status Check(const Message&) { return {}; }
};

template <>
struct Layout<OverzichtAanleverpuntRequest> {
  using Message = OverzichtAanleverpuntRequest;
  static constexpr std::string_view kElement = "overzichtAanleverpuntRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(brin, kOptional, filter.brin),
      FIELD(purpose, kOptional, filter.purpose),
      FIELD(index, kOptional, filter.index),
  });
  static Status Check(const Message&) { return {}; }
};

template <>
struct Layout<OverzichtAanleverpuntResponse> {
  using Message = OverzichtAanleverpuntResponse;
  static constexpr std::string_view kElement = "overzichtAanleverpuntResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({FIELD(access_point, kAnyTimes, access_points)});
  static Status Check(const Message&) { return {}; }
};

template <>
struct Layout<PingRequest> {
  using Message = PingRequest;
  static constexpr std::string_view kElement = "pingRequest";
  static constexpr std::array<Field<Message>, 0> kFields{};
  static Status Check(const Message&) { return {}; }
};

template <>
struct Layout<PingResponse> {
  using Message = PingResponse;
  static constexpr std::string_view kElement = "pingResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(result, kOnce, result),
      FIELD(time, kOnce, time),
  });
  static Status Check(const Message&) { return {}; }
};

#undef WHO_AND_WHAT
#undef FIELD

template <class Message>
std::string_view ElementName() {
  return Layout<Message>::kElement;
}

template <class Message>
Result<Message> ReadMessage(const xml::Node& element, const Dialect& dialect) {
  return ReadFields<Message>(element, dialect);
}

template <class Message>
void WriteMessage(const Message& message, const Dialect& dialect, xml::Writer& writer) {
  writer.Open(std::string("oso:").append(Layout<Message>::kElement));
  WriteFields(message, dialect, writer);
  writer.Close();
}

template <class Message>
std::vector<FieldInfo> FieldsOf(const Dialect& dialect) {
  std::vector<FieldInfo> fields;
  fields.reserve(Layout<Message>::kFields.size());
  for (const auto& field : Layout<Message>::kFields) fields.push_back({dialect.names.*field.name, field.occurs});
  return fields;
}

Result<exchange::ResultCode> ReadResult(const xml::Node& element) {
  exchange::ResultCode result{};
  RETURN_IF_ERROR(ReadInto(result, element, kDialect17));
  return result;
}

#define MESSAGE(Type)                                                          \
  template std::string_view ElementName<Type>();                               \
  template Result<Type> ReadMessage<Type>(const xml::Node&, const Dialect&);   \
  template void WriteMessage<Type>(const Type&, const Dialect&, xml::Writer&); \
  template std::vector<FieldInfo> FieldsOf<Type>(const Dialect&)
MESSAGE(OverdrachtRequest);
MESSAGE(OverdrachtResponse);
MESSAGE(SessiecontroleRequest);
MESSAGE(SessiecontroleResponse);
MESSAGE(DocumentRequest);
MESSAGE(DocumentResponse);
MESSAGE(AfmeldingRequest);
MESSAGE(AfmeldingResponse);
MESSAGE(OverzichtAanleverpuntRequest);
MESSAGE(OverzichtAanleverpuntResponse);
MESSAGE(PingRequest);
MESSAGE(PingResponse);
#undef MESSAGE
template std::vector<FieldInfo> FieldsOf<exchange::AccessPoint>(const Dialect&);

}  // namespace oso::wire::soap
