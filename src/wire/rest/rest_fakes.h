// For tests and fuzzing: a centre behind a REST endpoint that tells what it was asked.
#pragma once

#include "wire/rest/center_api.h"
#include "wire/soap/loopback.h"

namespace oso::wire::rest {

inline constexpr std::string_view kFakeSession = "0190f3a0-7c1e-7b0a-9c55-2f6d1a3b4c5d";
inline constexpr std::string_view kFakeLink = "42a12e8a-f721-4b26-b2d9-586e2b2123ec";
inline constexpr std::string_view kFakeOin = "00000099000000000001";

// A body in pieces of 64 bytes; it says how long it is, as a peer does.
class TextBody final : public http::BodyReader {
 public:
  explicit TextBody(std::string_view text) : text_(text) {}
  Task<Result<ByteView>> Next() override {
    const std::size_t size = std::min<std::size_t>(64, text_.size() - at_);
    at_ += size;
    co_return AsBytes(text_).subspan(at_ - size, size);
  }
  std::optional<std::uint64_t> announced() const override { return text_.size() - at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

class FakeRestGate final : public CallGate {
 public:
  std::optional<Error> refusal;
  std::vector<std::string> seen;  // what it was told, in order
  std::string key;                // the idempotency key of the last answered call

  Task<Result<CallContext>> Admit(const http::Request& request, std::string_view operation,
                                  audit::Subject subject) override {
    std::string told = "admit " + std::string(operation);
    if (!subject.board.empty()) told += " board " + subject.board;
    if (subject.school) told += " school " + std::string(subject.school->text());
    seen.push_back(std::move(told));
    if (refusal) co_return *refusal;
    co_return CallContext{{Oin::Parse(kFakeOin).value(), audit::Actor::Unknown(request.id)},
                          std::string(operation),
                          Instant{1'483'228'800'000'000}};
  }
  void Answered(const http::Request&, const CallContext& context, std::string_view outcome, std::string_view) override {
    seen.push_back("answered " + context.operation + (outcome.empty() ? "" : " ") + std::string(outcome));
    key = context.idempotency_key;
  }
  void Unreadable(const http::Request&, const Error& why) override {
    seen.push_back("unreadable " + std::string(WireName(why.code)));
  }
};

// Every service at once. `asked` is what the last call came to.
class FakeServices final : public CenterService, public RegisterService, public ConnectService {
 public:
  std::optional<Error> error;                   // the answer to everything
  std::optional<exchange::ResultCode> refusal;  // where there is one
  std::string asked;
  std::optional<exchange::DossierKey> key;
  bool writable = true;
  int schools = 45;
  int made = 0;                      // documents that take long to make
  std::optional<Error> cannot_make;  // the answer to who asks for one

  static exchange::AccessPoint Ap(std::uint16_t index = 1) {
    exchange::AccessPoint ap;
    ap.id = {Brin::Parse("01AA").value(), index};
    ap.supplier = Oin::Parse(kFakeOin).value();
    ap.url = "https://las.example.nl/oso";
    ap.state = exchange::AccessPointState::kActive;
    return ap;
  }

  template <class T>
  Result<T> Give(std::string told, T value) {
    asked = std::move(told);
    if (error) return *error;
    return value;
  }
  Status Do(std::string told) {
    asked = std::move(told);
    return error ? Status(*error) : Status();
  }
  template <class T>
  Result<exchange::OrRefusal<T>> GiveOr(std::string told, T value) {
    asked = std::move(told);
    if (error) return *error;
    if (refusal) return exchange::OrRefusal<T>(*refusal);
    return exchange::OrRefusal<T>(std::move(value));
  }
  static std::string Told(const exchange::SessionFacts& facts) {
    return facts.source.ToString() + " " + facts.target.ToString() + " " + std::string(WireName(facts.kind)) + " " +
           facts.session.ToString();
  }

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const CallContext&,
                                                                         exchange::SessionRequest request) override {
    key = request.key;
    exchange::OpenedSession opened{SessionId::Parse(kFakeSession).value(), {Ap()}};
    opened.expires_at = Instant{1'483'232'400'000'000};
    opened.signed_session = "a.b.c";
    const std::string index = request.source_index ? "/" + std::to_string(*request.source_index) : "";
    co_return GiveOr("open " + std::string(request.source.text()) + index + " " + request.target.ToString() + " " +
                         std::string(WireName(request.kind)),
                     std::move(opened));
  }
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const CallContext&,
                                                                         exchange::SessionFacts facts) override {
    co_return GiveOr("check " + Told(facts), exchange::ValidSession{exchange::Sector::kSecondary});
  }
  Task<Result<exchange::ResultCode>> CloseSession(const CallContext&, exchange::SessionFacts facts,
                                                  exchange::ResultCode best) override {
    co_return Give("close " + Told(facts) + " " + std::string(exchange::WireName(best)),
                   refusal.value_or(exchange::ResultCode::kTransferSucceeded));
  }
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      const CallContext&, exchange::Notification notification) override {
    exchange::GrantedNotification granted{.url = "https://swv.example.nl/oso"};
    if (!notification.session) granted.key = exchange::LinkKey::Parse(kFakeLink).value();
    co_return GiveOr("notify " + notification.source.ToString() + " " + notification.target.ToString(),
                     std::move(granted));
  }
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(const CallContext&,
                                                                               exchange::Feedback feedback) override {
    co_return GiveOr("feedback " + feedback.source.ToString(), exchange::GrantedFeedback{"https://las.example.nl/oso"});
  }
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(const CallContext&,
                                                         exchange::Registration registration) override {
    co_return Give("register " + registration.access_point.ToString() + " " + registration.url,
                   refusal.value_or(exchange::ResultCode::kRegistered));
  }
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const CallContext&,
                                                                    exchange::AccessPointFilter filter) override {
    std::vector<exchange::AccessPoint> all;
    for (std::uint16_t i = 0; i < 3; ++i) all.push_back(Ap(i));
    co_return Give("access-points" + (filter.brin ? " " + std::string(filter.brin->text()) : ""), std::move(all));
  }
  Task<Result<Instant>> Ping(const CallContext&) override { co_return Give("ping", Instant{1'483'228'800'000'000}); }

  static SchoolEntry School() {
    SchoolEntry entry;
    entry.school.brin = Brin::Parse("01AA").value();
    entry.school.name = "De Regenboog";
    entry.connected = true;
    return entry;
  }
  static std::string Told(PageWish page) { return std::to_string(page.number) + "/" + std::to_string(page.size); }
  Task<Result<Listed<SchoolEntry>>> ListSchools(const CallContext&, SchoolWish wish, PageWish page) override {
    co_return Give("schools '" + wish.words + "' " + Told(page), Listed<SchoolEntry>{{School()}, schools});
  }
  Task<Result<SchoolEntry>> FindSchool(const CallContext&, Brin brin) override {
    SchoolEntry entry = School();
    entry.access_points.push_back(Ap());
    co_return Give("school " + std::string(brin.text()), std::move(entry));
  }
  Task<Result<exchange::AccessPoint>> FindAccessPoint(const CallContext&, AccessPointId id) override {
    co_return Give("access-point " + id.ToString(), Ap());
  }
  Task<Result<KeptSession>> FindSession(const CallContext&, SessionId session) override {
    KeptSession kept{.id = session, .source = Ap().id.brin, .target = Ap(2).id, .opened_at = {}, .expires_at = {}};
    kept.closing = {.result = exchange::ResultCode::kNotAvailable, .source = Ap().id, .at = {}};
    co_return Give("session " + session.ToString(), std::move(kept));
  }
  Task<Result<Listed<exchange::Board>>> ListBoards(const CallContext&, std::string words, PageWish page) override {
    co_return Give("boards '" + words + "' " + Told(page), Listed<exchange::Board>{{{"40001", "Noord"}}, 1});
  }
  Task<Result<Listed<exchange::Supplier>>> ListSuppliers(const CallContext&, std::string words,
                                                         PageWish page) override {
    exchange::Supplier supplier;
    supplier.oin = Oin::Parse(kFakeOin).value();
    co_return Give("suppliers '" + words + "' " + Told(page), Listed<exchange::Supplier>{{supplier}, 1});
  }
  Task<Result<Listed<exchange::RegisterChange>>> History(const CallContext&, std::string kind, std::string entry,
                                                         PageWish page) override {
    exchange::RegisterChange was{
        .version = 1, .at = {}, .actor = "system", .why = "x", .entry = exchange::Board{"40001", "Noord"}};
    co_return Give("history " + kind + " " + entry + " " + Told(page), Listed<exchange::RegisterChange>{{was}, 1});
  }
  Task<Result<Bytestream>> Bytes(std::string told, std::string media, std::string version = "", int fresh = 0) {
    co_return Give(std::move(told), Bytestream{std::make_shared<const std::string>("bytes"), std::move(media),
                                               std::move(version), fresh});
  }
  Task<Result<std::shared_ptr<const std::string>>> MakeDocument() {
    ++made;
    if (cannot_make) co_return *cannot_make;
    co_return std::make_shared<const std::string>("bytes");
  }
  Task<Result<Bytestream>> RegisterDocument(const CallContext&) override {
    const auto make = [this]() -> Task<Result<std::shared_ptr<const std::string>>> { return MakeDocument(); };
    co_return Give("register-document",
                   Bytestream{.bytes = nullptr, .media_type = "application/jose", .version = "17", .make = make});
  }
  Task<Result<Bytestream>> Keys(const CallContext&) override { return Bytes("keys", "application/jwk-set+json"); }
  Task<Result<Bytestream>> Statistics(const CallContext&, StatisticsWish wish) override {
    const bool csv = wish.format == StatisticsFormat::kCsv;
    return Bytes("statistics " + wish.from + " " + wish.to + " " + wish.by, csv ? "text/csv" : "application/json");
  }
  Task<Result<Bytestream>> Checkpoint(const CallContext&) override { return Bytes("checkpoint", "text/plain"); }
  Task<Result<Bytestream>> Tile(const CallContext&, std::string path) override {
    return Bytes("tile " + path, "application/octet-stream", "", 31'536'000);
  }
  Task<Result<Bytestream>> Entries(const CallContext&, std::string path) override {
    return Bytes("entries " + path, "application/octet-stream");
  }
  Task<Result<Bytestream>> Receipt(const CallContext&, SessionId session) override {
    return Bytes("receipt " + session.ToString(), "application/jose");
  }
  Task<Result<Bytestream>> OpenApi(const CallContext&) override { return Bytes("openapi", "application/yaml"); }
  Task<Result<bool>> IsWritable(const CallContext&) override { co_return Give("health", writable); }

  Task<Status> SignAgreement(const CallContext&, std::string why, exchange::Agreement agreement) override {
    co_return Do("sign " + agreement.board + " " + agreement.version + " " + why);
  }
  static std::string Told(const exchange::Mandate& mandate) {
    return mandate.board + " " + std::string(mandate.school.text()) + " " +
           std::string(exchange::WireName(mandate.purpose));
  }
  Task<Status> GiveMandate(const CallContext&, std::string, exchange::Mandate mandate) override {
    co_return Do("mandate " + Told(mandate) + " " + ToIso8601(mandate.from));
  }
  Task<Status> RevokeMandate(const CallContext&, std::string, exchange::Mandate mandate) override {
    co_return Do("revoke " + Told(mandate));
  }
  Task<Result<AccessPointId>> Announce(const CallContext&, std::string why,
                                       exchange::Announcement announcement) override {
    co_return Give("announce " + std::string(announcement.school.text()) + " " + why,
                   AccessPointId{announcement.school, 4});
  }
  Task<Result<std::string>> IssueRegistrationKey(const CallContext&, AccessPointId ap) override {
    co_return Give("key " + ap.ToString(), std::string("ABCDE-FGHJK"));
  }
  Task<Status> Qualify(const CallContext&, std::string why, AccessPointId ap) override {
    co_return Do("qualify " + ap.ToString() + " " + why);
  }
  Task<Status> Activate(const CallContext&, std::string why, AccessPointId ap) override {
    co_return Do("activate " + ap.ToString() + " " + why);
  }
  Task<Status> Pause(const CallContext&, std::string why, AccessPointId ap) override {
    co_return Do("pause " + ap.ToString() + " " + why);
  }
  Task<Status> Leave(const CallContext&, std::string why, AccessPointId ap) override {
    co_return Do("leave " + ap.ToString() + " " + why);
  }
  Task<Status> Block(const CallContext&, std::string why, Oin supplier) override {
    co_return Do("block " + std::string(supplier.text()) + " " + why);
  }
  Task<Status> Unblock(const CallContext&, std::string why, Oin supplier) override {
    co_return Do("unblock " + std::string(supplier.text()) + " " + why);
  }
};

// A request to the endpoint, and what came of it.
struct RestFixture {
  FakeServices services;
  FakeRestGate gate;
  RestEndpoint endpoint{kCenterRoutes, CenterActions({services, services, services}), gate, 4096};
  http::Headers headers;

  struct Answered {
    int status = 0;
    http::Headers headers;
    std::string text;
    std::string Header(std::string_view name) const {
      const std::string* value = http::Find(headers, name);
      return value == nullptr ? "" : *value;
    }
  };
  Answered Ask(std::string method, std::string target, std::string_view body = "") {
    TextBody reader(body);
    http::Request request{.method = std::move(method),
                          .target = std::move(target),
                          .headers = headers,
                          .peer = std::nullopt,
                          .id = "r-1",
                          .body = &reader};
    if (!body.empty() && http::Find(headers, "Content-Type") == nullptr) {
      request.headers.emplace_back("Content-Type", "application/json");
    }
    ManualExecutor executor;
    http::Response response = executor.Run(endpoint.Handle(request));
    return {response.status, response.headers, executor.Run(soap::TextOf(response))};
  }
};

}  // namespace oso::wire::rest
