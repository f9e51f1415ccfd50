#include "wire/soap/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "wire/soap/envelope.h"
#include "wire/soap/loopback.h"
#include "wire/soap/values.h"

namespace oso::wire::soap {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(OSO_TESTDATA) / "golden" / "soap17";

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

xml::Node MessageIn(std::string_view text) {
  std::optional<FaultCode> fault_code;
  Result<Envelope> envelope = ReadEnvelope(AsBytes(text), {}, fault_code);
  REQUIRE(envelope.ok());
  return std::move(envelope->message);
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
  return text.replace(at, from.size(), to);
}

template <class Message>
std::string Written(const Message& message, const Dialect& dialect = kDialect17) {
  std::string text;
  xml::Writer writer(text);
  OpenEnvelope(writer, dialect, {});
  WriteMessage(message, dialect, writer);
  CloseEnvelope(writer);
  return text;
}

bool SameTree(const xml::Node& a, const xml::Node& b) {
  return a.uri == b.uri && a.local == b.local && Trim(a.text) == Trim(b.text) &&
         std::ranges::equal(a.children, b.children, SameTree);
}

// "17", "18", "21".
std::string Year(const Dialect& dialect) { return std::string(exchange::WireName(dialect.protocol)).substr(5); }

std::filesystem::path GoldenOf(const Dialect& dialect) { return kGolden.parent_path() / ("soap" + Year(dialect)); }

template <class Message>
void CheckGolden(const std::filesystem::path& path, const Dialect& dialect) {
  CAPTURE(path.string());
  xml::Node golden = MessageIn(ReadFile(path));
  CHECK(golden.local == ElementName<Message>());
  const Result<Message> message = ReadMessage<Message>(golden, dialect);
  REQUIRE_MESSAGE(message.ok(), message.error().detail);
  for (xml::Node& child : golden.children) {
    if (child.local == "dossier") child.children.clear();  // its bytes are streamed, not written by the table
  }
  CHECK(SameTree(MessageIn(Written(*message, dialect)), golden));
}

// In '17 always; in the others where they differ.
template <class Message>
void CheckGolden(std::string_view file) {
  for (const Dialect& dialect : Dialects()) {
    const std::filesystem::path path = GoldenOf(dialect) / (std::string(file) + ".xml");
    if (dialect.uri == kDialect17.uri || std::filesystem::exists(path)) CheckGolden<Message>(path, dialect);
  }
}

TEST_CASE("every golden message is read, and written the same") {
  CheckGolden<OverdrachtRequest>("overdrachtRequest");
  CheckGolden<OverdrachtRequest>("overdrachtRequest-index");
  CheckGolden<OverdrachtRequest>("overdrachtRequest-koppelsleutel");
  CheckGolden<OverdrachtResponse>("overdrachtResponse");
  CheckGolden<OverdrachtResponse>("overdrachtResponse-resultaat");
  CheckGolden<SessiecontroleRequest>("sessiecontroleRequest");
  CheckGolden<SessiecontroleResponse>("sessiecontroleResponse");
  CheckGolden<SessiecontroleResponse>("sessiecontroleResponse-resultaat");
  CheckGolden<DocumentRequest>("documentRequest");
  CheckGolden<DocumentRequest>("documentRequest-datum");
  CheckGolden<DocumentResponse>("documentResponse");
  CheckGolden<DocumentResponse>("documentResponse-resultaat");
  CheckGolden<AfmeldingRequest>("afmeldingRequest");
  CheckGolden<AfmeldingResponse>("afmeldingResponse");
  CheckGolden<MeldenNotificatieRequest>("meldenNotificatieRequest");
  CheckGolden<MeldenNotificatieRequest>("meldenNotificatieRequest-pao");
  CheckGolden<MeldenNotificatieResponse>("meldenNotificatieResponse");
  CheckGolden<MeldenNotificatieResponse>("meldenNotificatieResponse-koppelsleutel");
  CheckGolden<MeldenNotificatieResponse>("meldenNotificatieResponse-resultaat");
  CheckGolden<NotificatieRequest>("notificatieRequest");
  CheckGolden<NotificatieRequest>("notificatieRequest-koppelsleutel");
  CheckGolden<NotificatieResponse>("notificatieResponse");
  CheckGolden<MeldenTerugkoppelingRequest>("meldenTerugkoppelingRequest");
  CheckGolden<MeldenTerugkoppelingResponse>("meldenTerugkoppelingResponse");
  CheckGolden<MeldenTerugkoppelingResponse>("meldenTerugkoppelingResponse-resultaat");
  CheckGolden<TerugkoppelingRequest>("terugkoppelingRequest");
  CheckGolden<TerugkoppelingRequest>("terugkoppelingRequest-document");
  CheckGolden<TerugkoppelingResponse>("terugkoppelingResponse");
  CheckGolden<AanleverpuntRegistratieRequest>("aanleverpuntRegistratieRequest");
  CheckGolden<AanleverpuntRegistratieRequest>("aanleverpuntRegistratieRequest-kort");
  CheckGolden<AanleverpuntRegistratieResponse>("aanleverpuntRegistratieResponse");
  CheckGolden<OverzichtAanleverpuntRequest>("overzichtAanleverpuntRequest");
  CheckGolden<OverzichtAanleverpuntRequest>("overzichtAanleverpuntRequest-leeg");
  CheckGolden<OverzichtAanleverpuntResponse>("overzichtAanleverpuntResponse");
  CheckGolden<PingRequest>("pingRequest");
  CheckGolden<PingResponse>("pingResponse");
}

template <class Message>
Message ReadZeep(std::string_view file) {
  CAPTURE(file);
  const std::string text = ReadFile(kGolden / "zeep" / (std::string(file) + ".xml"));
  const Result<Message> message = ReadMessage<Message>(MessageIn(text), kDialect17);
  REQUIRE_MESSAGE(message.ok(), message.error().detail);
  return *message;
}

TEST_CASE("requests that zeep builds from the WSDL are read") {
  const auto overdracht = ReadZeep<OverdrachtRequest>("overdrachtRequest");
  CHECK(overdracht.request.target.ToString() == "02BB/102");
  CHECK(std::get<exchange::SearchKey>(overdracht.request.key).RevealForMessage().size() == 128);
  const auto document = ReadZeep<DocumentRequest>("documentRequest");
  CHECK(ToIso8601(*document.request.newer_than) == "2017-04-06T11:34:30.000000Z");
  CHECK(document.request.facts.session == ReadZeep<SessiecontroleRequest>("sessiecontroleRequest").facts.session);
  CHECK(ReadZeep<AfmeldingRequest>("afmeldingRequest").best == exchange::ResultCode::kTransferSucceeded);
  CHECK(ReadZeep<OverzichtAanleverpuntRequest>("overzichtAanleverpuntRequest").filter.brin->text() == "01AA");
  ReadZeep<PingRequest>("pingRequest");
}

TEST_CASE("every golden message is valid by the schema") {
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) return;  // NOLINT(concurrency-mt-unsafe): one thread
  for (const Dialect& dialect : Dialects()) {
    const std::string folder = GoldenOf(dialect).string();
    const std::string zeep = dialect.uri == kDialect17.uri ? folder + "/zeep/*.xml" : "";
    std::string command = "xmllint --noout --nonet --schema ";
    command.append(folder).append("/envelope.xsd ").append(folder).append("/*.xml ").append(zeep);
    command.append(" >/dev/null 2>&1");
    CAPTURE(folder);
    CHECK(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): one thread
  }
}

