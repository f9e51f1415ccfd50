#include "wire/soap/client.h"

#include <doctest/doctest.h>

#include "base/fakes.h"
#include "wire/soap/faults.h"
#include "wire/soap/loopback.h"

namespace oso::wire::soap {
namespace {

using exchange::ResultCode;

Bytes Key() { return Bytes(128, 0x5a); }

exchange::SessionFacts Facts() {
  return {.source = AccessPointId::Parse("01AA/1").value(),
          .target = AccessPointId::Parse("02BB/102").value(),
          .key = exchange::SearchKey::FromBytes(Key()).value(),
          .kind = dossier::TransferKind::kWithinBrin,
          .session = SessionId::Parse(kSession).value()};
}

exchange::SessionRequest Request() {
  return {.source = Brin::Parse("01AA").value(),
          .source_index = 1,
          .target = Facts().target,
          .key = Facts().key,
          .kind = dossier::TransferKind::kBetweenSchools};
}

bool SameFacts(const exchange::SessionFacts& a, const exchange::SessionFacts& b) {
  return a.source == b.source && a.target == b.target && a.key == b.key && a.kind == b.kind && a.session == b.session;
}

exchange::AccessPoint AccessPointAt(std::string_view id, std::string_view oin) {
  return {.id = AccessPointId::Parse(id).value(),
          .purpose = exchange::Purpose::kTransfer,
          .sector = exchange::Sector::kSpecial,
          .supplier = Oin::Parse(oin).value(),
          .url = "https://localhost/oso?a=1&b=2",
          .state = exchange::AccessPointState::kActive};
}

struct CenterFixture {
  ManualExecutor executor;
  FakeCenter center;
  FakeGate gate;
  SoapEndpoint endpoint{CenterOperations(center), gate};
  Loopback loopback{endpoint};
  SoapTrafficCenter client{loopback, "https://localhost/"};
};

TEST_CASE_FIXTURE(CenterFixture, "a session is opened with what was asked, and its access points arrive whole") {
  center.access_points = {AccessPointAt("01AA/1", kCallerOin), AccessPointAt("01AA/0", kCallerOin)};
  const auto answer = executor.Run(client.OpenSession(Request()));
  REQUIRE(answer.ok());
  const auto& opened = std::get<exchange::OpenedSession>(*answer);
  CHECK(opened.id.ToString() == kSession);
  REQUIRE(opened.sources.size() == 2);
  CHECK(opened.sources[0].id.ToString() == "01AA/1");
  CHECK(opened.sources[0].supplier.text() == kCallerOin);
  CHECK(opened.sources[0].sector == exchange::Sector::kSpecial);
  CHECK(opened.sources[0].url == "https://localhost/oso?a=1&b=2");
  CHECK(opened.sources[0].state == exchange::AccessPointState::kActive);
  CHECK(center.opened->source_index == 1);
  CHECK(center.opened->key == Request().key);
  CHECK(center.opened->target == Request().target);
}

TEST_CASE_FIXTURE(CenterFixture, "a session is checked and closed with all its facts") {
  const auto valid = executor.Run(client.CheckSession(Facts()));
  REQUIRE(valid.ok());
  CHECK(std::get<exchange::ValidSession>(*valid).target_sector == exchange::Sector::kSecondary);
  CHECK(SameFacts(*center.checked, Facts()));
  CHECK(executor.Run(client.CloseSession(Facts(), ResultCode::kNotInspected)).value() ==
        ResultCode::kTransferSucceeded);
  CHECK(SameFacts(*center.closed, Facts()));
  CHECK(center.best == ResultCode::kNotInspected);
}

// Each operation of the centre in each dialect: what was asked arrives, and so does what was answered.
TEST_CASE_FIXTURE(CenterFixture, "every dialect carries every operation of the centre whole") {
  for (const Dialect& dialect : Dialects()) {
    CAPTURE(std::string(dialect.uri));
    SoapTrafficCenter spoken(loopback, "https://localhost/", dialect);
    center.access_points = {AccessPointAt("01AA/1", kCallerOin), AccessPointAt("01AA/9999", kCallerOin)};
    center.access_points[1].purpose = exchange::Purpose::kInclusiveEducation;
    const auto opened = executor.Run(spoken.OpenSession(Request()));
    REQUIRE(opened.ok());
    CHECK(std::get<exchange::OpenedSession>(*opened).sources == center.access_points);
    CHECK(center.opened->key == Request().key);
    CHECK(center.opened->source_index == 1);

    exchange::SessionFacts linked = Facts();
    linked.key = exchange::LinkKey::Parse(kSession).value();
    for (const exchange::SessionFacts& facts : {Facts(), linked}) {
      REQUIRE(executor.Run(spoken.CheckSession(facts)).ok());
      CHECK(SameFacts(*center.checked, facts));
      REQUIRE(executor.Run(spoken.CloseSession(facts, ResultCode::kNotNewer)).ok());
      CHECK(SameFacts(*center.closed, facts));
    }

    exchange::Notification told{.source = Facts().source,
                                .target = Facts().target,
                                .session = Facts().session,
                                .newer_than = Instant{1'483'228'800'000'000}};
    auto granted = executor.Run(spoken.MayNotify(told));
    REQUIRE(granted.ok());
    CHECK(std::get<exchange::GrantedNotification>(*granted).url == kNoticeUrl);
    CHECK_FALSE(std::get<exchange::GrantedNotification>(*granted).key.has_value());
    CHECK((center.notified->session == told.session && center.notified->newer_than == told.newer_than));
    told = {.source = told.source, .target = told.target, .purpose = exchange::Purpose::kInclusiveEducation};
    granted = executor.Run(spoken.MayNotify(told));
    REQUIRE(granted.ok());
    CHECK(std::get<exchange::GrantedNotification>(*granted).key->ToString() == kSession);
    CHECK((center.notified->purpose == told.purpose && center.notified->target == told.target));

    const exchange::Feedback about{
        .source = told.source, .target = told.target, .key = exchange::LinkKey::Parse(kSession).value()};
    const auto where = executor.Run(spoken.MayGiveFeedback(about));
    REQUIRE(where.ok());
    CHECK(std::get<exchange::GrantedFeedback>(*where).url == kNoticeUrl);
    CHECK(center.feedback->key == about.key);

    const exchange::Registration made{.access_point = told.source,
                                      .key = "ABCDE-FGHJK",
                                      .url = "https://noord.example/oso",
                                      .notification_url = "https://noord.example/berichten",
                                      .versions = {dossier::DataSetVersion::k2016_1, dossier::DataSetVersion::k2019_1},
                                      .protocols = {exchange::Protocol::kSoap21, exchange::Protocol::kRest1}};
    CHECK(executor.Run(spoken.RegisterAccessPoint(made)).value() == ResultCode::kRegistered);
    CHECK(center.registration->access_point == made.access_point);
    CHECK((center.registration->key == made.key && center.registration->url == made.url));
    CHECK(center.registration->notification_url == made.notification_url);
    CHECK((center.registration->versions == made.versions && center.registration->protocols == made.protocols));

    const exchange::AccessPointFilter filter{
        .brin = Facts().source.brin, .purpose = exchange::Purpose::kInclusiveEducation, .index = 7};
    CHECK(executor.Run(spoken.ListAccessPoints(filter)).value() == center.access_points);
    CHECK((center.filter.brin == filter.brin && center.filter.purpose == filter.purpose && center.filter.index == 7));
    CHECK(executor.Run(spoken.Ping()).ok());
  }
}

TEST_CASE_FIXTURE(CenterFixture, "a refusal of a notification, of feedback and of a registration is an answer") {
  center.refusal = ResultCode::kKeyNotAccepted;
  const exchange::Notification told{
      .source = Facts().source, .target = Facts().target, .purpose = exchange::Purpose::kInclusiveEducation};
  CHECK(std::get<ResultCode>(*executor.Run(client.MayNotify(told))) == ResultCode::kKeyNotAccepted);
  CHECK(std::get<ResultCode>(*executor.Run(client.MayGiveFeedback({told.source, told.target, {}}))) ==
        ResultCode::kKeyNotAccepted);
  const exchange::Registration made{.access_point = told.source, .key = "A", .url = "https://noord.example/oso"};
  CHECK(executor.Run(client.RegisterAccessPoint(made)).value() == ResultCode::kKeyNotAccepted);
}

TEST_CASE_FIXTURE(CenterFixture, "in '21 an index is not asked for without its BRIN") {
  SoapTrafficCenter spoken(loopback, "https://localhost/", kDialect21);
  const auto answer = executor.Run(spoken.ListAccessPoints({.brin = {}, .purpose = {}, .index = 7}));
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().code == ErrorCode::kInvalidArgument);
  CHECK(gate.seen.empty());
}

TEST_CASE("notices and feedback go to the system they are meant for, in every dialect") {
  ManualExecutor executor;
  FakeNotices notices;
  FakeGate gate;
  SoapEndpoint endpoint(NoticeOperations(notices), gate, SoapEndpoint::kMaxFeedbackBytes);
  Loopback loopback(endpoint);
  const exchange::NoticeAddress address{std::string(kNoticeUrl), Oin::Parse(kCallerOin).value()};
  for (const Dialect& dialect : Dialects()) {
    SoapNoticeBoxes boxes(loopback, dialect);
    const exchange::Notice notice{.source = Facts().source,
                                  .target = Facts().target,
                                  .purpose = exchange::Purpose::kInclusiveEducation,
                                  .key = exchange::LinkKey::Parse(kSession).value()};
    CHECK(executor.Run(boxes.Notify(address, notice)).value() == ResultCode::kNotificationReceived);
    CHECK((notices.notice->key == notice.key && notices.notice->target == notice.target));
    const exchange::FeedbackReport report{.source = notice.source,
                                          .target = notice.target,
                                          .key = *notice.key,
                                          .text = "Dank.\nTot ziens, Zoë & co",
                                          .document = Bytes(exchange::FeedbackReport::kMaxDocumentBytes, 9)};
    CHECK(executor.Run(boxes.GiveFeedback(address, report)).value() == ResultCode::kFeedbackReceived);
    CHECK(notices.report->text == report.text);
    CHECK(notices.report->document == report.document);
  }
  SoapNoticeBoxes boxes(loopback);
  notices.notice.reset();
  loopback.peer_oin = "00000001800000000009";
  CHECK_FALSE(executor.Run(boxes.Notify(address, {.source = Facts().source, .target = Facts().target})).ok());
  CHECK_FALSE(notices.notice.has_value());
}

TEST_CASE_FIXTURE(CenterFixture, "a refusal is an answer") {
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) {
    if (info.code == ResultCode::kSessionValid) continue;
    center.refusal = info.code;
    CHECK(std::get<ResultCode>(*executor.Run(client.OpenSession(Request()))) == info.code);
    CHECK(std::get<ResultCode>(*executor.Run(client.CheckSession(Facts()))) == info.code);
    CHECK(executor.Run(client.CloseSession(Facts(), ResultCode::kNotNewer)).value() == info.code);
  }
}

TEST_CASE_FIXTURE(CenterFixture, "a long list arrives, and the filter too") {
  for (int i = 0; i < 9000; ++i) center.access_points.push_back(AccessPointAt("01AA/1", kCallerOin));
  loopback.next_size = [] { return std::size_t{65'536}; };
  const auto list = executor.Run(client.ListAccessPoints(
      {.brin = Brin::Parse("01AA").value(), .purpose = exchange::Purpose::kInclusiveEducation, .index = 7}));
  REQUIRE(list.ok());
  CHECK(list->size() == 9000);
  CHECK(center.filter.purpose == exchange::Purpose::kInclusiveEducation);
  CHECK(center.filter.index == 7);
  CHECK(executor.Run(client.Ping()).ok());
}

TEST_CASE_FIXTURE(CenterFixture,
                  "a centre that is too busy, or has no database now, is kUnavailable: ask again later") {
  for (const ErrorCode code : {ErrorCode::kTooManyCalls, ErrorCode::kUnavailable, ErrorCode::kStorage}) {
    gate.refusal = Fail(code, "not now");
    const auto answer = executor.Run(client.OpenSession(Request()));
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code == ErrorCode::kUnavailable);
    CHECK(answer.error().detail == "fault " + std::string(WireName(code)));
  }
}

TEST_CASE_FIXTURE(CenterFixture, "a fault is kPeerRefused with its code") {
  center.error = Fail(ErrorCode::kInternal, "a bug");
  const Status ping = executor.Run(client.Ping());
  CHECK(ping.error().code == ErrorCode::kPeerRefused);
  CHECK(ping.error().detail == "fault internal");
}

struct FixedFixture {
  ManualExecutor executor;
  FixedHandler handler;
  Loopback loopback{handler};
  SoapTrafficCenter client{loopback, "https://localhost/"};

  Error PingError() {
    const Status status = executor.Run(client.Ping());
    return status.ok() ? Error{ErrorCode::kInternal, "no error"} : status.error();
  }
};

TEST_CASE_FIXTURE(FixedFixture, "a fault's code is not believed unless it is a plain word") {
  const auto fault = [](const std::string& code) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:Server"
           "</faultcode><faultstring>x</faultstring><detail><fout xmlns=\"" +
           std::string(kDialect17.uri) + "\"><code>" + code + "</code></fout></detail></s:Fault></s:Body></s:Envelope>";
  };
  handler.status = 500;
  handler.text = fault("kaboom-now");
  CHECK(PingError().detail == "fault kaboom-now");
  for (const std::string& code : {std::string("a\nlog line"), std::string("BSN123456782"), std::string(50, 'a')}) {
    handler.text = fault(code);
    CHECK(PingError().code == ErrorCode::kPeerRefused);
    CHECK(PingError().detail == "fault unknown");
  }
}

TEST_CASE_FIXTURE(FixedFixture, "an answer that is none is an error by its own name") {
  handler.text = "<html>";
  handler.content_type = "text/html";
  CHECK(PingError().code == ErrorCode::kMalformedMessage);
  handler.content_type = kContentType;
  CHECK(PingError().code == ErrorCode::kMalformedMessage);
  handler.status = 404;
  CHECK(PingError().detail == "http status 404");
  CHECK(PingError().code == ErrorCode::kPeerRefused);
  handler.status = 503;
  CHECK(PingError().code == ErrorCode::kUnavailable);
  handler.status = 500;
  CHECK(PingError().code == ErrorCode::kPeerRefused);
}

TEST_CASE_FIXTURE(FixedFixture, "the answer to another request is not taken for this one's") {
  xml::Writer writer(handler.text);
  OpenEnvelope(writer, kDialect17, {});
  WriteMessage(AfmeldingResponse{ResultCode::kTransferSucceeded}, kDialect17, writer);
  CloseEnvelope(writer);
  CHECK(PingError().detail == "not the answer to this request");
}

// --- Documents.

class TextSink final : public exchange::DocumentSink {
 public:
  std::string text;
  std::size_t largest = 0;
  std::optional<Error> error;
  Task<Status> Write(ByteView bytes) override {
    if (error) co_return *error;
    text += AsText(bytes);
    largest = std::max(largest, bytes.size());
    co_return Status();
  }
};

// A dossier with everything that a rewriter would change: quotes, white space, CDATA, comments, prefixes, entities.
std::string Dossier(std::size_t filling) {
  return "<d:dossier xmlns:d='http://www.edustandaard.nl/oso_gegevensset/2019/dossier'  xmlns:x=\"urn:x\">\r\n"
         "<!-- c --><d:a  b='1'/><d:a></d:a><![CDATA[<&]]>&lt;\xc3\xab&#233;<x:soort>d</x:soort><?p i?><d:bijlage>" +
         std::string(filling, 'Q') + "</d:bijlage>\n</d:dossier >";
}

struct SourceFixture {
  ManualExecutor executor;
  FakeSource source;
  FakeGate gate;
  SoapEndpoint endpoint{SourceOperations(source), gate};
  Loopback loopback{endpoint};
  TextSink sink;

