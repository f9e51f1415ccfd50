#include "scenarios/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "center/overview.h"
#include "crypto/digest.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {
namespace {

audit::Actor Clerk() { return audit::Actor::ForAccount("anna", "command"); }

class NobodyWatches final : public school::target::IntakeObserver {
 public:
  void SessionOpened(const SessionId&, std::size_t) override {}
  void Asked(const AccessPointId&, std::string_view) override {}
  void Imported(const school::Document&) override {}
  void Answered(exchange::ResultCode) override {}
};

}  // namespace

std::string UrlOf(std::string_view supplier) { return "https://oin" + std::string(supplier) + "/oso"; }

std::string CertificateOf(std::string_view supplier) { return ToHex(crypto::Sha256(AsBytes(supplier))); }

std::string TestFile(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(OSO_TESTDATA "/" + name).rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

std::string RootOf(const std::string& document) {
  constexpr std::string_view kEnd = "</dossier>";
  const std::size_t begin = document.find("<dossier");
  return document.substr(begin, document.rfind(kEnd) + kEnd.size() - begin);
}

std::string Inspected(const std::string& root, std::string_view consent) {
  const std::size_t begin = std::min(root.find("<inzage>"), root.find("<huidigeschool>"));
  const std::size_t after =
      root.find("</inzagedatum>") == std::string::npos
          ? begin
          : root.find("</inzage>", root.find("</inzagedatum>")) + std::string_view("</inzage>").size();
  std::string block =
      "<inzage xmlns=\"http://www.edustandaard.nl/oso_gegevensset/2019/dossier\"><voorlopigdossier>false"
      "</voorlopigdossier><inzage>true</inzage><inzagedatum>2016-12-20</inzagedatum><akkoord>Nee</akkoord>";
  if (!consent.empty()) block.append("<toestemming>").append(consent).append("</toestemming>");
  return root.substr(0, begin) + block + "</inzage>" + root.substr(after);
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Task<exchange::SearchKey> PlainKeys::Derive(Pgn pgn, Brin source) {
  const auto digest = crypto::Sha256(AsBytes(std::string(pgn.RevealForDerivation()).append(source.text())));
  co_return exchange::SearchKey::FromBytes(Bytes(digest.begin(), digest.end())).value();
}

namespace {

center::SessionRules Rules() {
  return {.lifetime_seconds = kSessionSeconds,
          .test_school = School(kTestSchool),
          .openings_of_pair = {.burst = kOpeningsAtOnce, .per_minute = 1},
          .wrong_checks = {.burst = kWrongChecksAtOnce, .per_minute = 1}};
}

}  // namespace

Center::Center(World& world)
    : registry(changes, world.clock),
      connect(registry, audit, world.clock, world.random),
      world_(world),
      log_(audit, world.faults),
      faulty_sessions_(sessions, world.faults),
      faulty_links_(links, world.faults),
      open_({registry, faulty_sessions_, faulty_links_, log_, world.clock, world.random}, Rules()),
      check_({registry, faulty_sessions_, faulty_links_, log_, world.clock, world.random}, Rules()),
      close_({registry, faulty_sessions_, faulty_links_, log_, world.clock, world.random}, Rules(), connect),
      may_notify_({registry, faulty_sessions_, faulty_links_, log_, world.clock, world.random}, Rules()),
      may_give_feedback_({registry, faulty_sessions_, faulty_links_, log_, world.clock, world.random}),
      endpoint_(wire::soap::CenterOperations(*this), world.gate) {
  world.wires.Connect(std::string(kCenterUrl), Supplier(kCenter), endpoint_);
}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> Center::OpenSession(const wire::CallContext& context,
                                                                               exchange::SessionRequest request) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<center::OpenSession::Opened> answer,
                      co_await open_.Run(context.caller, std::move(request)));
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&answer)) {
    co_return exchange::OrRefusal<exchange::OpenedSession>(*refusal);
  }
  auto& opened = std::get<center::OpenSession::Opened>(answer);
  co_return exchange::OrRefusal<exchange::OpenedSession>(exchange::OpenedSession{
      .id = opened.session.id, .sources = std::move(opened.sources), .expires_at = opened.session.expires_at});
}
Task<Result<exchange::OrRefusal<exchange::ValidSession>>> Center::CheckSession(const wire::CallContext& context,
                                                                               exchange::SessionFacts facts) {
  return check_.Run(context.caller, std::move(facts));
}
Task<Result<exchange::ResultCode>> Center::CloseSession(const wire::CallContext& context, exchange::SessionFacts facts,
                                                        exchange::ResultCode best) {
  return close_.Run(context.caller, std::move(facts), best);
}
Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> Center::MayNotify(
    const wire::CallContext& context, exchange::Notification notification) {
  return may_notify_.Run(context.caller, std::move(notification));
}
Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> Center::MayGiveFeedback(const wire::CallContext& context,
                                                                                     exchange::Feedback feedback) {
  return may_give_feedback_.Run(context.caller, feedback);
}
// No school of this network has been given a key to register with.
Task<Result<exchange::ResultCode>> Center::RegisterAccessPoint(const wire::CallContext&, exchange::Registration) {
  co_return exchange::ResultCode::kRegistrationKeyWrong;
}
Task<Result<std::vector<exchange::AccessPoint>>> Center::ListAccessPoints(const wire::CallContext&,
                                                                          exchange::AccessPointFilter filter) {
  co_return center::ActiveAccessPoints(*registry.Now(), filter);
}
Task<Result<Instant>> Center::Ping(const wire::CallContext&) { co_return world_.clock.Now(); }