// --- The schema and the tables are the same thing twice.

std::string_view AttributeOf(const xml::Node& node, std::string_view name) {
  for (const auto& [key, value] : node.attributes) {
    if (key == name) return value;
  }
  return "";
}

const xml::Node& SchemaNode(const xml::Node& schema, std::string_view name) {
  const auto node = std::ranges::find(schema.children, name, [](const auto& n) { return AttributeOf(n, "name"); });
  REQUIRE_MESSAGE(node != schema.children.end(), std::string(name));
  return *node;
}

// The elements below `node` in order; what stands in a choice is optional by itself.
void Flatten(const xml::Node& node, bool in_choice, std::vector<FieldInfo>& fields) {
  for (const xml::Node& child : node.children) {
    if (child.local != "element") {
      Flatten(child, in_choice || child.local == "choice", fields);
      continue;
    }
    const bool is_needed = !in_choice && AttributeOf(child, "minOccurs") != "0";
    const bool may_repeat = AttributeOf(child, "maxOccurs") == "unbounded";
    const Occurs once = is_needed ? Occurs::kOnce : Occurs::kOptional;
    const Occurs often = is_needed ? Occurs::kAtLeastOnce : Occurs::kAnyTimes;
    fields.push_back({AttributeOf(child, "name"), may_repeat ? often : once});
  }
}

