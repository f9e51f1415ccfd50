// A source that takes a session as the centre signed it; and systems that speak other dialects than each other.
#include <doctest/doctest.h>

#include "exchange/signed_session.h"
#include "scenarios/network.h"

namespace oso::scenario {
namespace {

using dossier::TransferKind;
using exchange::Protocol;
using exchange::ResultCode;
using exchange::SignedSession;

constexpr std::string_view kPupil = "101211151";  // of povo.xml

std::string Povo() { return TestFile("povo.xml"); }

class Received final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView bytes) override {
    text += AsText(bytes);
    co_return Status{};
  }
  std::string text;
};

// The target Zuid has a session that the centre signed, and asks the source Noord with it.
struct Signed : Network {
  Signed() {
    noord.kept.key = key.public_key();
    noord.Offer(Povo());
    session = {.issuer = "oso",
               .id = SessionId::NewAt(world.clock.Now(), world.random),
               .issued_at = world.clock.Now(),
               .expires_at = world.clock.Now().PlusSeconds(kSessionSeconds),
               .target = Ap("02BB/1"),
               .target_supplier = Supplier(kZuid),
               .target_certificate = CertificateOf(kZuid),
               .target_sector = exchange::Sector::kSecondary,
               .source = School("01AA"),
               .sources = {{Ap("01AA/1"), Supplier(kNoord)}},
               .kind = TransferKind::kBetweenSchools};
    session.key = exchange::DigestOf(session.blinding, Pupil());
  }

  exchange::SearchKey Pupil() {
    return world.executor.Run(PlainKeys().Derive(Pgn::Parse(kPupil).value(), School("01AA")));
  }

  // What `asking` hears and gets.
  Result<ResultCode> Fetch(SchoolSystem& asking, Protocol protocol = Protocol::kRest1) {
    exchange::AccessPoint source = AccessPointOf("01AA/1");
    source.protocols = {protocol};
    exchange::DocumentRequest request{
        .facts = {Ap("01AA/1"), Ap("02BB/1"), Pupil(), TransferKind::kBetweenSchools, session.id},
        .newer_than = std::nullopt,
        .dossier_version = std::nullopt,
        .signed_session = exchange::SignSession(session, key).value()};
    Received received;
    auto result = world.executor.Run(asking.sources.FetchDocument(source, std::move(request), received));
    document = received.text;
    return result;
  }
  void CenterGoes() { world.wires.Disconnect(std::string(kCenterUrl)); }

  crypto::SigningKey key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  SignedSession session;
  std::string document;  // of the last answer
};

TEST_CASE_FIXTURE(Signed, "signed session: while the centre is away the dossier is given, byte for byte") {
  CenterGoes();
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
  CHECK(document == Inspected(RootOf(Povo())));
  CHECK(Count(noord.audit, "document-serving", R"("proof":"signed-session")") == 1);
}

TEST_CASE_FIXTURE(Signed, "signed session: a kept register that is younger than it says what changed since") {
  using exchange::RegisterEntry;
  CenterGoes();
  exchange::AccessPoint paused = AccessPointOf("02BB/1");
  paused.state = exchange::AccessPointState::kPaused;
  exchange::AccessPoint moved = AccessPointOf("02BB/1");
  moved.supplier = Supplier(kVreemd);
  exchange::Supplier blocked = *center.registry.Now()->FindSupplier(Supplier(kZuid));
  blocked.blocked = true;
  exchange::AccessPoint left = AccessPointOf("01AA/1");
  left.state = exchange::AccessPointState::kPaused;
  exchange::Mandate revoked{.board = center.registry.Now()->FindSchool(School("01AA"))->board,
                            .supplier = Supplier(kNoord),
                            .school = School("01AA"),
                            .from = Instant{},
                            .until = world.clock.Now()};
  const std::vector<std::pair<RegisterEntry, ResultCode>> changes{{paused, ResultCode::kUnknownAccessPoint},
                                                                  {moved, ResultCode::kUnknownAccessPoint},
                                                                  {blocked, ResultCode::kUnknownAccessPoint},
                                                                  {left, ResultCode::kSourceAccessPointUnknown},
                                                                  {revoked, ResultCode::kSourceAccessPointUnknown}};
  for (const auto& [change, refusal] : changes) {
    noord.kept.registry = center.registry.Now()->With(std::vector{change}, 1'000'000);
    noord.kept.made_at = session.issued_at.PlusSeconds(exchange::kClockSkewSeconds + 1);
    CHECK(Fetch(zuid).value() == refusal);
  }
  // Made before the session, or within what clocks may differ: the centre knew better. And when nothing changed.
  noord.kept.made_at = session.issued_at.PlusSeconds(exchange::kClockSkewSeconds);
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
  session.id = SessionId::NewAt(world.clock.Now(), world.random);
  noord.kept.registry = center.registry.Now();
  noord.kept.made_at = session.issued_at.PlusSeconds(exchange::kClockSkewSeconds + 1);
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
}

