#include <doctest/doctest.h>

#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"
#include "store/sqlite/audit_log.h"
#include "store/sqlite/intake_store.h"
#include "store/sqlite/register_store.h"
#include "store/sqlite/session_store.h"
#include "store/sqlite/source_store.h"

namespace oso::store::sqlite {
namespace {

contract::CenterStores MakeCenter() {
  struct Owner {
    contract::TemporaryFolder folder;
    std::unique_ptr<Database> database = Database::Open(folder.File("center.db"), kCenterSchema).value();
    AuditLog audit{*database};
    RegisterStore registry{*database};
    SessionStore sessions{*database};
  };
  auto owner = std::make_shared<Owner>();
  return {owner, owner->registry, owner->registry, owner->sessions, owner->audit, owner->audit};
}

contract::SchoolStores MakeSchool() {
  struct Owner {
    contract::TemporaryFolder folder;
    std::unique_ptr<Database> database = Database::Open(folder.File("school.db"), kSchoolSchema, 2).value();
    AuditLog audit{*database};
    DossierStore dossiers{*database};
    RequestStore requests{*database};
    IntakeStore intakes{*database};
  };
  auto owner = std::make_shared<Owner>();
  return {owner, owner->dossiers, owner->requests, owner->intakes, owner->audit};
}

TEST_CASE("on SQLite: the register") { contract::RegisterContract(MakeCenter); }
TEST_CASE("on SQLite: sessions") { contract::SessionContract(MakeCenter); }
TEST_CASE("on SQLite: the audit log") { contract::AuditContract(MakeCenter); }
TEST_CASE("on SQLite: dossiers") { contract::DossierContract(MakeSchool); }
TEST_CASE("on SQLite: received requests") { contract::RequestContract(MakeSchool); }
TEST_CASE("on SQLite: intakes") { contract::IntakeContract(MakeSchool); }

}  // namespace
}  // namespace oso::store::sqlite