SchoolSystem::SchoolSystem(World& world, std::string_view supplier)
    : world_(world),
      log_(audit, world.faults),
      faulty_requests_(requests, world.faults),
      faulty_intakes_(intakes, world.faults),
      faulty_documents_(documents, world.faults),
      caller_(world.wires, Supplier(supplier)),
      center(caller_, std::string(kCenterUrl)),
      soap_sources(caller_),
      rest_sources(caller_, wire::soap::SoapSourceSystem::kDefaultMaxDocumentBytes),
      partners_(center, kept, world.clock),
      proof_(center, {kept, kept}, Supplier(supplier), world.clock),
      serve_(proof_, partners_, {dossiers, faulty_requests_, faulty_documents_}, log_, world.clock),
      ask_(faulty_intakes_, keys_, world.clock, world.random),
      complete_({center, sources}, {faulty_intakes_, faulty_documents_, log_}, keys_, world.clock, world.random, {}),
      endpoint_(wire::soap::SourceOperations(*this), world.gate),
      rest_endpoint_(wire::rest::kSourceRoutes, wire::rest::SourceActions(*this), world.gate) {
  world.wires.Connect(UrlOf(supplier), Supplier(supplier), endpoint_);
  const std::string rest = wire::rest::RestBase(UrlOf(supplier)).value() + "/document-requests";
  world.wires.Connect(rest, Supplier(supplier), rest_endpoint_);
}

DossierId SchoolSystem::Add(const std::string& document) {
  school::source::AddDossier add(dossiers, documents, world_.clock, world_.random, {});
  wire::soap::TextDocument file(document, document.size());
  const auto added = world_.executor.Run(add.Run(Clerk(), School("01AA"), file));
  REQUIRE(added.ok());
  REQUIRE(std::holds_alternative<school::source::AddDossier::Added>(*added));
  return std::get<school::source::AddDossier::Added>(*added).dossier.id;
}

void SchoolSystem::RecordInspection(DossierId dossier, school::source::Consent consent) {
  const auto done = Inspect(dossier, {.inspection = {.on = Day::Parse("2016-12-20").value(),
                                                     .agreement = school::source::Agreement::kNo,
                                                     .consent = consent}});
  REQUIRE(done.ok());
  REQUIRE(std::holds_alternative<school::source::StoredDossier>(*done));
}

Result<std::variant<school::source::StoredDossier, school::Findings>> SchoolSystem::Inspect(
    DossierId dossier, school::source::RecordInspection::Record record) {
  school::source::RecordInspection inspect(dossiers, faulty_documents_, world_.clock, world_.random, {});
  return world_.executor.Run(inspect.Run(Clerk(), dossier, std::move(record)));
}

void SchoolSystem::SetReady(DossierId dossier, std::optional<Brin> target) {
  school::source::SetReady set_ready(dossiers, documents, keys_, world_.clock, {});
  const auto ready = world_.executor.Run(set_ready.Run(Clerk(), dossier, target));
  REQUIRE(ready.ok());
  REQUIRE(std::holds_alternative<school::source::SetReady::Ready>(*ready));
}

DossierId SchoolSystem::Offer(const std::string& document) {
  const DossierId dossier = Add(document);
  RecordInspection(dossier);
  SetReady(dossier);
  return dossier;
}

Result<school::target::Intake> SchoolSystem::Ask(std::string_view pgn, Brin source, AccessPointId target,
                                                 dossier::TransferKind kind) {
  return world_.executor.Run(ask_.Run(Clerk(), target, source, Pgn::Parse(pgn).value(), kind));
}

Result<school::target::Intake> SchoolSystem::Complete(school::target::Intake intake) {
  NobodyWatches observer;
  return world_.executor.Run(complete_.Run(Clerk(), std::move(intake), observer));
}

Task<Result<exchange::DocumentAnswer>> SchoolSystem::FetchDocument(const wire::CallContext& context,
                                                                   exchange::DocumentRequest request) {
  return serve_.Run(context.caller, std::move(request));
}
Task<Result<Instant>> SchoolSystem::Ping(const wire::CallContext&) { co_return world_.clock.Now(); }

