// Every operation, and every kind of caller: exactly this becomes of it. Written out, beside the policy and not from
// it.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "gate/gate_fixture.h"

namespace oso::gate {
namespace {

// Of anonymous, stranger, system, school, board, service desk, operator: 'y' let in, 'u' unauthenticated, 'f'
// forbidden.
constexpr const char* kForAll = "yyyyyyy";
constexpr const char* kForSystems = "ufyffff";
constexpr const char* kForSchools = "uffyyfy";
constexpr const char* kForBoards = "ufffyfy";
constexpr const char* kForOperator = "ufffffy";
constexpr const char* kSchoolsSee = "uffyyyy";
constexpr const char* kBoardsSee = "ufffyyy";
constexpr const char* kDeskSees = "uffffyy";

const std::map<std::string_view, std::string_view> kExpected = {
    {"overdracht", kForSystems},
    {"sessiecontrole", kForSystems},
    {"afmelding", kForSystems},
    {"meldenNotificatie", kForSystems},
    {"meldenTerugkoppeling", kForSystems},
    {"aanleverpuntRegistratie", kForSystems},
    {"overzichtAanleverpunt", kForSystems},
    {"ping", kForSystems},
    {"openSession", kForSystems},
    {"checkSession", kForSystems},
    {"closeSession", kForSystems},
    {"readSession", kForSystems},
    {"readReceipt", kForSystems},
    {"askNotification", kForSystems},
    {"askFeedback", kForSystems},
    {"listAccessPoints", kForSystems},
    {"registerAccessPoint", kForSystems},
    {"pingCenter", kForAll},
    {"readHealth", kForAll},
    {"listSchools", kForAll},
    {"readSchool", kForAll},
    {"readAccessPoint", kForAll},
    {"listBoards", kForAll},
    {"listSuppliers", kForAll},
    {"readRegister", kForAll},
    {"readKeys", kForAll},
    {"readStatistics", kForAll},
    {"readCheckpoint", kForAll},
    {"readTile", kForAll},
    {"readOpenApi", kForAll},
    {"readProblem", kForAll},
    {"announceAccessPoint", kForSchools},
    {"issueRegistrationKey", kForSchools},
    {"qualifyAccessPoint", kForOperator},
    {"activateAccessPoint", kForSchools},
    {"pauseAccessPoint", kForSchools},
    {"leaveAccessPoint", kForSchools},
    {"signAgreement", kForBoards},
    {"giveMandate", kForBoards},
    {"revokeMandate", kForBoards},
    {"blockSupplier", kForOperator},
    {"unblockSupplier", kForOperator},
    {"readBoardHistory", kBoardsSee},
    {"readAgreementHistory", kBoardsSee},
    {"readSchoolHistory", kSchoolsSee},
    {"readAccessPointHistory", kSchoolsSee},
    {"readMandateHistory", kBoardsSee},
    {"readSupplierHistory", kDeskSees},
    {"readEntries", kForOperator},
};

char VerdictOf(const Result<Admitted>& admitted) {
  if (admitted.ok()) return 'y';
  if (admitted.error().code == ErrorCode::kUnauthenticated) return 'u';
  return admitted.error().code == ErrorCode::kForbidden ? 'f' : '?';
}

TEST_CASE(
    "every operation of the centre, asked by every kind of caller, has exactly the verdict that is written here") {
  Door door;
  const auto system = door.Peer("00000099000000000001");
  const auto stranger = door.Peer("00000099000000000009");
  auto nameless = crypto::ReadCertificate(door.Issue(std::nullopt).certificate).value();
  const std::string school = door.Token(PortalRole::kSchool, "01AA");
  const std::string board = door.Token(PortalRole::kBoard, "40001");
  const std::string desk = door.Token(PortalRole::kServiceDesk, "");
  const std::string operators = door.Token(PortalRole::kOperator, "");
  for (const PolicyRow& row : CenterPolicy()) {
    CAPTURE(std::string(row.operation));
    const auto expected = kExpected.find(row.operation);
    REQUIRE_MESSAGE(expected != kExpected.end(), "no row here");
    const std::string verdicts = {VerdictOf(door.Admit(std::nullopt, row.operation)),
                                  VerdictOf(door.Admit(stranger, row.operation)),
                                  VerdictOf(door.Admit(system, row.operation)),
                                  VerdictOf(door.Admit(std::nullopt, row.operation, {}, school)),
                                  VerdictOf(door.Admit(std::nullopt, row.operation, {}, board)),
                                  VerdictOf(door.Admit(std::nullopt, row.operation, {}, desk)),
                                  VerdictOf(door.Admit(std::nullopt, row.operation, {}, operators))};
    CHECK(verdicts == expected->second);
    CHECK(VerdictOf(door.Admit(nameless, row.operation)) == expected->second[1]);
    CHECK(VerdictOf(door.Admit(system, row.operation, {system.serial})) == 'u');
    CHECK(VerdictOf(door.Admit(std::nullopt, row.operation, {}, "no.token.atall")) == 'u');
  }
  CHECK(CenterPolicy().size() == kExpected.size());
  CHECK(VerdictOf(door.Admit(system, "nothing")) == 'f');
}

TEST_CASE("every operation of a school system is for systems alone") {
  for (const PolicyRow& row : SchoolPolicy()) {
    for (const CallerKind kind :
         {CallerKind::kAnonymous, CallerKind::kStranger, CallerKind::kSystem, CallerKind::kSchool, CallerKind::kBoard,
          CallerKind::kServiceDesk, CallerKind::kOperator}) {
      CHECK(IsAllowed(SchoolPolicy(), row.operation, kind) == (kind == CallerKind::kSystem));
    }
  }
}

}  // namespace
}  // namespace oso::gate
