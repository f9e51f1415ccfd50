// What every store must do, sentence by sentence of the ports' headers. Each suite is called from a TEST_CASE of each
// implementation and takes fresh, empty stores for each of its SUBCASEs.
#pragma once

#include <functional>
#include <memory>

#include "audit/log.h"
#include "base/blocking_executor.h"
#include "base/fakes.h"
#include "center/stores.h"
#include "school/key_store.h"
#include "school/source/stores.h"
#include "school/target/stores.h"

namespace oso::store::contract {

struct CenterStores {
  std::shared_ptr<void> owner;
  center::RegisterStore& registry;
  center::SessionStore& sessions;
  center::LinkStore& links;
  audit::Log& audit;
  audit::LogReader& events;
};

struct SchoolStores {
  std::shared_ptr<void> owner;
  school::source::DossierStore& dossiers;
  school::source::RequestStore& requests;
  school::target::IntakeStore& intakes;
  audit::LogReader& events;
};

void RegisterContract(const std::function<CenterStores()>& make);
void SessionContract(const std::function<CenterStores()>& make);
void LinkContract(const std::function<CenterStores()>& make);
void AuditContract(const std::function<CenterStores()>& make);
void DossierContract(const std::function<SchoolStores()>& make);
void RequestContract(const std::function<SchoolStores()>& make);
void IntakeContract(const std::function<SchoolStores()>& make);

struct Documents {
  std::shared_ptr<void> owner;
  school::DocumentStore& store;
  std::function<void(DocumentId)> lose;      // removes the bytes behind the store's back
  std::function<void(DocumentId)> truncate;  // takes the last byte away
};
void DocumentContract(const std::function<Documents()>& make);

struct Keys {
  std::shared_ptr<void> owner;
  school::KeyStore& store;
};
void KeyContract(const std::function<Keys()>& make);

// Values that the suites share.
inline Brin BrinOf(std::string_view text) { return Brin::Parse(text).value(); }
inline AccessPointId ApOf(std::string_view text) { return AccessPointId::Parse(text).value(); }
inline Oin OinOf(char last) { return Oin::Parse(std::string("0000009900000000000") + last).value(); }
inline exchange::SearchKey KeyOf(std::uint8_t byte) {
  return exchange::SearchKey::FromBytes(Bytes(exchange::SearchKey::kMinBytes, byte)).value();
}
inline audit::Actor Tester() { return audit::Actor::ForAccount("tester", "request-1"); }
inline audit::Event AnyEvent() { return audit::RegistrationKeyIssued(Tester(), FakeClock().Now(), ApOf("01AA/1")); }
inline center::Session SessionOf(Random& random) {
  const Instant now = FakeClock().Now();
  center::Session session{.id = SessionId::NewAt(now, random),
                          .source = BrinOf("01AA"),
                          .source_index = 7,
                          .target = ApOf("02BB/1"),
                          .kind = dossier::TransferKind::kBetweenSchools,
                          .blinding = {9, 8, 7},
                          .key = {1, 2, 3},
                          .target_supplier = OinOf('2'),
                          .opened_at = now,
                          .expires_at = now.PlusSeconds(3600),
                          .closing = std::nullopt};
  return session;
}

inline std::int64_t CountEvents(BlockingExecutor& executor, audit::LogReader& events) {
  return static_cast<std::int64_t>(executor.Run(events.List(0, 1000)).value().size());
}

}  // namespace oso::store::contract
