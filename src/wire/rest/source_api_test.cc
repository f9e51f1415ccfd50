#include "wire/rest/source_api.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "base/fakes.h"
#include "wire/mixed_sources.h"
#include "wire/rest/client.h"
#include "wire/soap/loopback.h"

namespace oso::wire::rest {
namespace {

using exchange::Protocol;
using exchange::ResultCode;
using soap::kCallerOin;

constexpr std::string_view kDossier = R"(<dossier xmlns="urn:x"><naam>Noor &amp; co</naam></dossier>)";

class Door final : public CallGate {
 public:
  Task<Result<CallContext>> Admit(const http::Request& request, std::string_view operation, audit::Subject) override {
    co_return CallContext{
        {Oin::Parse(kCallerOin).value(), audit::Actor::Unknown(request.id)}, std::string(operation), {}};
  }
  void Answered(const http::Request&, const CallContext& context, std::string_view outcome, std::string_view) override {
    answered = context.operation + " " + std::string(outcome);
  }
  void Unreadable(const http::Request&, const Error& why) override { answered = WireName(why.code); }
  std::string answered;
};

// A client's request goes straight into the handler that is at its URL.
class Wire final : public Transport {
 public:
  explicit Wire(http::Handler& handler) : handler_(handler) {}
  Task<Result<http::ClientResponse>> Send(http::ClientRequest request) override {
    sent.push_back(request.method + " " + request.url + " " + request.body);
    last = request;
    if (to_lose > 0 && to_lose-- > 0) co_return Fail(ErrorCode::kTimeout, "lost");
    soap::PiecewiseBody body(request.body, [] { return std::size_t{50}; });
    http::Request incoming{.method = request.method,
                           .target = request.url.substr(request.url.find('/', 8)),
                           .headers = request.headers,
                           .peer = std::nullopt,
                           .id = "r-1",
                           .body = &body};
    http::Response response = co_await handler_.Handle(incoming);
    http::ClientResponse answer{.status = response.status, .headers = response.headers, .peer = {}, .body = nullptr};
    answer.body = std::make_unique<soap::PiecewiseBody>(co_await soap::TextOf(response), [] { return std::size_t{7}; });
    co_return answer;
  }
  std::vector<std::string> sent;
  http::ClientRequest last;
  int to_lose = 0;

 private:
  http::Handler& handler_;
};

class Received final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView bytes) override {
    text += AsText(bytes);
    co_return Status{};
  }
  std::string text;
};

exchange::AccessPoint Source() {
  exchange::AccessPoint ap;
  ap.id = AccessPointId::Parse("01AA/1").value();
  ap.supplier = Oin::Parse(kCallerOin).value();
  ap.url = "https://bron:8443/oso/17";
  return ap;
}

exchange::DocumentRequest Request() {
  return {.facts = {.source = Source().id,
                    .target = AccessPointId::Parse("02BB/12").value(),
                    .key = exchange::SearchKey::FromBytes(Bytes(128, 7)).value(),
                    .kind = dossier::TransferKind::kWithinBrin,
                    .session = SessionId::Parse(soap::kSession).value()},
          .newer_than = FakeClock().Now(),
          .dossier_version = "2019.1",
          .signed_session = "a.b.c"};
}

struct SourceFixture {
  SourceFixture() { service.document = kDossier; }
  ManualExecutor executor;
  soap::FakeSource service;
  Door door;
  RestEndpoint endpoint{kSourceRoutes, SourceActions(service), door};
  Wire wire{endpoint};
  RestSourceSystem client{wire, 1000};
  Received received;