xml::Node Parsed(const std::string& file) {
  Result<xml::Node> tree = xml::ParseTree(AsBytes(ReadFile(std::filesystem::path(OSO_API) / "wsdl" / file)));
  REQUIRE(tree.ok());
  return std::move(tree).value();
}

xml::Node Schema(const Dialect& dialect) { return Parsed("overstapservice-" + Year(dialect) + ".xsd"); }

std::vector<FieldInfo> FieldsIn(const xml::Node& schema, std::string_view name) {
  std::vector<FieldInfo> fields;
  Flatten(SchemaNode(schema, name), false, fields);
  return fields;
}

template <class... Messages>
void CheckSchema(const Dialect& dialect) {
  const xml::Node schema = Schema(dialect);
  CHECK(AttributeOf(schema, "targetNamespace") == dialect.uri);
  CHECK(FieldsIn(schema, "aanleverpunt") == FieldsOf<exchange::AccessPoint>(dialect));
  const auto check = [&](std::string_view name, const std::vector<FieldInfo>& fields) {
    CAPTURE(name);
    CHECK(FieldsIn(schema, name) == fields);
  };
  (check(ElementName<Messages>(), FieldsOf<Messages>(dialect)), ...);
  // And no others: the detail of a fault is written elsewhere.
  const auto elements = std::ranges::count(schema.children, "element", &xml::Node::local);
  CHECK(elements == static_cast<std::ptrdiff_t>(sizeof...(Messages)) + 1);
}

TEST_CASE("the schemas have the same messages and fields as the tables") {
  for (const Dialect& dialect : Dialects()) {
    CAPTURE(Year(dialect));
    CheckSchema<OverdrachtRequest, OverdrachtResponse, SessiecontroleRequest, SessiecontroleResponse, DocumentRequest,
                DocumentResponse, AfmeldingRequest, AfmeldingResponse, MeldenNotificatieRequest,
                MeldenNotificatieResponse, NotificatieRequest, NotificatieResponse, MeldenTerugkoppelingRequest,
                MeldenTerugkoppelingResponse, TerugkoppelingRequest, TerugkoppelingResponse,
                AanleverpuntRegistratieRequest, AanleverpuntRegistratieResponse, OverzichtAanleverpuntRequest,
                OverzichtAanleverpuntResponse, PingRequest, PingResponse>(dialect);
  }
}

TEST_CASE("the key with its fragment is in the schema of '21 as it is read") {
  const std::vector<FieldInfo> fields{{"zoeksleutel", Occurs::kOnce}, {"pgnfrag", Occurs::kOnce}};
  CHECK(FieldsIn(Schema(kDialect21), "zoeksleutelPgnfrag") == fields);
}