Network::Network() {
  std::vector<exchange::RegisterEntry> entries{exchange::Board{std::string(kBoard), "Stichting Voorbeeld"},
                                               AgreementOfBoard()};
  for (const std::string_view supplier : {kNoord, kZuid, kVreemd, kCenter}) {
    entries.emplace_back(exchange::Supplier{Supplier(supplier), "Leverancier"});
    for (const exchange::Role role : {exchange::Role::kSource, exchange::Role::kTarget}) {
      using enum dossier::Profile;
      for (const dossier::Profile profile : {kPopo, kPovo, kVovo, kPoswv, kVoswv}) {
        entries.emplace_back(QualificationOf(supplier, role, profile));
      }
    }
  }
  Enter(std::move(entries));
  AddAccessPoint("01AA/1", kNoord);
  AddAccessPoint("01AA/8", kNoord, exchange::Purpose::kInclusiveEducation);
  AddAccessPoint("01AA/9", kNoord);
  AddAccessPoint("02BB/1", kZuid);
  AddAccessPoint("02BB/8", kZuid, exchange::Purpose::kInclusiveEducation);
  AddAccessPoint("02BB/9", kZuid);
  AddAccessPoint("03CC/9", kNoord);
  AddAccessPoint("06SW/1", kZuid, exchange::Purpose::kInclusiveEducation);
  AddAccessPoint("00YY/1", kCenter);
  for (const char* paused : {"01AA/9", "02BB/9", "03CC/9"}) SetState(paused, exchange::AccessPointState::kPaused);
}

void Network::Enter(std::vector<exchange::RegisterEntry> entries) {
  const auto done = world.executor.Run(
      center.registry.Change(Clerk(), "scenario", [&entries](const exchange::Register&) -> Result<center::RegisterAct> {
        return center::RegisterAct{entries, {}};
      }));
  REQUIRE_MESSAGE(done.ok(), done.error().detail);
}

void Network::AddAccessPoint(std::string_view id, std::string_view supplier, exchange::Purpose purpose) {
  auto sector = exchange::Sector::kPrimary;
  if (id.starts_with("02")) sector = exchange::Sector::kSecondary;
  if (id.starts_with("06")) sector = exchange::Sector::kPartnership;
  Enter({exchange::School{.brin = Ap(id).brin, .name = "School", .sector = sector, .board = std::string(kBoard)},
         MandateFor(supplier, id.substr(0, 4), purpose),
         exchange::AccessPoint{.id = Ap(id),
                               .purpose = purpose,
                               .sector = sector,
                               .supplier = Supplier(supplier),
                               .url = UrlOf(supplier),
                               .state = exchange::AccessPointState::kActive}});
}

void Network::SetState(std::string_view id, exchange::AccessPointState state) {
  exchange::AccessPoint ap = AccessPointOf(id);
  ap.state = state;
  Enter({ap});
}

exchange::AccessPoint Network::AccessPointOf(std::string_view id) {
  const auto now = center.registry.Now();
  const exchange::AccessPoint* ap = now->FindAccessPoint(Ap(id));
  REQUIRE(ap != nullptr);
  return *ap;
}

exchange::Agreement Network::AgreementOfBoard() {
  return {.board = std::string(kBoard),
          .signed_by = "voorzitter",
          .signed_at = world.clock.Now(),
          .version = "2017",
          .partnerships = true};
}

exchange::Mandate Network::MandateFor(std::string_view supplier, std::string_view school, exchange::Purpose purpose) {
  return {.board = std::string(kBoard),
          .supplier = Supplier(supplier),
          .school = School(school),
          .purpose = purpose,
          .from = world.clock.Now()};
}

exchange::Qualification Network::QualificationOf(std::string_view supplier, exchange::Role role,
                                                 dossier::Profile profile) {
  return {.supplier = Supplier(supplier),
          .product = "Voorbeeld",
          .role = role,
          .profile = profile,
          .version = dossier::DataSetVersion::k2016_1,
          .from = world.clock.Now()};
}

std::vector<std::string> Network::Events(store::memory::AuditLog& log, std::int64_t after) {
  std::vector<std::string> events;
  const auto stored = world.executor.Run(log.List(after, 100'000));
  for (const audit::StoredEvent& event : *stored) events.push_back(event.type + " " + event.fields);
  return events;
}

std::int64_t Network::Count(store::memory::AuditLog& log, std::string_view type, std::string_view part) {
  return std::ranges::count_if(Events(log), [&](const std::string& event) {
    return event.starts_with(std::string(type) + " ") && event.find(part) != std::string::npos;
  });
}

}  // namespace oso::scenario
