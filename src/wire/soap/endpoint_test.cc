#include "wire/soap/endpoint.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "wire/soap/faults.h"
#include "wire/soap/list_body.h"
#include "wire/soap/loopback.h"

namespace oso::wire::soap {
namespace {

std::string Golden(std::string_view file) {
  const auto path = std::filesystem::path(OSO_TESTDATA) / "golden" / "soap17" / (std::string(file) + ".xml");
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), path.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
  return text.replace(at, from.size(), to);
}

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

struct Answered {
  int status = 0;
  http::Headers headers;
  std::string text;
};

// An event loop that counts its turns.
class Turns final : public Executor {
 public:
  int turns = 0;
  void Post(std::function<void()> step) override { steps_.push_back(std::move(step)); }
  template <class T>
  T Run(Task<T> task) {
    std::optional<T> done;
    Spawn<T>(*this, std::move(task), [&done](T value) { done.emplace(std::move(value)); });
    while (!steps_.empty()) {
      const auto step = std::move(steps_.front());
      steps_.erase(steps_.begin());
      step();
      ++turns;
    }
    return std::move(done).value();
  }

 private:
  std::vector<std::function<void()>> steps_;
};

// A centre and a source behind one door.
struct Fixture {
  FakeCenter center;
  FakeSource source;
  FakeGate gate;
  SoapEndpoint center_endpoint{CenterOperations(center), gate};
  SoapEndpoint source_endpoint{SourceOperations(source), gate};
  std::string method = "POST";
  http::Headers headers{{"Content-Type", "text/xml; charset=utf-8"}, {"SOAPAction", "\"\""}};

  Answered Post(std::string text, http::Handler& endpoint) {
    PiecewiseBody body(std::move(text), [] { return std::size_t{64}; });
    http::Request request{.method = method,
                          .target = "/",
                          .headers = headers,
                          .peer = std::nullopt,
                          .id = std::string(kSession),
                          .body = &body};
    ManualExecutor executor;
    http::Response response = executor.Run(endpoint.Handle(request));
    std::string answer = executor.Run(TextOf(response));
    return {response.status, response.headers, std::move(answer)};
  }
  Answered Post(std::string text) { return Post(std::move(text), center_endpoint); }

