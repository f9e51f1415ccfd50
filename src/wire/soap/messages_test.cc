#include "wire/soap/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "wire/soap/envelope.h"
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

template <class Message>
void CheckGolden(std::string_view file) {
  CAPTURE(file);
  xml::Node golden = MessageIn(ReadFile(kGolden / (std::string(file) + ".xml")));
  CHECK(golden.local == ElementName<Message>());
  const Result<Message> message = ReadMessage<Message>(golden, kDialect17);
  REQUIRE_MESSAGE(message.ok(), message.error().detail);
  for (xml::Node& child : golden.children) {
    if (child.local == "dossier") child.children.clear();  // its bytes are streamed, not written by the table
  }
  CHECK(SameTree(MessageIn(Written(*message)), golden));
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
  const std::string folder = kGolden.string();
  const std::string command = "xmllint --noout --nonet --schema " + folder + "/envelope.xsd " + folder + "/*.xml " +
                              folder + "/zeep/*.xml >/dev/null 2>&1";
  CHECK(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): one thread
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

xml::Node Schema() {
  Result<xml::Node> schema =
      xml::ParseTree(AsBytes(ReadFile(std::filesystem::path(OSO_API) / "wsdl" / "overstapservice-17.xsd")));
  REQUIRE(schema.ok());
  return std::move(schema).value();
}

template <class Message>
void CheckSchema(const xml::Node& schema, std::string_view name) {
  CAPTURE(name);
  std::vector<FieldInfo> fields;
  Flatten(SchemaNode(schema, name), false, fields);
  CHECK(fields == FieldsOf<Message>(kDialect17));
}

TEST_CASE("the schema has the same fields as the tables") {
  const xml::Node schema = Schema();
  CheckSchema<exchange::AccessPoint>(schema, "aanleverpunt");
  CheckSchema<OverdrachtRequest>(schema, ElementName<OverdrachtRequest>());
  CheckSchema<OverdrachtResponse>(schema, ElementName<OverdrachtResponse>());
  CheckSchema<SessiecontroleRequest>(schema, ElementName<SessiecontroleRequest>());
  CheckSchema<SessiecontroleResponse>(schema, ElementName<SessiecontroleResponse>());
  CheckSchema<DocumentRequest>(schema, ElementName<DocumentRequest>());
  CheckSchema<DocumentResponse>(schema, ElementName<DocumentResponse>());
  CheckSchema<AfmeldingRequest>(schema, ElementName<AfmeldingRequest>());
  CheckSchema<AfmeldingResponse>(schema, ElementName<AfmeldingResponse>());
  CheckSchema<OverzichtAanleverpuntRequest>(schema, ElementName<OverzichtAanleverpuntRequest>());
  CheckSchema<OverzichtAanleverpuntResponse>(schema, ElementName<OverzichtAanleverpuntResponse>());
  CheckSchema<PingRequest>(schema, ElementName<PingRequest>());
  CheckSchema<PingResponse>(schema, ElementName<PingResponse>());
}

TEST_CASE("the schema lists every result code, in order") {
  const xml::Node schema = Schema();
  std::vector<std::string_view> listed;
  for (const xml::Node& value : SchemaNode(schema, "resultaat").children.front().children) {
    listed.push_back(AttributeOf(value, "value"));
  }
  std::vector<std::string_view> codes;
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) codes.push_back(info.wire_name);
  CHECK(listed == codes);
}

// --- Flaws, each by its name.

template <class Message>
std::string Flaw(const std::string& text) {
  const Result<Message> message = ReadMessage<Message>(MessageIn(text), kDialect17);
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
