#include <doctest/doctest.h>

#include "store/contract/contract.h"
#include "store/contract/notice_contract.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"
#include "store/sql/follow_up_store.h"
#include "store/sql/intake_store.h"
#include "store/sql/key_store.h"
#include "store/sql/notice_store.h"
#include "store/sql/register_store.h"
#include "store/sql/reminder_store.h"
#include "store/sql/session_store.h"
#include "store/sql/source_store.h"

namespace oso::store::contract {
namespace {

CenterStores CenterIn(const MakePlace& make) {
  struct Owner {
    explicit Owner(Place made) : place(std::move(made)) {}
    Place place;
    std::unique_ptr<sql::Database> database = place.Open(sql::kCenterSchema);
    sql::AuditLog audit{*database};
    sql::RegisterStore registry{*database};
    sql::SessionStore sessions{*database};
    sql::LinkStore links{*database};
  };
  auto owner = std::make_shared<Owner>(make());
  return {owner, owner->registry, owner->sessions, owner->links, owner->audit, owner->audit};
}

SchoolStores SchoolIn(const MakePlace& make) {
  struct Owner {
    explicit Owner(Place made) : place(std::move(made)) {}
    Place place;
    std::unique_ptr<sql::Database> database = place.Open(sql::kSchoolSchema);
    sql::AuditLog audit{*database};
    sql::DossierStore dossiers{*database};
    sql::RequestStore requests{*database};
    sql::IntakeStore intakes{*database};
  };
  auto owner = std::make_shared<Owner>(make());
  return {owner, owner->dossiers, owner->requests, owner->intakes, owner->audit};
}

ReminderStores RemindersIn(const MakePlace& make) {
  struct Owner {
    explicit Owner(Place made) : place(std::move(made)) {}
    Place place;
    std::unique_ptr<sql::Database> database = place.Open(sql::kSchoolSchema);
    sql::AuditLog audit{*database};
    sql::RequestStore requests{*database};
    sql::FollowUpStore follow_ups{*database};
    sql::NoticeStore notices{*database};
    sql::ReminderStore reminders{*database};
  };
  auto owner = std::make_shared<Owner>(make());
  return {owner, owner->reminders, {owner, owner->notices, owner->follow_ups, owner->requests, owner->audit}};
}

Keys KeysIn(const MakePlace& make) {
  struct Owner {
    explicit Owner(Place made) : place(std::move(made)) {}
    Place place;
    std::unique_ptr<sql::Database> database = place.Open(sql::kSchoolSchema);
    FakeClock clock;
    FakeRandom random;
    sql::KeyStore keys{*database, crypto::Key::New(random), clock, random};
  };
  auto owner = std::make_shared<Owner>(make());
  return {owner, owner->keys};
}

// Both engines, each suite.
#define ON_SQLITE(name, ...) \
  TEST_CASE("on SQLite: " name) { __VA_ARGS__(InSqlite); }
#define ON_POSTGRES(name, ...)                  \
  TEST_CASE("on PostgreSQL: " name) {           \
    if (HasPostgres()) __VA_ARGS__(InPostgres); \
  }

void Register(const MakePlace& make) {
  RegisterContract([&] { return CenterIn(make); });
}
void Sessions(const MakePlace& make) {
  SessionContract([&] { return CenterIn(make); });
}
void Links(const MakePlace& make) {
  LinkContract([&] { return CenterIn(make); });
}
void Audit(const MakePlace& make) {
  AuditContract([&] { return CenterIn(make); });
}
void Dossiers(const MakePlace& make) {
  DossierContract([&] { return SchoolIn(make); });
}
void Requests(const MakePlace& make) {
  RequestContract([&] { return SchoolIn(make); });
}
void Intakes(const MakePlace& make) {
  IntakeContract([&] { return SchoolIn(make); });
}
void DocumentKeys(const MakePlace& make) {
  KeyContract([&] { return KeysIn(make); });
}

void Notices(const MakePlace& make) {
  NoticeContract([&] { return RemindersIn(make).notices; });
}
void FollowUps(const MakePlace& make) {
  FollowUpContract([&] { return RemindersIn(make).notices; });
}
void Reminders(const MakePlace& make) {
  ReminderContract([&] { return RemindersIn(make); });
}

ON_SQLITE("the register", Register)
ON_SQLITE("sessions", Sessions)
ON_SQLITE("link keys", Links)
ON_SQLITE("the audit log", Audit)
ON_SQLITE("dossiers", Dossiers)
ON_SQLITE("received requests", Requests)
ON_SQLITE("intakes", Intakes)
ON_SQLITE("notices", Notices)
ON_SQLITE("what was done about requests", FollowUps)
ON_SQLITE("days of reminders", Reminders)
ON_SQLITE("keys of documents", DocumentKeys)
ON_SQLITE("wrapped keys", WrappedKeyContract)
ON_SQLITE("jobs and transactions", DatabaseContract)
ON_SQLITE("one audit log for all writers", SharedLogContract)
ON_SQLITE("migrations", MigrationContract)
ON_SQLITE("the sealed log", SealedLogContract)
ON_SQLITE("backups", BackupContract)

ON_POSTGRES("the register", Register)
ON_POSTGRES("sessions", Sessions)
ON_POSTGRES("link keys", Links)
ON_POSTGRES("the audit log", Audit)
ON_POSTGRES("dossiers", Dossiers)
ON_POSTGRES("received requests", Requests)
ON_POSTGRES("intakes", Intakes)
ON_POSTGRES("notices", Notices)
ON_POSTGRES("what was done about requests", FollowUps)
ON_POSTGRES("days of reminders", Reminders)
ON_POSTGRES("keys of documents", DocumentKeys)
ON_POSTGRES("wrapped keys", WrappedKeyContract)
ON_POSTGRES("jobs and transactions", DatabaseContract)
ON_POSTGRES("one audit log for all writers", SharedLogContract)
ON_POSTGRES("migrations", MigrationContract)
ON_POSTGRES("the sealed log", SealedLogContract)
ON_POSTGRES("backups", BackupContract)

}  // namespace
}  // namespace oso::store::contract