std::vector<std::string_view> ValuesOf(const xml::Node& schema, std::string_view type) {
  std::vector<std::string_view> values;
  for (const xml::Node& value : SchemaNode(schema, type).children.front().children) {
    values.push_back(AttributeOf(value, "value"));
  }
  return values;
}

TEST_CASE("the schemas list every result code, in order, and each dialect's word for passend onderwijs") {
  std::vector<std::string_view> codes;
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) codes.push_back(info.wire_name);
  for (const Dialect& dialect : Dialects()) {
    const xml::Node schema = Schema(dialect);
    CHECK(ValuesOf(schema, "resultaat") == codes);
    CHECK(ValuesOf(schema, "doel") == std::vector<std::string_view>{"OV", dialect.inclusive_education});
  }
}

// The names of a WSDL's operations, in order.
std::vector<std::string> OperationsIn(const std::string& file) {
  std::vector<std::string> names;
  const xml::Node wsdl = Parsed(file);
  for (const xml::Node& part : wsdl.children) {
    if (part.local != "portType") continue;
    for (const xml::Node& operation : part.children) names.emplace_back(AttributeOf(operation, "name"));
  }
  return names;
}

std::vector<std::string> NamesOf(const std::vector<Operation>& operations) {
  std::vector<std::string> names;
  names.reserve(operations.size());
  for (const Operation& operation : operations) names.emplace_back(operation.name);
  return names;
}

TEST_CASE("the WSDLs list the operations that the endpoints have") {
  FakeCenter center;
  FakeSource source;
  FakeNotices notices;
  std::vector<std::string> of_school = NamesOf(SourceOperations(source));
  const std::vector<std::string> of_notices = NamesOf(NoticeOperations(notices));
  of_school.insert(std::prev(of_school.end()), of_notices.begin(), of_notices.end());
  for (const Dialect& dialect : Dialects()) {
    CHECK(OperationsIn("traffic-center-" + Year(dialect) + ".wsdl") == NamesOf(CenterOperations(center)));
    CHECK(OperationsIn("bronsysteem-" + Year(dialect) + ".wsdl") == of_school);
  }
}

TEST_CASE("a message of one dialect is none of another") {
  const std::string text = ReadFile(kGolden / "documentRequest-datum.xml");
  const auto message = ReadMessage<DocumentRequest>(MessageIn(text), kDialect17);
  REQUIRE(message.ok());
  const std::string in18 = Written(*message, kDialect18);
  const std::string in21 = Written(*message, kDialect21);
  CHECK(Replaced(in18, kDialect18.uri, kDialect17.uri) == Written(*message));
  CHECK(in21.find("<oso:bronRouteringsKenmerk>0000000700001AA00001</oso:bronRouteringsKenmerk>") != std::string::npos);
  CHECK_FALSE(ReadMessage<DocumentRequest>(MessageIn(in18), kDialect17).ok());
  CHECK_FALSE(ReadMessage<DocumentRequest>(MessageIn(in21), kDialect18).ok());
  const auto again = ReadMessage<DocumentRequest>(MessageIn(in21), kDialect21);
  REQUIRE(again.ok());
  CHECK(Written(*again) == Written(*message));
}

TEST_CASE("a routeringsKenmerk is an access point, and back") {
  AccessPointId ap;
  REQUIRE(ReadRoutingMark("0000000700000YY00931", ap));
  CHECK(ap.ToString() == "00YY/931");
  for (const char* id : {"00YY/0", "00YY/1", "02BB/102", "99ZZ/9999"}) {
    const AccessPointId one = AccessPointId::Parse(id).value();
    CHECK(RoutingMark(one).size() == 20);
    REQUIRE(ReadRoutingMark(RoutingMark(one), ap));
    CHECK(ap == one);
  }
  for (const char* wrong :
       {"0000000700000YY10000", "0000000700000YY0093", "0000000700000YY009310", "0000000800000YY00931",
        "0000000700000yy00931", "0000000700000YY0093a", "0000000700000YY-0931", ""}) {
    CAPTURE(wrong);
    CHECK_FALSE(ReadRoutingMark(wrong, ap));
  }
}