  Result<ResultCode> Fetch(exchange::DocumentRequest request = Request()) {
    return executor.Run(client.FetchDocument(Source(), std::move(request), received));
  }
  // Status and text of an answer to a body as it is.
  std::string Post(std::string body, std::string media = "application/json") {
    http::ClientRequest request{.method = "POST",
                                .url = "https://bron/v1/document-requests",
                                .headers = {{"Content-Type", std::move(media)}},
                                .body = std::move(body)};
    auto response = executor.Run(wire.Send(std::move(request)));
    return std::to_string(response->status) + " " + executor.Run(http::ReadAll(*response->body, 10'000)).value();
  }
};

TEST_CASE_FIXTURE(SourceFixture, "a dossier is fetched over REST, byte for byte, and every fact arrives") {
  CHECK(Fetch().value() == ResultCode::kTransferSucceeded);
  CHECK(received.text == kDossier);
  REQUIRE(service.asked);
  const exchange::DocumentRequest wanted = Request();
  CHECK(service.asked->facts.source == wanted.facts.source);
  CHECK(service.asked->facts.target == wanted.facts.target);
  CHECK(service.asked->facts.key == wanted.facts.key);
  CHECK(service.asked->facts.kind == wanted.facts.kind);
  CHECK(service.asked->facts.session == wanted.facts.session);
  CHECK(service.asked->newer_than == wanted.newer_than);
  CHECK(service.asked->dossier_version == wanted.dossier_version);
  CHECK(service.asked->signed_session == wanted.signed_session);
  CHECK(wire.last.url == "https://bron:8443/v1/document-requests");
  CHECK(wire.last.server == Source().supplier);
  CHECK(door.answered == "fetchDocument OverdrachtGeslaagd");
}

TEST_CASE_FIXTURE(SourceFixture, "a request without the optional members, and with a koppelsleutel, is read") {
  exchange::DocumentRequest request = Request();
  request.newer_than.reset();
  request.dossier_version.reset();
  request.signed_session.clear();
  request.facts.key = exchange::LinkKey::Parse(soap::kSession).value();
  CHECK(Fetch(request).value() == ResultCode::kTransferSucceeded);
  CHECK(service.asked->facts.key == request.facts.key);
  CHECK_FALSE(service.asked->newer_than);
  CHECK_FALSE(service.asked->dossier_version);
  CHECK(service.asked->signed_session.empty());
}

TEST_CASE_FIXTURE(SourceFixture, "every refusal of a source comes back as itself, and the sink sees nothing") {
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) {
    const ProblemInfo* problem = FindProblem(info.wire_name);
    if (problem == nullptr) continue;  // it never refuses
    service.result = info.code;
    CAPTURE(info.wire_name);
    const auto result = Fetch();
    REQUIRE(result.ok());
    CHECK(*result == info.code);
    CHECK(received.text.empty());
  }
}

TEST_CASE_FIXTURE(SourceFixture, "a dossier over the limit, and none at all, is not taken") {
  service.document = std::string(1001, 'x');
  CHECK(Fetch().error().code == ErrorCode::kTooLarge);
  service.document = "";
  CHECK(Fetch().error().code == ErrorCode::kMalformedMessage);
}

TEST_CASE_FIXTURE(SourceFixture, "what is wrong with a request is told with its place, and nobody is asked") {
  CHECK(Post("[]").starts_with("400 "));
  CHECK(Post("{}", "text/xml").starts_with("415 "));
  const std::string missing = Post("{}");
  CHECK(missing.starts_with("400 "));
  for (const char* name : {"/source", "/target", "/key", "/kind", "/session"}) {
    CHECK(missing.find("\"" + std::string(name) + "\"") != std::string::npos);
  }
  CHECK(Post(R"({"pgn":"101211151"})").find("101211151") == std::string::npos);
  CHECK_FALSE(service.asked);
}

TEST_CASE("the routes of a source are those of its description") {
  std::ostringstream text;
  text << std::ifstream(OSO_API "/school.openapi.yaml").rdbuf();
  const std::string description = text.str();
  std::size_t paths = 0;
  for (std::size_t at = 0; (at = description.find("operationId: ", at)) != std::string::npos; ++at) ++paths;
  CHECK(paths == kSourceRoutes.size());
  for (const Route& route : kSourceRoutes) {
    CHECK(description.find("\n  " + std::string(route.path.substr(3)) + ":\n") != std::string::npos);
    CHECK(description.find("operationId: " + std::string(route.operation) + "\n") != std::string::npos);
  }
}

TEST_CASE("an access point is asked over REST where it speaks that, and over SOAP where it does not") {
  struct Named final : exchange::SourceSystem {
    explicit Named(ResultCode code) : answer(code) {}
    Task<Result<ResultCode>> FetchDocument(const exchange::AccessPoint&, exchange::DocumentRequest,
                                           exchange::DocumentSink&) override {
      co_return answer;
    }
    ResultCode answer;
  };
  Named rest(ResultCode::kNotNewer), soap(ResultCode::kNotAvailable);
  MixedSources mixed(rest, soap);
  Received sink;
  ManualExecutor executor;
  exchange::AccessPoint ap = Source();
  const auto ask = [&] { return executor.Run(mixed.FetchDocument(ap, Request(), sink)).value(); };
  CHECK(ask() == ResultCode::kNotAvailable);
  ap.protocols = {Protocol::kSoap21, Protocol::kRest1};
  CHECK(ask() == ResultCode::kNotNewer);
  ap.protocols = {Protocol::kSoap18};
  CHECK(ask() == ResultCode::kNotAvailable);
}

TEST_CASE("REST is at the host of a URL, whatever its path") {
  CHECK(RestBase("https://tc.example:8443/overstapservice?x").value() == "https://tc.example:8443/v1");
  CHECK(RestBase("https://tc.example").value() == "https://tc.example/v1");
  CHECK_FALSE(RestBase("http://tc.example/").ok());
  CHECK_FALSE(RestBase("https:///x").ok());
}

// ---- a target and the centre

struct CenterAnswers final : http::Handler {
  int status = 200;
  std::string media = "application/json";
  std::string text = "{}";
  Task<http::Response> Handle(http::Request&) override {
    co_return http::Response{.status = status, .headers = {{"Content-Type", media}}, .body = text};
  }
};

struct CenterFixture {
  ManualExecutor executor;
  FakeRandom random;
  CenterAnswers center;
  Wire wire{center};
  RestTrafficCenter client{wire, "https://tc/overstapservice", random};
  exchange::SessionRequest request{.source = Source().id.brin,
                                   .source_index = 1,
                                   .target = Request().facts.target,
                                   .key = Request().facts.key,
                                   .kind = dossier::TransferKind::kBetweenSchools};

