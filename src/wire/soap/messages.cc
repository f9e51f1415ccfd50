#include "wire/soap/messages.h"

#include <array>

#include "wire/soap/rows.h"

namespace oso::wire::soap {

using enum Occurs;

// NOLINTBEGIN(bugprone-macro-parentheses): the path to a member cannot stand in parentheses.
// A row of Layout<Message>: the name in the dialect, how often, and where the value lies in the struct `m`.
#define FIELD(name, occurs, place) Row<Message>(&Names::name, occurs, [](auto& m) -> auto& { return m.place; })
#define INDEX(name, occurs, brin_place, index_place)                       \
  IndexRow<Message>(                                                       \
      &Names::name, occurs, [](auto& m) -> auto& { return m.brin_place; }, \
      [](auto& m) -> auto& { return m.index_place; })
// The rows by which every request between two access points begins; `facts` is where they lie.
#define WHO(facts)                                                                                                 \
  FIELD(source_brin, kOnce, facts.source.brin), INDEX(source_index, kOnce, facts.source.brin, facts.source.index), \
      FIELD(target_brin, kOnce, facts.target.brin), INDEX(target_index, kOnce, facts.target.brin, facts.target.index)
// And those that say which dossier it is about.
#define WHAT(facts)                                                    \
  SearchKeyRow<Message>([](auto& m) -> auto& { return m.facts.key; }), \
      LinkKeyRow<Message>([](auto& m) -> auto& { return m.facts.key; }), FIELD(kind, kOnce, facts.kind)
// NOLINTEND(bugprone-macro-parentheses)

namespace {

Status ExactlyOneKey(const exchange::DossierKey& key) {
  if (IsPresent(key)) return {};
  return NotOneKey();
}

Status Https(std::string_view element, std::string_view url) {
  if (url.starts_with("https://")) return {};
  return Malformed(element, "not https");
}

// An answer holds an address or a result.
Status EitherOr(std::string_view element, std::string_view url, bool has_result) {
  if (url.empty() != has_result) return Malformed(element, "not either url or resultaat");
  return has_result ? Status() : Https("url", url);
}

}  // namespace

template <>
struct Layout<exchange::AccessPoint> {
  using Message = exchange::AccessPoint;
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(brin, kOnce, id.brin),
      INDEX(code, kOnce, id.brin, id.index),
      FIELD(purpose, kOnce, purpose),
      FIELD(sector, kOnce, sector),
      FIELD(url, kOnce, url),
      FIELD(oin, kOptional, supplier),
  });
  static Status Check(const Message& ap) { return Https("url", ap.url); }
};

template <>
struct Layout<OverdrachtRequest> {
  using Message = OverdrachtRequest;
  static constexpr std::string_view kElement = "overdrachtRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(source_brin, kOnce, request.source),
      INDEX(source_index, kOptional, request.source, request.source_index),
      FIELD(target_brin, kOnce, request.target.brin),
      INDEX(target_index, kOnce, request.target.brin, request.target.index),
      WHAT(request),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message.request.key); }
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
      WHO(facts),
      WHAT(facts),
      FIELD(session, kOnce, facts.session),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message.facts.key); }
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
      WHO(request.facts),
      WHAT(request.facts),
      FIELD(session, kOnce, request.facts.session),
      FIELD(newer_than, kOptional, request.newer_than),
      FIELD(dossier_version, kOptional, request.dossier_version),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message.request.facts.key); }
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
      WHO(facts),
      WHAT(facts),
      FIELD(session, kOnce, facts.session),
      FIELD(result, kOnce, best),
  });
  static Status Check(const Message& message) { return ExactlyOneKey(message.facts.key); }
};

template <>
struct Layout<MeldenNotificatieRequest> {
  using Message = MeldenNotificatieRequest;
  static constexpr std::string_view kElement = "meldenNotificatieRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO(notification),
      FIELD(session, kOptional, notification.session),
      FIELD(newer_than, kOptional, notification.newer_than),
      FIELD(purpose, kOnce, notification.purpose),
  });
  static Status Check(const Message& message) {
    const exchange::Notification& told = message.notification;
    const bool is_transfer = told.purpose == exchange::Purpose::kTransfer;
    if (is_transfer != told.session.has_value()) return Malformed("sessieId", "not there exactly with OV");
    if (!is_transfer && told.newer_than) return Malformed("aanvraagdatum", "not with this doel");
    return {};
  }
};

template <>
struct Layout<MeldenNotificatieResponse> {
  using Message = MeldenNotificatieResponse;
  static constexpr std::string_view kElement = "meldenNotificatieResponse";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(url, kOptional, url),
      FIELD(link_key, kOptional, key),
      FIELD(result, kOptional, result),
  });
  static Status Check(const Message& message) {
    if (message.key && message.result) return Malformed("koppelsleutel", "with a refusal");
    return EitherOr(kElement, message.url, message.result.has_value());
  }
};

