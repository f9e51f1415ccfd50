#include "wire/rest/center_messages.h"

#include <boost/json.hpp>

#include "crypto/digest.h"
#include "exchange/register_json.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxWhy = 200;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxUrl = 500;

Result<exchange::SearchKey> ParseSearchKey(std::string_view text) {
  ASSIGN_OR_RETURN(Bytes bytes, crypto::Base64Decode(text));
  return exchange::SearchKey::FromBytes(std::move(bytes));
}

// {"searchKey": base64} or {"linkKey": UUID}: exactly one.
exchange::DossierKey TakeKey(MemberReader& reader, Invalid& invalid) {
  const json::object* object = reader.TakeObject("key");
  if (object == nullptr) return {};
  MemberReader members(*object, reader.PointerTo("key"), invalid);
  const auto search_key = members.Maybe<exchange::SearchKey>("searchKey", ParseSearchKey);
  const auto link_key = members.Maybe<exchange::LinkKey>("linkKey", exchange::LinkKey::Parse);
  if (members.Has("searchKey") == members.Has("linkKey"))
    members.Blame("", members.Has("linkKey") ? "twice" : "missing");
  members.Finish();
  if (link_key) return *link_key;
  return search_key.value_or(exchange::SearchKey{});
}

std::string ReadReason(MemberReader& reader) { return reader.TakeText("why", kMaxWhy); }

}  // namespace

exchange::SessionRequest ReadSessionRequest(const json::object& body, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  exchange::SessionRequest request;
  request.source = reader.Take<Brin>("source", Brin::Parse);
  request.source_index = reader.MaybeIndex("sourceIndex");
  request.target = reader.Take<AccessPointId>("target", AccessPointId::Parse);
  request.key = TakeKey(reader, invalid);
  request.kind = reader.Take<dossier::TransferKind>("kind", dossier::ParseTransferKind);
  request.signed_session = reader.MaybeFlag("signedSession");
  reader.Finish();
  return request;
}

exchange::SessionFacts TakeFacts(MemberReader& reader, SessionId session, Invalid& invalid) {
  exchange::SessionFacts facts;
  facts.source = reader.Take<AccessPointId>("source", AccessPointId::Parse);
  facts.target = reader.Take<AccessPointId>("target", AccessPointId::Parse);
  facts.key = TakeKey(reader, invalid);
  facts.kind = reader.Take<dossier::TransferKind>("kind", dossier::ParseTransferKind);
  facts.session = session;
  return facts;
}

exchange::SessionFacts ReadSessionFacts(const json::object& body, SessionId session, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  exchange::SessionFacts facts = TakeFacts(reader, session, invalid);
  reader.Finish();
  return facts;
}

ClosingReport ReadClosing(const json::object& body, SessionId session, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  ClosingReport report;
  report.facts = TakeFacts(reader, session, invalid);
  report.result = reader.Take<exchange::ResultCode>("result", exchange::ParseResultCode);
  reader.Finish();
  return report;
}

exchange::Notification ReadNotification(const json::object& body, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  exchange::Notification notification;
  notification.source = reader.Take<AccessPointId>("source", AccessPointId::Parse);
  notification.target = reader.Take<AccessPointId>("target", AccessPointId::Parse);
  notification.purpose = reader.Take<exchange::Purpose>("purpose", exchange::ParsePurpose);
  notification.session = reader.Maybe<SessionId>("session", SessionId::Parse);
  notification.newer_than = reader.Maybe<Instant>("newerThan", ParseDateTime);
  // Between schools only who asked may be told, and a partnership has no session.
  if (reader.Has("purpose") && invalid.empty()) {
    const bool of_transfer = notification.purpose == exchange::Purpose::kTransfer;
    if (of_transfer && !notification.session) reader.Blame("session", "missing");
    if (!of_transfer && notification.session) reader.Blame("session", "unknown");
    if (!of_transfer && notification.newer_than) reader.Blame("newerThan", "unknown");
  }
  reader.Finish();
  return notification;
}

exchange::Feedback ReadFeedback(const json::object& body, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  exchange::Feedback feedback;
  feedback.source = reader.Take<AccessPointId>("source", AccessPointId::Parse);
  feedback.target = reader.Take<AccessPointId>("target", AccessPointId::Parse);
  feedback.key = reader.Take<exchange::LinkKey>("linkKey", exchange::LinkKey::Parse);
  reader.Finish();
  return feedback;
}

exchange::Registration ReadRegistration(const json::object& body, AccessPointId ap, Invalid& invalid) {
  constexpr std::size_t kMaxKey = 100;
  MemberReader reader(body, "", invalid);
  exchange::Registration registration;
  registration.access_point = ap;
  registration.key = reader.TakeText("registrationKey", kMaxKey);
  registration.url = reader.TakeText("url", kMaxUrl);
  registration.notification_url = reader.MaybeText("notificationUrl", kMaxUrl);
  registration.versions = reader.List<dossier::DataSetVersion>("versions", dossier::ParseDataSetVersion);
  registration.protocols = reader.List<exchange::Protocol>("protocols", exchange::ParseProtocol);
  reader.Finish();
  return registration;
}

