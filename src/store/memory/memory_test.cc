#include <doctest/doctest.h>

#include "store/contract/contract.h"
#include "store/contract/notice_contract.h"
#include "store/memory/center_store.h"
#include "store/memory/document_store.h"
#include "store/memory/key_store.h"
#include "store/memory/notice_store.h"
#include "store/memory/school_store.h"

namespace oso::store::memory {
namespace {

contract::CenterStores MakeCenter() {
  struct Owner {
    AuditLog audit;
    RegisterStore registry{audit};
    SessionStore sessions{audit};
    LinkStore links{audit};
  };
  auto owner = std::make_shared<Owner>();
  return {owner, owner->registry, owner->sessions, owner->links, owner->audit, owner->audit};
}

contract::SchoolStores MakeSchool() {
  struct Owner {
    AuditLog audit;
    DossierStore dossiers{audit};
    RequestStore requests{audit};
    IntakeStore intakes{audit};
  };
  auto owner = std::make_shared<Owner>();
  return {owner, owner->dossiers, owner->requests, owner->intakes, owner->audit};
}

contract::NoticeStores MakeNotices() {
  struct Owner {
    AuditLog audit;
    RequestStore requests{audit};
    FollowUpStore follow_ups{audit, requests};
    NoticeStore notices{audit};
  };
  auto owner = std::make_shared<Owner>();
  return {owner, owner->notices, owner->follow_ups, owner->requests, owner->audit};
}

contract::Documents MakeDocuments() {
  auto store = std::make_shared<DocumentStore>();
  return {store, *store, [store](DocumentId id) { store->documents().erase(id); },
          [store](DocumentId id) { store->documents().at(id).pop_back(); }};
}

TEST_CASE("in memory: the register") { contract::RegisterContract(MakeCenter); }
TEST_CASE("in memory: sessions") { contract::SessionContract(MakeCenter); }
TEST_CASE("in memory: link keys") { contract::LinkContract(MakeCenter); }
TEST_CASE("in memory: the audit log") { contract::AuditContract(MakeCenter); }
TEST_CASE("in memory: dossiers") { contract::DossierContract(MakeSchool); }
TEST_CASE("in memory: received requests") { contract::RequestContract(MakeSchool); }
TEST_CASE("in memory: intakes") { contract::IntakeContract(MakeSchool); }
TEST_CASE("in memory: notices") { contract::NoticeContract(MakeNotices); }
TEST_CASE("in memory: what was done about requests") { contract::FollowUpContract(MakeNotices); }
TEST_CASE("in memory: documents") { contract::DocumentContract(MakeDocuments); }
TEST_CASE("in memory: keys of documents") {
  contract::KeyContract([] {
    auto keys = std::make_shared<KeyStore>();
    return contract::Keys{keys, *keys};
  });
}

}  // namespace
}  // namespace oso::store::memory
