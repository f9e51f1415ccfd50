// A whole network in one process: the centre and two school systems with memory stores, joined by wires that carry real
// SOAP messages. No sockets, disks or threads; time, chance and faults are the test's.
//
//   source school 01AA (Noord): 01AA/1; 01AA/8 is for PaO, 01AA/9 is paused      target school 02BB (Zuid): 02BB/1;
//   02BB/8 is for PaO, 02BB/9 is paused      school 03CC (Noord): 03CC/9, paused      partnership 06SW (Zuid): 06SW/1
//   the test school 00YY (the centre's own system): 00YY/1
//
// All schools have one board, whose agreement, mandates and suppliers' qualifications are in force.
#pragma once

#include "base/fakes.h"
#include "center/notify.h"
#include "center/registry.h"
#include "scenarios/wires.h"
#include "school/source/prepare.h"
#include "school/source/record_inspection.h"
#include "school/source/serve_document.h"
#include "school/target/intake.h"
#include "store/memory/center_store.h"
#include "store/memory/document_store.h"
#include "store/memory/school_store.h"
#include "wire/mixed_sources.h"
#include "wire/rest/client.h"
#include "wire/rest/source_api.h"
#include "wire/soap/client.h"
#include "wire/soap/operations.h"

namespace oso::scenario {

inline constexpr std::string_view kCenterUrl = "https://centrum/overstapservice";
inline constexpr std::string_view kNoord = "00000001000000000001";
inline constexpr std::string_view kZuid = "00000001000000000002";
inline constexpr std::string_view kVreemd = "00000001000000000003";  // a registered supplier without a system of ours
inline constexpr std::string_view kCenter = "00000001000000000000";  // the centre's own systems
inline constexpr std::string_view kBoard = "41234";
inline constexpr std::string_view kTestSchool = "00YY";
inline constexpr std::int64_t kSessionSeconds = 3600;
inline constexpr std::int64_t kOpeningsAtOnce = 50;
inline constexpr std::int64_t kWrongChecksAtOnce = 5;

inline Brin School(std::string_view text) { return Brin::Parse(text).value(); }
inline Oin Supplier(std::string_view text) { return Oin::Parse(text).value(); }
inline AccessPointId Ap(std::string_view text) { return AccessPointId::Parse(text).value(); }
std::string UrlOf(std::string_view supplier);
std::string CertificateOf(std::string_view supplier);  // its fingerprint

// A file of testdata: whole, and its root element as it travels.
std::string TestFile(const std::string& name);
std::string RootOf(const std::string& document);
// A root element of 2019.1 with what SchoolSystem::RecordInspection puts in it.
std::string Inspected(const std::string& root, std::string_view consent = "");
// `text` with the first `from` replaced by `to`; ends the test when it is not there.
std::string Replaced(std::string text, std::string_view from, std::string_view to);

struct World {
  ManualExecutor executor;
  FakeClock clock;
  FakeRandom random;
  Faults faults;
  Wires wires{faults};
  OpenGate gate;
};

// Search keys at once, on no other thread.
class PlainKeys final : public school::SearchKeyScheme {
 public:
  Task<exchange::SearchKey> Derive(Pgn pgn, Brin source) override;
};

class Center final : public wire::CenterService {
 public:
  explicit Center(World& world);

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const wire::CallContext& context,
                                                                         exchange::SessionRequest request) override;
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const wire::CallContext& context,
                                                                         exchange::SessionFacts facts) override;
  Task<Result<exchange::ResultCode>> CloseSession(const wire::CallContext& context, exchange::SessionFacts facts,
                                                  exchange::ResultCode best) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      const wire::CallContext& context, exchange::Notification notification) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(const wire::CallContext& context,
                                                                               exchange::Feedback feedback) override;
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(const wire::CallContext& context,
                                                         exchange::Registration registration) override;
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const wire::CallContext& context,
                                                                    exchange::AccessPointFilter filter) override;
  Task<Result<Instant>> Ping(const wire::CallContext& context) override;

  store::memory::AuditLog audit;
  store::memory::RegisterStore changes{audit};
  store::memory::SessionStore sessions{audit};
  store::memory::LinkStore links{audit};
  center::Registry registry;
  center::Connect connect;

 private:
  World& world_;
  FaultyLog log_;
  FaultySessions faulty_sessions_;
  FaultyLinks faulty_links_;
  center::OpenSession open_;
  center::CheckSession check_;
  center::CloseSession close_;
  center::MayNotify may_notify_;
  center::MayGiveFeedback may_give_feedback_;
  wire::soap::SoapEndpoint endpoint_;
};