Announced ReadAnnouncement(const json::object& body, Brin school, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  Announced announced;
  announced.announcement.school = school;
  announced.announcement.index = reader.MaybeIndex("index");
  announced.announcement.purpose = reader.Take<exchange::Purpose>("purpose", exchange::ParsePurpose);
  announced.announcement.supplier = reader.Take<Oin>("supplier", Oin::Parse);
  announced.announcement.replaces = reader.MaybeIndex("replaces");
  announced.why = ReadReason(reader);
  reader.Finish();
  return announced;
}

std::string ReadWhy(const json::object& body, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  std::string why = ReadReason(reader);
  reader.Finish();
  return why;
}

SignedAgreement ReadAgreement(const json::object& body, std::string board, Instant now, Invalid& invalid) {
  constexpr std::size_t kMaxVersion = 20;
  MemberReader reader(body, "", invalid);
  SignedAgreement read;
  read.agreement.board = std::move(board);
  read.agreement.signed_by = reader.TakeText("signedBy", kMaxName);
  read.agreement.signed_at = reader.Maybe<Instant>("signedAt", ParseDateTime).value_or(now);
  read.agreement.version = reader.TakeText("version", kMaxVersion);
  read.agreement.partnerships = reader.MaybeFlag("partnerships");
  read.why = ReadReason(reader);
  reader.Finish();
  return read;
}

GivenMandate ReadMandate(const json::object& body, exchange::Mandate mandate, Instant now, Invalid& invalid) {
  MemberReader reader(body, "", invalid);
  GivenMandate given{.mandate = std::move(mandate), .why = {}};
  given.mandate.from = reader.Maybe<Instant>("from", ParseDateTime).value_or(now);
  given.mandate.until = reader.Maybe<Instant>("until", ParseDateTime);
  if (given.mandate.until && *given.mandate.until <= given.mandate.from) reader.Blame("until", "invalid");
  given.why = ReadReason(reader);
  reader.Finish();
  return given;
}

json::object WriteAccessPoint(const exchange::AccessPoint& ap) { return exchange::ToJson(ap); }
json::object WriteBoard(const exchange::Board& board) { return exchange::ToJson(board); }
json::object WriteSupplier(const exchange::Supplier& supplier) { return exchange::ToJson(supplier); }

json::object WriteOpened(const exchange::OpenedSession& opened) {
  json::array access_points;
  for (const exchange::AccessPoint& ap : opened.sources) {
    json::object one = WriteAccessPoint(ap);
    // Empty protocols mean the first dialect; whoever chooses one is told so.
    if (ap.protocols.empty()) one["protocols"] = json::array{exchange::WireName(exchange::Protocol::kSoap17)};
    access_points.push_back(std::move(one));
  }
  json::object body{{"id", opened.id.ToString()}};
  if (opened.expires_at.micros != 0) body["expiresAt"] = ToIso8601(opened.expires_at);
  if (!opened.signed_session.empty()) body["signedSession"] = opened.signed_session;
  body["accessPoints"] = std::move(access_points);
  return body;
}

json::object WriteSession(const KeptSession& session) {
  json::object body{{"id", session.id.ToString()}, {"source", session.source.text()}};
  if (session.source_index) body["sourceIndex"] = *session.source_index;
  body["target"] = session.target.ToString();
  body["kind"] = dossier::WireName(session.kind);
  body["openedAt"] = ToIso8601(session.opened_at);
  body["expiresAt"] = ToIso8601(session.expires_at);
  if (session.closing) {
    body["closing"] = json::object{{"result", exchange::WireName(session.closing->result)},
                                   {"source", session.closing->source.ToString()},
                                   {"at", ToIso8601(session.closing->at)}};
  }
  return body;
}

json::object WriteSchool(const SchoolEntry& entry) {
  json::object body = exchange::ToJson(entry.school);
  if (!entry.board_name.empty()) body["boardName"] = entry.board_name;
  body["connected"] = entry.connected;
  const std::string self = "/v1/schools/" + std::string(entry.school.brin.text());
  body["_links"] = json::object{{"self", {{"href", self}}}};
  if (entry.access_points.empty()) return body;
  json::array access_points;
  for (const exchange::AccessPoint& ap : entry.access_points) access_points.push_back(WriteAccessPoint(ap));
  body["accessPoints"] = std::move(access_points);
  return body;
}

json::object WriteHistory(const exchange::RegisterChange& change) {
  return {{"version", change.version},
          {"at", ToIso8601(change.at)},
          {"actor", change.actor},
          {"why", change.why},
          {"kind", exchange::KindOf(change.entry)},
          {"key", exchange::KeyOf(change.entry)},
          {"entry", exchange::ToJson(change.entry)}};
}

}  // namespace oso::wire::rest