// --- Flaws, each by its name.

template <class Message>
std::string Flaw(const std::string& text, const Dialect& dialect = kDialect17) {
  const Result<Message> message = ReadMessage<Message>(MessageIn(text), dialect);
  REQUIRE_FALSE(message.ok());
  CHECK(message.error().code == ErrorCode::kMalformedMessage);
  return message.error().detail;
}

TEST_CASE("a request with a flaw is refused, naming the element and not its content") {
  const std::string good = ReadFile(kGolden / "overdrachtRequest.xml");
  const auto flaw = [&](std::string_view from, std::string_view to) {
    return Flaw<OverdrachtRequest>(Replaced(good, from, to));
  };
  CHECK(flaw("<oso:bronBrin>01AA</oso:bronBrin>", "") == "bronBrin: missing or out of order");
  CHECK(flaw("<oso:bronBrin>01AA", "<oso:bronBrin>SECRET") == "bronBrin: not a valid value");
  CHECK(flaw("<oso:bronBrin>01AA", "<oso:bronBrin><oso:doelBrin/>01AA") == "bronBrin: holds elements");
  CHECK(flaw("<oso:doelBrin>", "<oso:bronBrin>01AA</oso:bronBrin><oso:doelBrin>") == "bronBrin: there twice");
  CHECK(flaw("<oso:doelBrin>", "<oso:pgn>1</oso:pgn><oso:doelBrin>") == "pgn: unknown element");
  CHECK(flaw("<oso:doelBrin>", "<oso:pgn-123456782/><oso:doelBrin>") == "?: unknown element");
  CHECK(flaw("<oso:doelBrin>", "text<oso:doelBrin>") == "overdrachtRequest: holds text");
  CHECK(flaw("<oso:bronBrin>01AA</oso:bronBrin>", "<bronBrin>01AA</bronBrin>") == "bronBrin: unknown element");
  CHECK(flaw("102</oso:doelAanleverpuntIndex>", "0102</oso:doelAanleverpuntIndex>") ==
        "doelAanleverpuntIndex: not a valid value");
  CHECK(flaw("overstapdossier", "overstap") == "overdrachtsoort: not a valid value");
  CHECK(flaw("<oso:zoeksleutel>", "<oso:zoeksleutel>!") == "zoeksleutel: not a valid value");
  CHECK(flaw("</oso:overdrachtRequest>", "<oso:doelBrin>02BB</oso:doelBrin></oso:overdrachtRequest>") ==
        "doelBrin: there twice or out of order");
}

TEST_CASE("flaws that only '21 can have") {
  const std::string good = ReadFile(GoldenOf(kDialect21) / "overdrachtRequest.xml");
  const auto flaw = [&](std::string_view from, std::string_view to) {
    return Flaw<OverdrachtRequest>(Replaced(good, from, to), kDialect21);
  };
  CHECK(flaw("0000000700002BB00102", "0000000700002BC00102") == "doelRouteringsKenmerk: of another BRIN");
  CHECK(flaw("0000000700002BB00102", "102") == "doelRouteringsKenmerk: not a valid value");
  CHECK(flaw("0000000700002BB00102", "0000000700002BB10102") == "doelRouteringsKenmerk: not a valid value");
  CHECK(flaw("<oso:pgnfrag>3876", "<oso:pgnfrag>387") == "pgnfrag: not a valid value");
  CHECK(flaw("<oso:pgnfrag>3876", "<oso:pgnfrag>38a6") == "pgnfrag: not a valid value");
  const std::string not_both = "zoeksleutelPgnfrag: not zoeksleutel and pgnfrag";
  CHECK(flaw("<oso:pgnfrag>3876</oso:pgnfrag>", "") == not_both);
  CHECK(flaw("<oso:pgnfrag>3876</oso:pgnfrag>", "<oso:pgn>3876</oso:pgn>") == not_both);
  CHECK(flaw("<oso:pgnfrag>", "3876<oso:pgnfrag>") == not_both);
  CHECK(Flaw<MeldenNotificatieRequest>(
            Replaced(ReadFile(GoldenOf(kDialect21) / "meldenNotificatieRequest-pao.xml"), ">SWV<", ">PaO<"),
            kDialect21) == "doel: not a valid value");
}

