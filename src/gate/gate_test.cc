#include "gate/gate.h"

#include <doctest/doctest.h>

#include <set>

#include "gate/admin.h"
#include "gate/gate_fixture.h"

namespace oso::gate {
namespace {

TEST_CASE("a supplier of the register is let in under its own name, and nothing is audited yet") {
  Door door;
  auto caller = door.Admit(door.Peer("00000099000000000001"), "overdracht");
  REQUIRE(caller.ok());
  CHECK(caller->caller.actor.name == "oin:00000099000000000001");
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

TEST_CASE(
    "a supplier that is blocked, or a certificate that is withdrawn, is refused at once, also for what is public") {
  Door door;
  const auto peer = door.Peer("00000099000000000001");
  for (const char* operation : {"overdracht", "listSchools"}) {
    door.organisations.standing = Standing::kSupplier;
    CHECK(door.Admit(peer, operation).ok());
    door.organisations.standing = Standing::kBlocked;
    CHECK(door.Admit(peer, operation).error().code == ErrorCode::kForbidden);
    door.organisations.standing = Standing::kWithdrawn;
    CHECK(door.Admit(peer, operation).error().code == ErrorCode::kUnauthenticated);
  }
  const std::string token = door.Token(PortalRole::kOperator, "");
  CHECK(door.Admit(peer, "qualifyAccessPoint", {}, token).error().code == ErrorCode::kUnauthenticated);
  CHECK(door.audit.events.size() == 5);
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