// A supplier's system for its schools, as source and as target.
// What a school system keeps of the centre: a test puts it there.
class KeptOfCenter final : public school::KeptRegister, public school::CenterKeys {
 public:
  Task<Result<std::shared_ptr<const exchange::RegisterDocument>>> Current() override {
    if (registry == nullptr) co_return std::shared_ptr<const exchange::RegisterDocument>();
    co_return std::make_shared<const exchange::RegisterDocument>(exchange::RegisterDocument{made_at, registry});
  }
  std::optional<crypto::VerifyingKey> Find(std::string_view kid) const override {
    return key && key->Thumbprint() == kid ? key : std::nullopt;
  }
  std::shared_ptr<const exchange::Register> registry;
  Instant made_at;
  std::optional<crypto::VerifyingKey> key;
};

class SchoolSystem final : public wire::SourceService {
 public:
  SchoolSystem(World& world, std::string_view supplier);

  // As source. What should succeed and does not ends the test.
  DossierId Add(const std::string& document);
  void RecordInspection(DossierId dossier, school::source::Consent consent = school::source::Consent::kNotNeeded);
  Result<std::variant<school::source::StoredDossier, school::Findings>> Inspect(
      DossierId dossier, school::source::RecordInspection::Record record);
  void SetReady(DossierId dossier, std::optional<Brin> target = std::nullopt);
  DossierId Offer(const std::string& document);  // all three

  // As target.
  Result<school::target::Intake> Ask(std::string_view pgn, Brin source, AccessPointId target,
                                     dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools);
  Result<school::target::Intake> Complete(school::target::Intake intake);

  Task<Result<exchange::DocumentAnswer>> FetchDocument(const wire::CallContext& context,
                                                       exchange::DocumentRequest request) override;
  Task<Result<Instant>> Ping(const wire::CallContext& context) override;

  store::memory::AuditLog audit;
  store::memory::DossierStore dossiers{audit};
  store::memory::RequestStore requests{audit};
  store::memory::IntakeStore intakes{audit};
  store::memory::DocumentStore documents;
  KeptOfCenter kept;

 private:
  World& world_;
  PlainKeys keys_;
  FaultyLog log_;
  FaultyRequests faulty_requests_;
  FaultyIntakes faulty_intakes_;
  FaultyDocuments faulty_documents_;
  Caller caller_;

 public:
  wire::soap::SoapTrafficCenter center;
  wire::soap::SoapSourceSystem soap_sources;
  wire::rest::RestSourceSystem rest_sources;
  wire::MixedSources sources{rest_sources, soap_sources};

 private:
  school::source::Partners partners_;
  school::source::SessionProof proof_;
  school::source::ServeDocument serve_;
  school::target::AskDossier ask_;
  school::target::CompleteIntake complete_;
  wire::soap::SoapEndpoint endpoint_;
  wire::rest::RestEndpoint rest_endpoint_;
};

struct Network {
  Network();

  // Entries of the register, in one act.
  void Enter(std::vector<exchange::RegisterEntry> entries);
  // An active access point, with its school and its supplier's mandate for that.
  void AddAccessPoint(std::string_view id, std::string_view supplier,
                      exchange::Purpose purpose = exchange::Purpose::kTransfer);
  void SetState(std::string_view id, exchange::AccessPointState state);
  // An entry as it is now, to be entered again with a change.
  exchange::AccessPoint AccessPointOf(std::string_view id);
  exchange::Agreement AgreementOfBoard();
  exchange::Mandate MandateFor(std::string_view supplier, std::string_view school,
                               exchange::Purpose purpose = exchange::Purpose::kTransfer);
  exchange::Qualification QualificationOf(std::string_view supplier, exchange::Role role, dossier::Profile profile);
  // What a log holds after event number `after`, as `type {"field":"value",...}`.
  std::vector<std::string> Events(store::memory::AuditLog& log, std::int64_t after = 0);
  // How many of those begin with `type` and hold `part`.
  std::int64_t Count(store::memory::AuditLog& log, std::string_view type, std::string_view part = "");

  World world;
  Center center{world};
  SchoolSystem noord{world, kNoord};
  SchoolSystem zuid{world, kZuid};
};

}  // namespace oso::scenario