TEST_CASE("an access point of a list that is filtered by its mark alone is of the mark's BRIN") {
  const std::string good = ReadFile(GoldenOf(kDialect21) / "overzichtAanleverpuntRequest.xml");
  const auto message =
      ReadMessage<OverzichtAanleverpuntRequest>(MessageIn(Replaced(good, "<oso:brin>01AA</oso:brin>", "")), kDialect21);
  REQUIRE(message.ok());
  CHECK(message->filter.brin->text() == "01AA");
  CHECK(message->filter.index == 0);
}

TEST_CASE("sessieId goes with OV, koppelsleutel with PaO, and neither with the other") {
  const auto flaw = [](std::string_view file, std::string_view from, std::string_view to) {
    const std::string text = Replaced(ReadFile(kGolden / (std::string(file) + ".xml")), from, to);
    return file.starts_with("melden") ? Flaw<MeldenNotificatieRequest>(text) : Flaw<NotificatieRequest>(text);
  };
  CHECK(flaw("meldenNotificatieRequest", ">OV<", ">PaO<") == "sessieId: not there exactly with OV");
  CHECK(flaw("meldenNotificatieRequest-pao", ">PaO<", ">OV<") == "sessieId: not there exactly with OV");
  CHECK(flaw("meldenNotificatieRequest-pao", "<oso:doel>",
             "<oso:aanvraagdatum>2017-04-06T13:34:30+02:00</oso:aanvraagdatum><oso:doel>") ==
        "aanvraagdatum: not with this doel");
  CHECK(flaw("notificatieRequest", ">OV<", ">PaO<").starts_with("koppelsleutel: "));
  CHECK(flaw("notificatieRequest-koppelsleutel", ">PaO<", ">OV<").starts_with("koppelsleutel: "));
}

