#include "scenarios/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

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

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Task<exchange::SearchKey> PlainKeys::Derive(Pgn pgn, Brin source) {
  const auto digest = crypto::Sha256(AsBytes(std::string(pgn.RevealForDerivation()).append(source.text())));
  co_return exchange::SearchKey::FromBytes(Bytes(digest.begin(), digest.end())).value();
}

Center::Center(World& world)
    : world_(world),
      log_(audit, world.faults),
      faulty_sessions_(sessions, world.faults),
      open_(registry, faulty_sessions_, log_, world.clock, world.random, kSessionSeconds),
      check_(registry, faulty_sessions_, log_, world.clock),
      close_(faulty_sessions_, log_, world.clock),
      endpoint_(wire::soap::CenterOperations(*this), world.gate) {
  world.wires.Connect(std::string(kCenterUrl), Supplier("00000001000000000000"), endpoint_);
}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> Center::OpenSession(const wire::CallContext& context,
                                                                               exchange::SessionRequest request) {
  return open_.Run(context.caller, std::move(request));
}
Task<Result<exchange::OrRefusal<exchange::ValidSession>>> Center::CheckSession(const wire::CallContext& context,
                                                                               exchange::SessionFacts facts) {
  return check_.Run(context.caller, std::move(facts));
}
Task<Result<exchange::ResultCode>> Center::CloseSession(const wire::CallContext& context, exchange::SessionFacts facts,
                                                        exchange::ResultCode best) {
  return close_.Run(context.caller, std::move(facts), best);
}
Task<Result<std::vector<exchange::AccessPoint>>> Center::ListAccessPoints(const wire::CallContext&,
                                                                          exchange::AccessPointFilter filter) {
  CO_ASSIGN_OR_RETURN(std::vector<exchange::AccessPoint> found, co_await registry.ListAccessPoints(filter));
  std::erase_if(found, [](const auto& ap) { return ap.state != exchange::AccessPointState::kActive; });
  co_return found;
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
      sources(caller_),
      partners_(center, world.clock),
      serve_(center, partners_, {dossiers, faulty_requests_, faulty_documents_}, log_, world.clock),
      ask_(faulty_intakes_, keys_, world.clock, world.random),
      complete_({center, sources}, {faulty_intakes_, faulty_documents_, log_}, keys_, world.clock, world.random, {}),
      endpoint_(wire::soap::SourceOperations(*this), world.gate) {
  world.wires.Connect(UrlOf(supplier), Supplier(supplier), endpoint_);
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
  school::source::RecordInspection record(dossiers, world_.clock);
  school::source::Inspection inspection{
      .date = "2016-12-20", .by = "ouder", .agreement = school::source::Agreement::kNo, .consent = consent};
  REQUIRE(world_.executor.Run(record.Run(Clerk(), dossier, std::move(inspection))).ok());
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
  center::Register entering(center.registry, world.clock);
  REQUIRE(world.executor.Run(entering.AddBoard(Clerk(), {"41234", "Stichting Voorbeeld"})).ok());
  for (const std::string_view supplier : {kNoord, kZuid, kVreemd}) {
    REQUIRE(world.executor.Run(entering.AddSupplier(Clerk(), {Supplier(supplier), "Leverancier"})).ok());
  }
  AddAccessPoint("01AA/1", kNoord);
  AddAccessPoint("01AA/8", kNoord, exchange::Purpose::kInclusiveEducation);
  AddAccessPoint("01AA/9", kNoord);
  AddAccessPoint("02BB/1", kZuid);
  AddAccessPoint("02BB/8", kZuid, exchange::Purpose::kInclusiveEducation);
  AddAccessPoint("02BB/9", kZuid);
  AddAccessPoint("03CC/9", kNoord);
  for (const char* inactive : {"01AA/9", "02BB/9", "03CC/9"}) {
    SetState(inactive, exchange::AccessPointState::kInactive);
  }
}

void Network::AddAccessPoint(std::string_view id, std::string_view supplier, exchange::Purpose purpose) {
  center::Register entering(center.registry, world.clock);
  const auto sector = id.starts_with("02") ? exchange::Sector::kSecondary : exchange::Sector::kPrimary;
  const exchange::School school{.brin = Ap(id).brin, .name = "School", .sector = sector, .board = "41234"};
  REQUIRE(world.executor.Run(entering.AddSchool(Clerk(), school)).ok());
  const exchange::AccessPoint ap{.id = Ap(id),
                                 .purpose = purpose,
                                 .sector = sector,
                                 .supplier = Supplier(supplier),
                                 .url = UrlOf(supplier),
                                 .state = exchange::AccessPointState::kInactive};
  REQUIRE(world.executor.Run(entering.AddAccessPoint(Clerk(), ap)).ok());
  SetState(id, exchange::AccessPointState::kActive);
}

void Network::SetState(std::string_view id, exchange::AccessPointState state) {
  center::Register entering(center.registry, world.clock);
  REQUIRE(world.executor.Run(entering.SetAccessPointState(Clerk(), Ap(id), state)).ok());
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
