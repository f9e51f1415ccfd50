#include "gate/gate.h"

#include <doctest/doctest.h>

#include <set>

#include "base/fakes.h"
#include "gate/admin.h"

namespace oso::gate {
namespace {

class AuditInMemory final : public audit::Log {
 public:
  Task<Status> Append(audit::Event event) override {
    events.push_back(std::move(event));
    co_return Status{};
  }
  std::vector<audit::Event> events;
};

class OneSupplier final : public Organisations {
 public:
  Task<Result<bool>> IsSupplier(Oin oin) override { co_return oin.text() == "00000099000000000001"; }
};

// A network of one authority; the peer's certificate is made by it.
struct Door {
  FakeClock clock;
  FakeRandom random;
  crypto::Issued authority = crypto::CreateAuthority({.common_name = "Test"}, clock, random).value();
  AuditInMemory audit;
  observe::Metrics metrics;
  NullLogger log;
  OneSupplier organisations;
  ManualExecutor executor;

  crypto::Issued Issue(std::optional<Oin> oin) {
    crypto::CertificateRequest request{.common_name = "system", .oin = oin, .hosts = {"localhost"}};
    request.not_before = clock.Now();
    request.not_after = clock.Now().PlusSeconds(86400LL * 365);
    return crypto::IssueCertificate(authority, request, random).value();
  }
  crypto::PeerCertificate Peer(const char* oin) {
    return crypto::ReadCertificate(Issue(Oin::Parse(oin).value()).certificate).value();
  }
  std::shared_ptr<const crypto::TlsContext> Tls(const std::vector<std::string>& revoked) {
    const crypto::Issued own = Issue(std::nullopt);
    auto list = crypto::IssueRevocationList(authority, revoked, 1, clock, 30).value();
    return crypto::TlsContext::Create({own.certificate, own.private_key, authority.certificate, list}).value();
  }
  Result<audit::Caller> Admit(const std::optional<crypto::PeerCertificate>& peer, std::string_view operation,
                              const std::vector<std::string>& revoked = {}) {
    Gate gate(CenterPolicy(), organisations, {audit, metrics, log, clock}, Tls(revoked));
    http::Request request;
    request.id = "r-1";
    request.peer = peer;
    return executor.Run(gate.Admit(request, operation));
  }
};

TEST_CASE("a supplier of the register is let in under its own name, and nothing is audited yet") {
  Door door;
  auto caller = door.Admit(door.Peer("00000099000000000001"), "overdracht");
  REQUIRE(caller.ok());
  CHECK(caller->actor.name == "oin:00000099000000000001");
  CHECK(door.audit.events.empty());
}

TEST_CASE("who may not is refused with its own error, and that is audited") {
  Door door;
  const auto known = door.Peer("00000099000000000001");
  const auto unknown = door.Peer("00000099000000000009");
  auto without_oin = crypto::ReadCertificate(door.Issue(std::nullopt).certificate).value();

  CHECK(door.Admit(std::nullopt, "overdracht").error().code == ErrorCode::kUnauthenticated);
  CHECK(door.Admit(unknown, "overdracht").error().code == ErrorCode::kForbidden);
  CHECK(door.Admit(without_oin, "overdracht").error().code == ErrorCode::kForbidden);
  CHECK(door.Admit(known, "document").error().code == ErrorCode::kForbidden);
  CHECK(door.Admit(known, "overdracht", {known.serial}).error().code == ErrorCode::kUnauthenticated);
  auto expired = known;
  expired.not_after = door.clock.Now();
  CHECK(door.Admit(expired, "overdracht").error().code == ErrorCode::kUnauthenticated);
  CHECK(door.audit.events.size() == 6);
  for (const audit::Event& event : door.audit.events) CHECK(event.type == "call-refused");
}

TEST_CASE("a new list refuses a peer on its next request, though its connection was made under the old one") {
  Door door;
  const auto peer = door.Peer("00000099000000000001");
  const crypto::CurrentTls tls = door.Tls({});
  Gate gate(CenterPolicy(), door.organisations, {door.audit, door.metrics, door.log, door.clock}, tls);
  http::Request request;
  request.peer = peer;
  CHECK(door.executor.Run(gate.Admit(request, "overdracht")).ok());
  tls.Replace(door.Tls({peer.serial}));
  CHECK(door.executor.Run(gate.Admit(request, "overdracht")).error().code == ErrorCode::kUnauthenticated);
  REQUIRE(door.audit.events.size() == 1);
  tls.Replace(door.Tls({}));
  CHECK(door.executor.Run(gate.Admit(request, "overdracht")).ok());
}

TEST_CASE("the policy table names every operation once, and what has no row is denied") {
  for (auto policy : {CenterPolicy(), SchoolPolicy()}) {
    std::set<std::string_view> operations;
    for (const PolicyRow& row : policy) {
      CHECK(operations.insert(row.operation).second);
      CHECK_FALSE(IsAllowed(policy, row.operation, CallerKind::kStranger));
      CHECK(IsAllowed(policy, row.operation, CallerKind::kSystem));
    }
    CHECK_FALSE(IsAllowed(policy, "nothing", CallerKind::kSystem));
  }
}

TEST_CASE("a flood of refused connections is counted, but audited at most twenty times a second, and hides no other") {
  Door door;
  ConnectionAudit connections({door.audit, door.metrics, door.log, door.clock}, door.executor);
  for (int i = 0; i < 1000; ++i) connections.HandshakeRefused(crypto::TlsRefusal::kNotTls, "");
  connections.HandshakeRefused(crypto::TlsRefusal::kRevoked, "ab");
  door.executor.RunAll();
  CHECK(door.audit.events.size() == 21);
  CHECK(door.metrics.Text().find("oso_refused_connections_total{reason=\"not-tls\"} 1000") != std::string::npos);
}

TEST_CASE("the operators' pages tell live, ready and why not") {
  observe::Metrics metrics;
  ManualExecutor executor;
  bool storage_works = true;
  AdminPages pages(metrics, [&]() -> Task<Status> {
    if (storage_works) co_return Status{};
    co_return Fail(ErrorCode::kStorage, "disk gone");
  });
  auto get = [&](const char* target) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    return executor.Run(pages.Handle(request));
  };
  CHECK(get("/health/live").status == 200);
  CHECK(get("/health/ready").status == 200);
  CHECK(get("/metrics").status == 200);
  CHECK(get("/other").status == 404);
  storage_works = false;
  CHECK(get("/health/ready").status == 503);
  CHECK(std::get<std::string>(get("/health/ready").body) == "not ready: storage\n");
}

}  // namespace
}  // namespace oso::gate