template <>
struct Layout<NotificatieRequest> {
  using Message = NotificatieRequest;
  static constexpr std::string_view kElement = "notificatieRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO(notice),
      FIELD(link_key, kOptional, notice.key),
      FIELD(purpose, kOnce, notice.purpose),
  });
  static Status Check(const Message& message) {
    const bool is_inclusive = message.notice.purpose == exchange::Purpose::kInclusiveEducation;
    if (is_inclusive == message.notice.key.has_value()) return {};
    return Malformed("koppelsleutel", "not there exactly when the notification is to a partnership");
  }
};

template <>
struct Layout<MeldenTerugkoppelingRequest> {
  using Message = MeldenTerugkoppelingRequest;
  static constexpr std::string_view kElement = "meldenTerugkoppelingRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({WHO(feedback), FIELD(link_key, kOnce, feedback.key)});
  static Status Check(const Message&) { return {}; }
};

template <>
struct Layout<MeldenTerugkoppelingResponse> {
  using Message = MeldenTerugkoppelingResponse;
  static constexpr std::string_view kElement = "meldenTerugkoppelingResponse";
  static constexpr auto kFields =
      std::to_array<Field<Message>>({FIELD(url, kOptional, url), FIELD(result, kOptional, result)});
  static Status Check(const Message& message) { return EitherOr(kElement, message.url, message.result.has_value()); }
};

template <>
struct Layout<TerugkoppelingRequest> {
  using Message = TerugkoppelingRequest;
  static constexpr std::string_view kElement = "terugkoppelingRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      WHO(report),
      FIELD(link_key, kOnce, report.key),
      TextRow<Message, exchange::FeedbackReport::kMaxTextCharacters>(&Names::text,
                                                                     [](auto& m) -> auto& { return m.report.text; }),
      FIELD(document, kOptional, report.document),
  });
  static Status Check(const Message&) { return {}; }
};

// Answers that are a result alone.
#define RESULT_ALONE(Type, name)                                                                   \
  template <>                                                                                      \
  struct Layout<Type> {                                                                            \
    using Message = Type;                                                                          \
    static constexpr std::string_view kElement = name;                                             \
    static constexpr auto kFields = std::to_array<Field<Message>>({FIELD(result, kOnce, result)}); \
    static Status Check(const Message&) { return {}; }                                             \
  }
RESULT_ALONE(AfmeldingResponse, "afmeldingResponse");
RESULT_ALONE(NotificatieResponse, "notificatieResponse");
RESULT_ALONE(TerugkoppelingResponse, "terugkoppelingResponse");
RESULT_ALONE(AanleverpuntRegistratieResponse, "aanleverpuntRegistratieResponse");
#undef RESULT_ALONE

template <>
struct Layout<AanleverpuntRegistratieRequest> {
  using Message = AanleverpuntRegistratieRequest;
  static constexpr std::string_view kElement = "aanleverpuntRegistratieRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(brin, kOnce, registration.access_point.brin),
      INDEX(index, kOnce, registration.access_point.brin, registration.access_point.index),
      FIELD(registration_key, kOnce, registration.key),
      FIELD(url, kOnce, registration.url),
      FIELD(notification_url, kOptional, registration.notification_url),
      FIELD(data_set_version, kAnyTimes, registration.versions),
      FIELD(protocol, kAnyTimes, registration.protocols),
  });
  static Status Check(const Message& message) {
    const exchange::Registration& made = message.registration;
    RETURN_IF_ERROR(Https("url", made.url));
    return made.notification_url.empty() ? Status() : Https("notificatieUrl", made.notification_url);
  }
};

template <>
struct Layout<OverzichtAanleverpuntRequest> {
  using Message = OverzichtAanleverpuntRequest;
  static constexpr std::string_view kElement = "overzichtAanleverpuntRequest";
  static constexpr auto kFields = std::to_array<Field<Message>>({
      FIELD(brin, kOptional, filter.brin),
      FIELD(purpose, kOptional, filter.purpose),
      INDEX(index, kOptional, filter.brin, filter.index),
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

#undef WHO
#undef WHAT
#undef INDEX
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

void WriteAccessPoint(const exchange::AccessPoint& ap, const Dialect& dialect, xml::Writer& writer) {
  WriteFrom(ap, dialect.names.access_point, dialect, writer);
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
MESSAGE(MeldenNotificatieRequest);
MESSAGE(MeldenNotificatieResponse);
MESSAGE(NotificatieRequest);
MESSAGE(NotificatieResponse);
MESSAGE(MeldenTerugkoppelingRequest);
MESSAGE(MeldenTerugkoppelingResponse);
MESSAGE(TerugkoppelingRequest);
MESSAGE(TerugkoppelingResponse);
MESSAGE(AanleverpuntRegistratieRequest);
MESSAGE(AanleverpuntRegistratieResponse);
MESSAGE(OverzichtAanleverpuntRequest);
MESSAGE(OverzichtAanleverpuntResponse);
MESSAGE(PingRequest);
MESSAGE(PingResponse);
#undef MESSAGE
template std::vector<FieldInfo> FieldsOf<exchange::AccessPoint>(const Dialect&);

}  // namespace oso::wire::soap
