// A register with one board, two schools and two suppliers, in memory, to connect access points in.
#pragma once

#include <doctest/doctest.h>

#include "base/blocking_executor.h"
#include "base/fakes.h"
#include "center/connect.h"
#include "store/memory/center_store.h"

namespace oso::scenarios {

inline const Brin kOak = Brin::Parse("01AA").value();
inline const Brin kLyceum = Brin::Parse("02BB").value();
inline const Oin kNorth = Oin::Parse("00000099000000000001").value();
inline const Oin kSouth = Oin::Parse("00000099000000000002").value();
inline const audit::Actor kOperator = audit::Actor::ForAccount("operator", "request-1");
inline const AccessPointId kFirst{kOak, 0};

inline audit::Caller CallerOf(const Oin& oin) { return {oin, audit::Actor::ForSystem(oin, "request-2")}; }

template <class T>
ErrorCode CodeOf(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

// One process at the store.
struct Process {
  Process(center::RegisterStore& store, audit::Log& audit, const Clock& clock, Random& random)
      : registry(store, clock), connect(registry, audit, clock, random) {}
  center::Registry registry;
  center::Connect connect;
};

struct Connecting {
  Connecting() : store(audit), process(store, audit, clock, random) {
    using exchange::Sector;
    const std::vector<exchange::RegisterEntry> entries{
        exchange::School{.brin = kOak, .name = "De Eik", .sector = Sector::kPrimary, .board = "41234"},
        exchange::School{.brin = kLyceum, .name = "Lyceum", .sector = Sector::kSecondary, .board = "41234"},
        exchange::Board{.number = "41234", .name = "Stichting aan de Vecht"},
        exchange::Board{.number = "55555", .name = "Een ander bestuur"},
        exchange::Supplier{.oin = kNorth, .name = "Noord"},
        exchange::Supplier{.oin = kSouth, .name = "Zuid"}};
    REQUIRE(run.Run(connect.Enter(kOperator, "a new network", entries)).ok());
  }

  exchange::Agreement Agreement(bool partnerships = false) const {
    return {.board = "41234",
            .signed_by = "bestuurder",
            .signed_at = clock.Now(),
            .version = "2017",
            .partnerships = partnerships};
  }
  exchange::Mandate Mandate(const Oin& supplier = kNorth) const {
    return {.board = "41234", .supplier = supplier, .school = kOak, .from = clock.Now()};
  }
  void Bind(const Oin& supplier = kNorth) {
    REQUIRE(run.Run(connect.SignAgreement(kOperator, "signed on paper", Agreement())).ok());
    REQUIRE(run.Run(connect.GiveMandate(kOperator, "asked by the board", Mandate(supplier))).ok());
  }
  Result<AccessPointId> Announce(const Oin& supplier = kNorth, std::optional<std::uint16_t> replaces = {}) {
    return run.Run(
        connect.Announce(kOperator, "a new system", {.school = kOak, .supplier = supplier, .replaces = replaces}));
  }
  std::string Key(const AccessPointId& ap = kFirst) {
    return run.Run(connect.IssueRegistrationKey(kOperator, "asked by the school", ap)).value();
  }
  Result<exchange::ResultCode> Register(const std::string& key, const Oin& supplier = kNorth,
                                        const AccessPointId& ap = kFirst,
                                        const std::string& url = "https://noord.example/oso") {
    return run.Run(connect.Register(CallerOf(supplier), {.access_point = ap, .key = key, .url = url}));
  }
  // From announced to `state`, by the steps.
  void Bring(const AccessPointId& ap, exchange::AccessPointState state, const Oin& supplier = kNorth) {
    using enum exchange::AccessPointState;
    if (state == kAnnounced) return;
    if (state == kLeft) {
      REQUIRE(run.Run(connect.Leave(kOperator, "stops", ap)).ok());
      return;
    }
    REQUIRE(Register(Key(ap), supplier, ap).value() == exchange::ResultCode::kRegistered);
    if (state >= kTested) REQUIRE(run.Run(connect.RecordTest(kOperator, ap)).ok());
    if (state >= kQualified) REQUIRE(run.Run(connect.Qualify(kOperator, "all seen", ap)).ok());
    if (state >= kActive) REQUIRE(run.Run(connect.Activate(kOperator, "may begin", ap)).ok());
    if (state >= kPaused) REQUIRE(run.Run(connect.Pause(kOperator, "holiday", ap)).ok());
  }

  exchange::AccessPointState StateOf(const AccessPointId& ap = kFirst) const {
    return registry.Now()->FindAccessPoint(ap)->state;
  }
  std::vector<audit::StoredEvent> Events() { return run.Run(audit.List(0, 100'000)).value(); }

  FakeClock clock;
  FakeRandom random;
  BlockingExecutor run;
  store::memory::AuditLog audit;
  store::memory::RegisterStore store;
  Process process;
  center::Registry& registry = process.registry;
  center::Connect& connect = process.connect;
};

}  // namespace oso::scenarios