TEST_CASE("the text of terugkoppeling is people's words, up to 10,000 characters; its document up to 1 MB") {
  const std::string good = ReadFile(kGolden / "terugkoppelingRequest-document.xml");
  const auto with_text = [&](const std::string& text) { return Replaced(good, "Zie de bijlage.", text); };
  std::string longest;
  for (int i = 0; i < 10'000; ++i) longest += "é";
  const auto read = ReadMessage<TerugkoppelingRequest>(MessageIn(with_text(longest)), kDialect17);
  REQUIRE(read.ok());
  CHECK(read->report.text == longest);
  CHECK(Flaw<TerugkoppelingRequest>(with_text(longest + "e")) == "tekst: not a valid value");
  CHECK(Flaw<TerugkoppelingRequest>(with_text(" ")) == "tekst: not a valid value");
  TerugkoppelingRequest message = *read;
  message.report.document = Bytes(exchange::FeedbackReport::kMaxDocumentBytes, 7);
  CHECK(ReadMessage<TerugkoppelingRequest>(MessageIn(Written(message)), kDialect17).ok());
  CHECK(Written(message).size() < SoapEndpoint::kMaxFeedbackBytes);
  message.report.document->push_back(7);
  CHECK(Flaw<TerugkoppelingRequest>(Written(message)) == "document: not a valid value");
}

TEST_CASE("an address that is not https, and an answer with an address and a refusal, are refused") {
  const std::string registration = ReadFile(kGolden / "aanleverpuntRegistratieRequest.xml");
  CHECK(Flaw<AanleverpuntRegistratieRequest>(Replaced(registration, "https://noord.example:9443/oso", "http://x/")) ==
        "url: not https");
  CHECK(Flaw<AanleverpuntRegistratieRequest>(Replaced(registration, "https://noord.example:9443/berichten",
                                                      "http://x/")) == "notificatieUrl: not https");
  CHECK(Flaw<AanleverpuntRegistratieRequest>(Replaced(registration, "soap-21", "soap-99")) ==
        "dialect: not a valid value");
  const std::string granted = ReadFile(kGolden / "meldenNotificatieResponse-koppelsleutel.xml");
  const std::string result = "<oso:resultaat>SessieOnbekend</oso:resultaat></oso:meldenNotificatieResponse>";
  CHECK(Flaw<MeldenNotificatieResponse>(Replaced(granted, "</oso:meldenNotificatieResponse>", result)) ==
        "koppelsleutel: with a refusal");
  CHECK(Flaw<MeldenTerugkoppelingResponse>(Replaced(ReadFile(kGolden / "meldenTerugkoppelingResponse.xml"), "https://",
                                                    "http://")) == "url: not https");
}

TEST_CASE("a request has exactly one key") {
  const std::string detail = "not exactly one of zoeksleutel and koppelsleutel";
  const std::string good = ReadFile(kGolden / "sessiecontroleRequest.xml");
  const std::string both = Replaced(good, "</oso:zoeksleutel>",
                                    "</oso:zoeksleutel><oso:koppelsleutel>42A12E8A-F721-4B26-B2D9-586E2B2123EC"
                                    "</oso:koppelsleutel>");
  CHECK(Flaw<SessiecontroleRequest>(both) == detail);
  const std::size_t begin = good.find("<oso:zoeksleutel>");
  const std::size_t end = good.find("</oso:zoeksleutel>") + std::string_view("</oso:zoeksleutel>").size();
  CHECK(Flaw<SessiecontroleRequest>(std::string(good).erase(begin, end - begin)) == detail);
}

TEST_CASE("a session id that is no UUID, and a moment that is none, are refused") {
  const std::string good = ReadFile(kGolden / "documentRequest-datum.xml");
  CHECK(Flaw<DocumentRequest>(Replaced(good, "42a12e8a-", "42a12e8a")) == "sessieId: not a valid value");
  CHECK(Flaw<DocumentRequest>(Replaced(good, "2017-04-06T", "2017-04-31T")) == "aanvraagdatum: not a valid value");
}

TEST_CASE("an answer that says two things at once, or nothing, is refused") {
  const std::string opened = ReadFile(kGolden / "overdrachtResponse.xml");
  CHECK(Flaw<OverdrachtResponse>(Replaced(opened, "</oso:overdrachtResponse>",
                                          "<oso:resultaat>SleutelOnjuist</oso:resultaat></oso:overdrachtResponse>"))
            .starts_with("overdrachtResponse: "));
  CHECK(Flaw<OverdrachtResponse>(Replaced(opened, "https://noord", "http://noord")) == "url: not https");
  const std::string valid = ReadFile(kGolden / "sessiecontroleResponse.xml");
  CHECK(Flaw<SessiecontroleResponse>(Replaced(valid, "<oso:sector>VO</oso:sector>", "")).starts_with("sector: "));
  CHECK(Flaw<SessiecontroleResponse>(Replaced(valid, "SessieValide", "SessieOnbekend")).starts_with("sector: "));
}

TEST_CASE("an unknown result code is named when it is plain letters, and not when it is not") {
  const std::string good = ReadFile(kGolden / "afmeldingResponse.xml");
  CHECK(Flaw<AfmeldingResponse>(Replaced(good, "OverdrachtGeslaagd", "HelemaalGoed")) ==
        "resultaat: unknown value HelemaalGoed");
  CHECK(Flaw<AfmeldingResponse>(Replaced(good, "OverdrachtGeslaagd", "101211151")) == "resultaat: not a valid value");
}

}  // namespace
}  // namespace oso::wire::soap
