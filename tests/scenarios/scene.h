// A network with some more access points, and one caller of the centre, who can be made to be wrong in one way.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>

#include "center/conditions.h"
#include "scenarios/network.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {

inline exchange::SearchKey Key(std::uint8_t byte = 0x5a) {
  return exchange::SearchKey::FromBytes(Bytes(128, byte)).value();
}

inline std::string OnlyResult(const exchange::OrRefusal<exchange::ValidSession>& answer) {
  const auto* refusal = std::get_if<exchange::ResultCode>(&answer);
  return std::string(WireName(refusal != nullptr ? *refusal : exchange::ResultCode::kSessionValid));
}
template <class T>
std::string OnlyResult(const exchange::OrRefusal<T>& answer) {
  const auto* refusal = std::get_if<exchange::ResultCode>(&answer);
  return refusal != nullptr ? std::string(WireName(*refusal)) : "granted";
}

inline std::string Json(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string json;
  for (const auto& [key, value] : fields) {
    json.append(json.empty() ? "{" : ",").append("\"").append(key).append("\":\"").append(value).append("\"");
  }
  return json + "}";
}

// Every condition has a row of `flaws` that names it and gets its answer.
template <class Flaws>
void CheckThatEachHasAFlaw(const std::vector<center::Condition>& conditions, const Flaws& flaws) {
  CHECK_FALSE(conditions.empty());
  for (const center::Condition& condition : conditions) {
    CAPTURE(std::string(condition.holds));
    CHECK(std::ranges::any_of(flaws, [&condition](const auto& flaw) {
      return flaw.condition == condition.holds && flaw.answer == WireName(condition.otherwise);
    }));
  }
  for (const auto& flaw : flaws) {
    CAPTURE(std::string(flaw.flaw));
    CHECK(std::ranges::any_of(conditions, [&flaw](const auto& c) { return c.holds == flaw.condition; }));
  }
}

struct Scene : Network {
  exchange::SessionRequest request{.source = School("01AA"),
                                   .source_index = std::nullopt,
                                   .target = Ap("02BB/1"),
                                   .key = Key(),
                                   .kind = dossier::TransferKind::kBetweenSchools};
  Oin caller = Supplier(kZuid);
  std::vector<std::string> left;  // the events of the last call

  Scene() {
    AddAccessPoint("01AA/2", kNoord);
    AddAccessPoint("02BB/2", kZuid);
    AddAccessPoint("02BB/3", kVreemd);
    AddAccessPoint("04DD/1", kNoord);
    AddAccessPoint("05EE/1", kZuid);
    AddAccessPoint("06SW/2", kZuid, exchange::Purpose::kInclusiveEducation);
  }

  template <class Call>
  auto AsCaller(Call call) {
    Caller wire(world.wires, caller);
    wire::soap::SoapTrafficCenter client(wire, std::string(kCenterUrl));
    const auto before = static_cast<std::int64_t>(Events(center.audit).size());
    auto answer = world.executor.Run(call(client));
    left = Events(center.audit, before);
    REQUIRE(answer.ok());
    return std::move(answer).value();
  }
  exchange::OrRefusal<exchange::OpenedSession> Open() {
    return AsCaller([&](auto& client) { return client.OpenSession(request); });
  }
  exchange::SessionFacts OpenAndTell() {
    const auto opened = std::get<exchange::OpenedSession>(Open());
    return {.source = opened.sources.at(0).id,
            .target = request.target,
            .key = request.key,
            .kind = request.kind,
            .session = opened.id};
  }
  std::string Check(const exchange::SessionFacts& facts) {
    return OnlyResult(AsCaller([&](auto& client) { return client.CheckSession(facts); }));
  }
  std::string Close(const exchange::SessionFacts& facts,
                    exchange::ResultCode best = exchange::ResultCode::kTransferSucceeded) {
    return std::string(WireName(AsCaller([&](auto& client) { return client.CloseSession(facts, best); })));
  }
  exchange::OrRefusal<exchange::GrantedNotification> Notify(const exchange::Notification& notification) {
    return AsCaller([&](auto& client) { return client.MayNotify(notification); });
  }
  // The koppelsleutel that the centre issues for a dossier of `source`; the caller is the same as before.
  exchange::LinkKey Announce(std::string_view source, std::string_view target) {
    const Oin before = std::exchange(caller, Supplier(kNoord));
    const auto granted =
        Notify({.source = Ap(source), .target = Ap(target), .purpose = exchange::Purpose::kInclusiveEducation});
    caller = before;
    return std::get<exchange::GrantedNotification>(granted).key.value();
  }
  // A request for the dossier that 01AA/1 announced to 06SW/1.
  void AskAsPartnership() {
    request.target = Ap("06SW/1");
    request.kind = dossier::TransferKind::kToPartnership;
    request.key = Announce("01AA/1", "06SW/1");
  }

  void EndAgreement() {
    exchange::Agreement agreement = AgreementOfBoard();
    agreement.ended = world.clock.Now();
    Enter({agreement});
  }
  void EndMandate(std::string_view supplier, std::string_view school) {
    exchange::Mandate mandate = MandateFor(supplier, school);
    mandate.until = world.clock.Now();
    Enter({mandate});
  }
  void EndQualification(std::string_view supplier, exchange::Role role, dossier::Profile profile) {
    exchange::Qualification qualification = QualificationOf(supplier, role, profile);
    qualification.until = world.clock.Now();
    Enter({qualification});
  }
};

}  // namespace oso::scenario
