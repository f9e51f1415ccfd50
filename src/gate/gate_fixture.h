// What the gate's tests share: a door with a network of one authority, one supplier, and a portal.
#pragma once

#include "base/fakes.h"
#include "gate/gate.h"

namespace oso::gate {

class AuditInMemory final : public audit::Log {
 public:
  Task<Status> Append(audit::Event event) override {
    events.push_back(std::move(event));
    co_return Status{};
  }
  std::vector<audit::Event> events;
};

// One supplier; board 40001 has school 01AA.
class OneSupplier final : public Organisations {
 public:
  Standing standing = Standing::kSupplier;
  Task<Result<Standing>> StandingOf(Oin oin, std::string_view) override {
    co_return oin.text() == "00000099000000000001" ? standing : Standing::kUnknown;
  }
  Task<Result<std::string>> BoardOf(Brin school) override {
    co_return std::string(school.text() == "01AA" ? "40001" : school.text() == "02BB" ? "40002" : "");
  }
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
  crypto::SigningKey key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  SignedTokens tokens{
      [this](std::string_view kid) { return kid == "k-1" ? std::optional(key.public_key()) : std::nullopt; }, clock};

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
  std::string Token(PortalRole role, std::string scope) {
    return IssueToken(key, "k-1", {"anna", role, std::move(scope)}, clock.Now(), 3600).value();
  }
  Result<Admitted> Admit(const std::optional<crypto::PeerCertificate>& peer, std::string_view operation,
                         const std::vector<std::string>& revoked = {}, const std::string& token = "",
                         const audit::Subject& subject = {}) {
    Gate gate(CenterPolicy(), organisations, {audit, metrics, log, clock}, Tls(revoked), tokens);
    http::Request request;
    request.id = "r-1";
    request.peer = peer;
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    return executor.Run(gate.Admit(request, operation, subject));
  }
};

}  // namespace oso::gate