TEST_CASE_FIXTURE(Signed, "signed session: it serves once; another session gives the dossier again") {
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
  CHECK(Fetch(zuid).value() == ResultCode::kSessionUsed);
  CHECK(document.empty());
  CHECK(Count(noord.audit, "document-serving") == 1);
  CHECK(Count(noord.audit, "document-refused", "SessieReedsGebruikt") == 1);
  session.id = SessionId::NewAt(world.clock.Now(), world.random);
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
}

TEST_CASE_FIXTURE(Signed, "signed session: with a crash between record and answer a new session gives the dossier") {
  world.faults.Plan(FaultKind::kWriteUnheard, 1);  // recorded, and not heard
  CHECK(Fetch(zuid).error().code == ErrorCode::kUnavailable);
  CHECK(Fetch(zuid).value() == ResultCode::kSessionUsed);
  session.id = SessionId::NewAt(world.clock.Now(), world.random);
  CHECK(Fetch(zuid).value() == ResultCode::kTransferSucceeded);
}

TEST_CASE_FIXTURE(Signed,
                  "signed session: with another certificate it is ClientCertificaatOnjuist, and nothing is kept") {
  CHECK(Fetch(noord).value() == ResultCode::kWrongCertificate);
  CHECK(document.empty());
  CHECK(world.executor.Run(noord.requests.List(School("01AA")))->empty());
  CHECK(Count(noord.audit, "document-refused", "ClientCertificaatOnjuist") == 1);
}

TEST_CASE_FIXTURE(Signed, "signed session: expired, it is SessieVerlopen") {
  world.clock.Advance(kSessionSeconds);
  CHECK(Fetch(zuid).value() == ResultCode::kSessionExpired);
  CHECK(document.empty());
}

TEST_CASE_FIXTURE(Signed,
                  "signed session: of a key that is not kept, the centre is asked, which knows no such session") {
  noord.kept.key.reset();
  CHECK(Fetch(zuid).value() == ResultCode::kSessionUnknown);
  CenterGoes();
  CHECK(Fetch(zuid).error().code == ErrorCode::kUnavailable);
  CHECK(document.empty());
}

// A session that the centre opened over SOAP, which signs none: the source asks the centre, whatever dialect it is
// asked in.
struct Mixed : Signed {
  std::string FetchOpened(Protocol protocol) {
    const exchange::SessionRequest request{.source = School("01AA"),
                                           .source_index = std::nullopt,
                                           .target = Ap("02BB/1"),
                                           .key = Pupil(),
                                           .kind = TransferKind::kBetweenSchools};
    const auto answer = world.executor.Run(zuid.center.OpenSession(request));
    REQUIRE(answer.ok());
    const auto& opened = std::get<exchange::OpenedSession>(*answer);
    exchange::AccessPoint source = opened.sources[0];
    source.protocols = {protocol};
    exchange::DocumentRequest wanted{.facts = {source.id, request.target, request.key, request.kind, opened.id},
                                     .newer_than = std::nullopt,
                                     .dossier_version = std::nullopt};
    Received received;
    const auto result = world.executor.Run(zuid.sources.FetchDocument(source, std::move(wanted), received));
    REQUIRE(result.ok());
    CHECK(*result == ResultCode::kTransferSucceeded);
    return received.text;
  }
};

TEST_CASE_FIXTURE(Mixed, "dialects: a source gives the same bytes over REST and over SOAP") {
  CHECK(FetchOpened(Protocol::kRest1) == Inspected(RootOf(Povo())));
  CHECK(FetchOpened(Protocol::kSoap17) == Inspected(RootOf(Povo())));
  CHECK(Count(noord.audit, "document-serving", R"("proof":"centre")") == 2);
}

TEST_CASE_FIXTURE(Mixed, "dialects: a target with a signed session fetches from a source that has only SOAP") {
  CHECK(Fetch(zuid, Protocol::kSoap17).value() == ResultCode::kSessionUnknown);  // it went without, to the centre
  CHECK(FetchOpened(Protocol::kSoap17) == Inspected(RootOf(Povo())));
}

TEST_CASE_FIXTURE(Mixed, "partners: the kept register says whose the target is, and an old one is no refusal") {
  noord.kept.registry = center.registry.Now();
  CHECK(FetchOpened(Protocol::kRest1) == Inspected(RootOf(Povo())));
  exchange::AccessPoint moved = AccessPointOf("02BB/1");
  moved.supplier = Supplier(kVreemd);
  noord.kept.registry = center.registry.Now()->With(std::vector<exchange::RegisterEntry>{moved}, 1'000'000);
  CHECK(FetchOpened(Protocol::kRest1) == Inspected(RootOf(Povo())));
}

}  // namespace
}  // namespace oso::scenario