  void Problem(int code, std::string_view name) {
    center.status = code;
    center.media = "application/problem+json";
    center.text = R"({"code":")" + std::string(name) + "\"}";
  }
};

constexpr std::string_view kOpened =
    R"({"id":"42a12e8a-f721-4b26-b2d9-586e2b2123ec","expiresAt":"2017-01-01T01:00:00.000000Z","signedSession":"a.b.c",)"
    R"("accessPoints":[{"id":"01AA/1","purpose":"OV","sector":"PO","supplier":"00000001800000000001",)"
    R"("url":"https://bron/oso","protocols":["rest-1"],"state":"active"}]})";

TEST_CASE_FIXTURE(CenterFixture, "a session is opened over REST; a lost answer is settled under the same key") {
  center.status = 201;
  center.text = kOpened;
  wire.to_lose = 1;
  const auto answer = executor.Run(client.OpenSession(request));
  REQUIRE(answer.ok());
  const auto& opened = std::get<exchange::OpenedSession>(*answer);
  CHECK(opened.id.ToString() == soap::kSession);
  CHECK(opened.signed_session == "a.b.c");
  CHECK(opened.expires_at == FakeClock().Now().PlusSeconds(3600));
  REQUIRE(opened.sources.size() == 1);
  CHECK(opened.sources[0].Speaks(Protocol::kRest1));
  REQUIRE(wire.sent.size() == 2);
  CHECK(wire.sent[0] == wire.sent[1]);
  CHECK(wire.sent[0].starts_with(
      R"(POST https://tc/v1/sessions {"source":"01AA","target":"02BB/12","key":{"searchKey":)"));
  CHECK(http::Find(wire.last.headers, "Idempotency-Key")->size() == 36);
  wire.to_lose = 2;
  CHECK(executor.Run(client.OpenSession(request)).error().code == ErrorCode::kTimeout);
}