  Result<ResultCode> Fetch(std::uint64_t limit = SoapSourceSystem::kDefaultMaxDocumentBytes) {
    SoapSourceSystem client(loopback, limit);
    exchange::DocumentRequest request{
        .facts = Facts(), .newer_than = ParseDateTime("2017-04-06T11:34:30Z").value(), .dossier_version = "2019.1"};
    return executor.Run(client.FetchDocument(AccessPointAt("01AA/1", kCallerOin), std::move(request), sink));
  }
};

TEST_CASE_FIXTURE(SourceFixture, "a document arrives byte for byte, however the answer is cut") {
  FakeRandom random(7);
  for (const std::size_t filling : {0U, 1U, 5000U, 200'000U}) {
    for (const std::size_t most : {1U, 3U, 50U, 70'000U}) {
      if (filling > 5000 && most < 50) continue;
      loopback.next_size = [&random, most] {
        std::array<std::uint8_t, 4> chance{};
        random.Fill(chance);
        return 1 + ((std::size_t{chance[0]} << 16) + (std::size_t{chance[1]} << 8) + chance[2]) % most;
      };
      source.document = Dossier(filling);
      sink = {};
      const auto result = Fetch();
      REQUIRE_MESSAGE(result.ok(), result.error().detail);
      CHECK(*result == ResultCode::kTransferSucceeded);
      CHECK(sink.text == source.document);
    }
  }
  CHECK(SameFacts(source.asked->facts, Facts()));
  CHECK(source.asked->newer_than == ParseDateTime("2017-04-06T11:34:30Z").value());
  CHECK(source.asked->dossier_version == "2019.1");
}

TEST_CASE_FIXTURE(SourceFixture, "a document is handed on in pieces, never held whole") {
  source.document = Dossier(3'000'000);
  CHECK(Fetch().ok());
  CHECK(sink.text == source.document);
  CHECK(sink.largest < 200'000);
}

TEST_CASE_FIXTURE(SourceFixture, "with any other answer the sink sees nothing") {
  source.result = ResultCode::kNotInspected;
  CHECK(Fetch().value() == ResultCode::kNotInspected);
  CHECK(sink.text.empty());
}

TEST_CASE_FIXTURE(SourceFixture, "an answer that is cut off, anywhere, is no transfer") {
  source.document = Dossier(10);
  std::string whole;
  loopback.on_answer = [&](http::Response& response) {
    ManualExecutor inner;
    whole = inner.Run(TextOf(response));
    response.body = whole;
  };
  CHECK(Fetch().ok());
  for (std::size_t kept = 0; kept < whole.size(); ++kept) {
    loopback.on_answer = [&](http::Response& response) { response.body = whole.substr(0, kept); };
    CHECK_FALSE(Fetch().ok());
  }
}

TEST_CASE_FIXTURE(SourceFixture, "a document over the limit is refused before it is all here") {
  source.document = Dossier(500'000);
  CHECK(Fetch(100'000).error().code == ErrorCode::kTooLarge);
  CHECK(sink.text.size() <= 100'000);
}

TEST_CASE_FIXTURE(SourceFixture, "a full disk at the target is the target's own error") {
  source.document = Dossier(10);
  sink.error = Fail(ErrorCode::kStorage, "disk full");
  CHECK(Fetch().error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(SourceFixture, "a system that is not the access point's supplier is not believed") {
  source.document = Dossier(10);
  loopback.peer_oin = "00000001800000000009";
  CHECK(Fetch().error().code == ErrorCode::kUnauthenticated);
  CHECK(sink.text.empty());
}

TEST_CASE_FIXTURE(SourceFixture, "an answer with a flaw is refused, and its dossier not taken") {
  source.document = Dossier(10);
  const auto changed = [&](std::string_view from, std::string_view to) {
    loopback.on_answer = [=](http::Response& response) {
      ManualExecutor inner;
      std::string text = inner.Run(TextOf(response));
      const std::size_t at = text.find(from);
      REQUIRE(at != std::string::npos);
      response.body = text.replace(at, from.size(), to);
    };
    sink = {};
    const auto result = Fetch();
    return result.ok() ? "taken" : std::string(WireName(result.error().code)) + " " + result.error().detail;
  };
  CHECK(changed("OverdrachtGeslaagd", "SessieValide") == "malformed-message dossier: not expected here");
  CHECK(sink.text.empty());
  CHECK(changed("OverdrachtGeslaagd", "PrimaDossier") == "malformed-message resultaat: unknown value PrimaDossier");
  CHECK(changed("<oso:resultaat>OverdrachtGeslaagd</oso:resultaat>", "") ==
        "malformed-message dossier: not expected here");
  CHECK(changed("<oso:resultaat>", "<oso:extra/><oso:resultaat>") == "malformed-message extra: not expected here");
  CHECK(changed("<oso:dossier>", "<oso:dossier>text") == "malformed-message text outside a message");
  CHECK(changed("<oso:dossier>", "<oso:dossier><x/>") == "malformed-message dossier: holds more than one element");
  CHECK(changed("</oso:dossier>", "</oso:dossier><oso:dossier/>") == "malformed-message dossier: not expected here");
  CHECK(changed("</oso:documentResponse>", "</oso:documentResponse><oso:documentResponse/>") ==
        "malformed-message not one documentResponse");
  CHECK(changed("</soapenv:Body>", "</soapenv:Body><soapenv:Body/>") == "malformed-message not one Body");
  CHECK(changed("schemas.xmlsoap.org", "example.org") == "malformed-message not a SOAP 1.1 envelope");
}

}  // namespace
}  // namespace oso::wire::soap