  // A fault with this code; how it came about is not in it.
  void CheckFault(const std::string& text, std::string_view faultcode, ErrorCode code) {
    const Answered answer = Post(text);
    CHECK(answer.status == 500);
    CHECK(Contains(answer.text, "<faultcode>soapenv:" + std::string(faultcode) + "</faultcode>"));
    CHECK(Contains(answer.text, "<faultstring>" + std::string(FaultText(code)) + "</faultstring>"));
    CHECK(Contains(answer.text, "<oso:code>" + std::string(WireName(code)) + "</oso:code>"));
    CHECK(Contains(answer.text, "<oso:aanvraag>" + std::string(kSession) + "</oso:aanvraag>"));
  }
};

TEST_CASE_FIXTURE(Fixture, "a request is admitted, called and answered in that order") {
  center.refusal = exchange::ResultCode::kSourceNotActive;
  const Answered answer = Post(Golden("overdrachtRequest"));
  CHECK(answer.status == 200);
  CHECK(*http::Find(answer.headers, "Content-Type") == "text/xml; charset=utf-8");
  CHECK(Contains(answer.text, "<oso:resultaat>VerstrekkerNietActief</oso:resultaat>"));
  CHECK(gate.seen == std::vector<std::string>{"admit overdracht", "answered overdracht VerstrekkerNietActief"});
  CHECK(center.opened->source.text() == "01AA");
}

TEST_CASE_FIXTURE(Fixture, "a koppelsleutel reaches the service as it is") {
  center.refusal = exchange::ResultCode::kKeyNotAccepted;
  const Answered answer = Post(Golden("overdrachtRequest-koppelsleutel"));
  CHECK(answer.status == 200);
  CHECK(Contains(answer.text, "SleutelOnjuist"));
  CHECK(std::get<exchange::LinkKey>(center.opened->key).ToString() == kSession);
}

TEST_CASE_FIXTURE(Fixture, "an answer, and a fault, are in the dialect of the request") {
  for (const Dialect& dialect : Dialects()) {
    const std::string request = Replaced(Golden("pingRequest"), kDialect17.uri, dialect.uri);
    const std::string bound = "xmlns:oso=\"" + std::string(dialect.uri) + "\"";
    CHECK(Contains(Post(request).text, bound));
    center.error = Fail(ErrorCode::kStorage, "disk");
    CHECK(Contains(Post(request).text, bound));
    center.error.reset();
  }
  CheckFault(Replaced(Golden("pingRequest"), "20160411", "20150401"), "Client", ErrorCode::kUnknownOperation);
}

TEST_CASE_FIXTURE(Fixture, "who should try again later is told when, who should not is not") {
  for (const ErrorCode code : {ErrorCode::kTooManyCalls, ErrorCode::kUnavailable, ErrorCode::kStorage}) {
    center.error = Fail(code, "secret");
    const Answered answer = Post(Golden("pingRequest"));
    CHECK(answer.status == 500);
    const std::string* wait = http::Find(answer.headers, "Retry-After");
    REQUIRE(wait != nullptr);
    CHECK(std::stoi(*wait) > 0);
  }
  for (const ErrorCode code : {ErrorCode::kInternal, ErrorCode::kForbidden, ErrorCode::kMalformedMessage}) {
    center.error = Fail(code, "secret");
    CHECK(http::Find(Post(Golden("pingRequest")).headers, "Retry-After") == nullptr);
  }
}

exchange::AccessPoint AccessPointAt(std::uint16_t index) {
  return {.id = {Brin::Parse("01AA").value(), index},
          .supplier = Oin::Parse(kCallerOin).value(),
          .url = "https://noord.example:9443/oso/dossiers",
          .state = exchange::AccessPointState::kActive};
}

TEST_CASE_FIXTURE(Fixture,
                  "a long list is the same as short ones, of the size it says, and made in turns with others") {
  for (const std::size_t count : {ListBody::kPiece, ListBody::kPiece + 1, std::size_t{10'000}}) {
    CAPTURE(count);
    center.access_points.clear();
    for (std::size_t i = 0; i < count; ++i)
      center.access_points.push_back(AccessPointAt(static_cast<std::uint16_t>(i)));
    PiecewiseBody body(Golden("overzichtAanleverpuntRequest-leeg"), [] { return std::size_t{4096}; });
    http::Request request{
        .method = method, .target = "/", .headers = headers, .peer = {}, .id = std::string(kSession), .body = &body};
    Turns executor;
    http::Response response = executor.Run(center_endpoint.Handle(request));
    // Each piece is a turn of its own: no other work waits for the whole list.
    CHECK(executor.turns >= static_cast<int>(count / ListBody::kPiece) - 1);
    const bool is_long = count > ListBody::kPiece;
    REQUIRE(std::holds_alternative<std::unique_ptr<http::BodySource>>(response.body) == is_long);
    std::uint64_t size = 0;
    if (is_long) size = std::get<std::unique_ptr<http::BodySource>>(response.body)->size();
    const std::string text = ManualExecutor().Run(TextOf(response));
    CHECK((!is_long || size == text.size()));
    std::optional<FaultCode> fault_code;
    const auto envelope = ReadEnvelope(AsBytes(text), {.depth = 16, .elements = 200'000}, fault_code);
    REQUIRE(envelope.ok());
    const auto list = ReadMessage<OverzichtAanleverpuntResponse>(envelope->message, kDialect17);
    REQUIRE(list.ok());
    CHECK(list->access_points == center.access_points);
  }
}

TEST_CASE_FIXTURE(Fixture, "whom the gate refuses gets a fault, and its message is not even decoded") {
  gate.refusal = Fail(ErrorCode::kForbidden, "not a supplier in the register");
  CheckFault(Replaced(Golden("overdrachtRequest"), "01AA", "?"), "Client", ErrorCode::kForbidden);
  CHECK(gate.seen == std::vector<std::string>{"admit overdracht"});
}

TEST_CASE_FIXTURE(Fixture, "what is not one call of this address is a fault by its own name") {
  const std::string good = Golden("pingRequest");
  const std::string ping = "<oso:pingRequest/>";
  CheckFault(Replaced(good, ping, ping + ping), "Client", ErrorCode::kMalformedMessage);
  CheckFault(Replaced(good, ping, ""), "Client", ErrorCode::kMalformedMessage);
  CheckFault(Replaced(good, "</soapenv:Body>", "</soapenv:Body><soapenv:Body>" + ping + "</soapenv:Body>"), "Client",
             ErrorCode::kMalformedMessage);
  CheckFault(Replaced(good, "<soapenv:Header/>", "<soapenv:Header/><soapenv:Header/>"), "Client",
             ErrorCode::kMalformedMessage);
  CheckFault(Replaced(good, ping, "<oso:pongRequest/>"), "Client", ErrorCode::kUnknownOperation);
  CheckFault(Replaced(good, ping, "<oso:documentRequest/>"), "Client", ErrorCode::kUnknownOperation);
  CheckFault(Replaced(good, "/20160411", "/20990411"), "Client", ErrorCode::kUnknownOperation);
  CheckFault(Replaced(good, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
             "VersionMismatch", ErrorCode::kMalformedMessage);
  CheckFault(Replaced(good, ping, ping + "<"), "Client", ErrorCode::kMalformedXml);
  CheckFault(good.substr(0, good.size() - 5), "Client", ErrorCode::kMalformedXml);
  CheckFault("<!DOCTYPE x [<!ENTITY e \"secret\">]>" + good, "Client", ErrorCode::kForbiddenXml);
  CheckFault("", "Client", ErrorCode::kMalformedXml);
  for (const std::string& told : gate.seen) CHECK(told.starts_with("unreadable "));
}

TEST_CASE_FIXTURE(Fixture, "a message that is not by the schema is a fault after admission") {
  CheckFault(Replaced(Golden("overdrachtRequest"), "01AA", "SECRET"), "Client", ErrorCode::kMalformedMessage);
  CHECK(gate.seen.back() == "answered overdracht malformed-message");
}

TEST_CASE_FIXTURE(Fixture, "a header that must be understood is, or is refused, another is passed over") {
  const auto with_header = [](std::string_view attribute) {
    return Replaced(Golden("pingRequest"), "<soapenv:Header/>",
                    "<soapenv:Header><x:Security xmlns:x=\"urn:x\" " + std::string(attribute) + "/></soapenv:Header>");
  };
  CheckFault(with_header("soapenv:mustUnderstand=\"1\""), "MustUnderstand", ErrorCode::kMalformedMessage);
  CHECK(Post(with_header("soapenv:mustUnderstand=\"0\"")).status == 200);
  CHECK(Post(with_header("")).status == 200);
}

std::string Addressed(std::string_view headers) {
  return Replaced(Golden("pingRequest"), "<soapenv:Header/>",
                  "<soapenv:Header xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">" + std::string(headers) +
                      "</soapenv:Header>");
}
constexpr std::string_view kTriple =
    "<wsa:To soapenv:mustUnderstand=\"1\">https://localhost/</wsa:To><wsa:Action>urn:ping</wsa:Action>"
    "<wsa:MessageID>urn:uuid:1</wsa:MessageID>";

TEST_CASE_FIXTURE(Fixture, "an addressed request gets an addressed answer, and an addressed fault") {
  const std::string headers =
      std::string(kTriple) +
      "<wsa:From><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous?oin=00000007000000001AA0</wsa:Address>"
      "</wsa:From>";
  CheckFault(Addressed(headers), "Client", ErrorCode::kMalformedMessage);  // an OIN is 20 digits
  const Answered answer = Post(Addressed(Replaced(headers, "1AA0", "1230")));
  CHECK(answer.status == 200);
  CHECK(Contains(answer.text,
                 "addressing\">http://xml.eld.nl/schemas/Overstapservice/20160411/pingResponse</wsa:Action>"));
  CHECK(Contains(answer.text, ">urn:uuid:1</wsa:RelatesTo>"));
  CHECK(Contains(answer.text, "</wsa:MessageID>"));
  center.error = Fail(ErrorCode::kStorage, "disk");
  const Answered fault = Post(Addressed(kTriple));
  CHECK(Contains(fault.text, std::string(kFaultAction) + "</wsa:Action>"));
  CHECK(Contains(fault.text, ">urn:uuid:1</wsa:RelatesTo>"));
}

TEST_CASE_FIXTURE(Fixture, "addressing that is incomplete, doubled or wants another way back is refused") {
  const std::string triple(kTriple);
  CheckFault(Addressed("<wsa:Action>urn:ping</wsa:Action>"), "Client", ErrorCode::kMalformedMessage);
  CheckFault(Addressed(triple + "<wsa:Action>urn:ping</wsa:Action>"), "Client", ErrorCode::kMalformedMessage);
  const auto reply_to = [&](const std::string& address) {
    return Addressed(triple + "<wsa:ReplyTo><wsa:Address>" + address + "</wsa:Address></wsa:ReplyTo>");
  };
  CheckFault(reply_to("https://elsewhere.example/"), "Client", ErrorCode::kMalformedMessage);
  CHECK(Post(reply_to("http://www.w3.org/2005/08/addressing/anonymous")).status == 200);
  CHECK(Post(reply_to("http://www.w3.org/2005/08/addressing/none")).status == 200);
}

TEST_CASE_FIXTURE(Fixture, "SOAPAction is empty, absent or the Action of the message") {
  const auto with_action = [&](std::string action) {
    headers.back().second = std::move(action);
    return Post(Addressed(kTriple)).status;
  };
  CHECK(with_action("") == 200);
  CHECK(with_action("\"urn:ping\"") == 200);
  CHECK(with_action("\"urn:afmelding\"") == 500);
  CheckFault(Golden("pingRequest"), "Client", ErrorCode::kMalformedMessage);  // not addressed, so nothing to equal
  headers.pop_back();
  CHECK(Post(Golden("pingRequest")).status == 200);
}

TEST_CASE_FIXTURE(Fixture, "what is HTTP's matter is refused by HTTP, without XML") {
  const auto with_type = [&](std::string type) {
    headers.front().second = std::move(type);
    return Post(Golden("pingRequest")).status;
  };
  CHECK(with_type("Text/XML;charset=\"UTF-8\"") == 200);
  CHECK(with_type("text/xml") == 200);
  CHECK(with_type("text/xml; charset=iso-8859-1") == 415);
  CHECK(with_type("application/soap+xml") == 415);
  CHECK(with_type("text/xml") == 200);
  CHECK(Post(Golden("pingRequest") + std::string(70'000, ' ')).status == 413);
  method = "GET";
  const Answered answer = Post("");
  CHECK(answer.status == 405);
  CHECK(*http::Find(answer.headers, "Allow") == "POST");
  CHECK_FALSE(Contains(answer.text, "<"));
}

TEST_CASE_FIXTURE(Fixture, "a fault shows nothing internal") {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    center.error = Fail(code, "SECRET /var/lib/oso/center.db row 7");
    const Answered answer = Post(Golden("overdrachtRequest"));
    CHECK(answer.status == 500);
    for (const char* leak : {"SECRET", "/var", "row", ".cc", "01AA"}) CHECK_FALSE(Contains(answer.text, leak));
    CHECK_FALSE(FaultText(code).empty());
  }
}

TEST_CASE_FIXTURE(Fixture, "a streamed answer is the whole answer, and its length is known") {
  source.document = "<dossier xmlns=\"urn:d\">" + std::string(5000, 'x') + "</dossier>";
  PiecewiseBody body(Golden("documentRequest"), [] { return std::size_t{64}; });
  http::Request request{.method = method, .target = "/", .headers = headers, .peer = {}, .id = "r", .body = &body};
  ManualExecutor executor;
  http::Response response = executor.Run(source_endpoint.Handle(request));
  REQUIRE(std::holds_alternative<std::unique_ptr<http::BodySource>>(response.body));
  const std::uint64_t size = std::get<std::unique_ptr<http::BodySource>>(response.body)->size();
  const std::string text = executor.Run(TextOf(response));
  CHECK(text.size() == size);
  CHECK(Contains(text, "<oso:resultaat>OverdrachtGeslaagd</oso:resultaat><oso:dossier>" + source.document +
                           "</oso:dossier></oso:documentResponse></soapenv:Body></soapenv:Envelope>"));
  CHECK(source.asked->facts.target.ToString() == "02BB/102");
}

TEST_CASE_FIXTURE(Fixture, "an answer without a dossier has no dossier element") {
  source.result = exchange::ResultCode::kNotAvailable;
  const Answered answer = Post(Golden("documentRequest"), source_endpoint);
  CHECK(Contains(answer.text, "<oso:resultaat>LeerlinginfoNietBeschikbaar</oso:resultaat></oso:documentResponse>"));
}

TEST_CASE_FIXTURE(Fixture, "a document of another size than it said never ends the envelope") {
  source.document = "<dossier xmlns=\"urn:d\"/>";
  for (const std::int64_t off : {-1, 1}) {
    source.announced_too_much = off;
    CHECK_FALSE(Contains(Post(Golden("documentRequest"), source_endpoint).text, "</soapenv:Envelope>"));
  }
}

}  // namespace
}  // namespace oso::wire::soap