TEST_CASE_FIXTURE(CenterFixture, "refusals of the centre are answers; other problems are errors") {
  Problem(409, "SessieVerlopen");
  CHECK(std::get<ResultCode>(*executor.Run(client.CheckSession(Request().facts))) == ResultCode::kSessionExpired);
  CHECK(executor.Run(client.CloseSession(Request().facts, ResultCode::kNotNewer)).value() ==
        ResultCode::kSessionExpired);
  Problem(503, "unavailable");
  CHECK(executor.Run(client.Ping()).error().code == ErrorCode::kUnavailable);
  Problem(429, "too-many-calls");
  CHECK(executor.Run(client.Ping()).error().code == ErrorCode::kUnavailable);
  Problem(504, "timeout");
  CHECK(executor.Run(client.Ping()).error().code == ErrorCode::kTimeout);
  Problem(403, "forbidden");
  const auto refused = executor.Run(client.Ping());
  CHECK(refused.error().code == ErrorCode::kPeerRefused);
  CHECK(refused.error().detail == "http status 403, problem forbidden");
  Problem(400, "<script>");
  CHECK(executor.Run(client.Ping()).error().detail == "http status 400, problem unknown");
}

TEST_CASE_FIXTURE(CenterFixture, "an answer that is not as agreed is no answer") {
  for (const char* text : {"", "[]", "{}", R"({"result":"SessieVerlopen","targetSector":"VO"})",
                           R"({"result":"SessieValide"})", R"({"result":"SessieValide","targetSector":"x"})"}) {
    CAPTURE(text);
    center.text = text;
    CHECK(executor.Run(client.CheckSession(Request().facts)).error().code == ErrorCode::kMalformedMessage);
  }
  center.text = R"({"result":"SessieValide","targetSector":"VO"})";
  CHECK(executor.Run(client.CheckSession(Request().facts)).ok());
  center.media = "text/html";
  CHECK(executor.Run(client.CheckSession(Request().facts)).error().code == ErrorCode::kMalformedMessage);
  center.media = "application/json";
  for (std::string text : {std::string(kOpened).replace(7, 2, "zz"),
                           std::string(R"({"id":")") + std::string(soap::kSession) + R"(","accessPoints":[]})"}) {
    center.text = text;
    CHECK(executor.Run(client.OpenSession(request)).error().code == ErrorCode::kMalformedMessage);
  }
}

TEST_CASE_FIXTURE(CenterFixture, "notification, feedback, registration and list are asked where they are") {
  center.text = R"({"url":"https://doel/n","linkKey":"42a12e8a-f721-4b26-b2d9-586e2b2123ec"})";
  const AccessPointId source = Source().id, target = Request().facts.target;
  const auto granted = executor.Run(
      client.MayNotify({.source = source, .target = target, .purpose = exchange::Purpose::kInclusiveEducation}));
  CHECK(std::get<exchange::GrantedNotification>(*granted).key->ToString() == soap::kSession);
  CHECK(wire.sent.back() ==
        R"(POST https://tc/v1/notifications {"source":"01AA/1","target":"02BB/12","purpose":"PaO"})");
  const auto link = exchange::LinkKey::Parse(soap::kSession).value();
  CHECK(std::get<exchange::GrantedFeedback>(*executor.Run(client.MayGiveFeedback({source, target, link}))).url ==
        "https://doel/n");
  CHECK(wire.sent.back().starts_with("POST https://tc/v1/feedback-requests {"));
  center.text = R"({"result":"AanleverpuntGeregistreerd"})";
  CHECK(executor.Run(client.RegisterAccessPoint({.access_point = target, .key = "K", .url = "https://doel/oso"}))
            .value() == ResultCode::kRegistered);
  CHECK(wire.sent.back().starts_with("PUT https://tc/v1/schools/02BB/access-points/12/registration {"));
  center.text = R"({"accessPoints":[]})";
  CHECK(
      executor.Run(client.ListAccessPoints({.brin = source.brin, .purpose = exchange::Purpose::kTransfer, .index = 1}))
          .value()
          .empty());
  CHECK(wire.sent.back() == "GET https://tc/v1/access-points?pageSize=100&brin=01AA&purpose=OV&index=1&page=1 ");
}

}  // namespace
}  // namespace oso::wire::rest
