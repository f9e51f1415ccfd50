// Who may do what, as a table: an operation that has no row, or a caller whose column is not "yes", is refused. The
// rows of the SOAP operations and of every route of REST; app/center/policy_check.cc holds the table to those, when it
// is compiled.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace oso::gate {

// What a caller proved to be.
enum class CallerKind : std::uint8_t {
  kAnonymous,  // nothing: neither certificate nor token
  kStranger,   // a certificate that we trust, without an OIN, or (at the centre) of no supplier in the register
  kSystem,     // a supplier's system
  kSchool,     // a user of the portal, for one school
  kBoard,      // a user of the portal, for a board and all its schools
  kOperator,   // the service desk
};

struct PolicyRow {
  std::string_view operation;
  bool anonymous;
  bool stranger;
  bool system;
  bool school;
  bool board;
  bool service_desk;
};

inline constexpr std::array kCenterPolicy = std::to_array<PolicyRow>({
    // SOAP                     anonymous stranger system school board operator
    {"overdracht", false, false, true, false, false, false},
    {"sessiecontrole", false, false, true, false, false, false},
    {"afmelding", false, false, true, false, false, false},
    {"meldenNotificatie", false, false, true, false, false, false},
    {"meldenTerugkoppeling", false, false, true, false, false, false},
    {"aanleverpuntRegistratie", false, false, true, false, false, false},
    {"overzichtAanleverpunt", false, false, true, false, false, false},
    {"ping", false, false, true, false, false, false},

    // REST, systems
    {"openSession", false, false, true, false, false, false},
    {"checkSession", false, false, true, false, false, false},
    {"closeSession", false, false, true, false, false, false},
    {"readReceipt", false, false, true, false, false, false},
    {"askNotification", false, false, true, false, false, false},
    {"askFeedback", false, false, true, false, false, false},
    {"listAccessPoints", false, false, true, false, false, false},
    {"registerAccessPoint", false, false, true, false, false, false},

    // REST, public
    {"pingCenter", true, true, true, true, true, true},
    {"readHealth", true, true, true, true, true, true},
    {"listSchools", true, true, true, true, true, true},
    {"readSchool", true, true, true, true, true, true},
    {"listBoards", true, true, true, true, true, true},
    {"listSuppliers", true, true, true, true, true, true},
    {"readRegister", true, true, true, true, true, true},
    {"readKeys", true, true, true, true, true, true},
    {"readStatistics", true, true, true, true, true, true},
    {"readCheckpoint", true, true, true, true, true, true},
    {"readTile", true, true, true, true, true, true},
    {"readOpenApi", true, true, true, true, true, true},
    {"readProblem", true, true, true, true, true, true},

    // REST, the portal
    {"announceAccessPoint", false, false, false, true, true, true},
    {"issueRegistrationKey", false, false, false, true, true, true},
    {"qualifyAccessPoint", false, false, false, false, false, true},
    {"activateAccessPoint", false, false, false, true, true, true},
    {"pauseAccessPoint", false, false, false, true, true, true},
    {"leaveAccessPoint", false, false, false, true, true, true},
    {"signAgreement", false, false, false, false, true, true},
    {"giveMandate", false, false, false, false, true, true},
    {"revokeMandate", false, false, false, false, true, true},
    {"blockSupplier", false, false, false, false, false, true},
    {"unblockSupplier", false, false, false, false, false, true},
    {"readBoardHistory", false, false, false, false, true, true},
    {"readAgreementHistory", false, false, false, false, true, true},
    {"readSchoolHistory", false, false, false, true, true, true},
    {"readAccessPointHistory", false, false, false, true, true, true},
    {"readMandateHistory", false, false, false, false, true, true},
    {"readSupplierHistory", false, false, false, false, false, true},
});

inline constexpr std::array kSchoolPolicy = std::to_array<PolicyRow>({
    // SOAP          anonymous stranger system school board operator
    {"document", false, false, true, false, false, false},
    {"notificatie", false, false, true, false, false, false},
    {"terugkoppeling", false, false, true, false, false, false},
    {"ping", false, false, true, false, false, false},
    // REST
    {"fetchDocument", false, false, true, false, false, false},
    {"receiveNotification", false, false, true, false, false, false},
    {"receiveFeedback", false, false, true, false, false, false},
});

constexpr const PolicyRow* FindRow(std::span<const PolicyRow> policy, std::string_view operation) {
  for (const PolicyRow& row : policy) {
    if (row.operation == operation) return &row;
  }
  return nullptr;
}

constexpr bool IsAllowed(std::span<const PolicyRow> policy, std::string_view operation, CallerKind caller) {
  const PolicyRow* row = FindRow(policy, operation);
  if (row == nullptr) return false;
  switch (caller) {
    case CallerKind::kAnonymous:
      return row->anonymous;
    case CallerKind::kStranger:
      return row->stranger;
    case CallerKind::kSystem:
      return row->system;
    case CallerKind::kSchool:
      return row->school;
    case CallerKind::kBoard:
      return row->board;
    case CallerKind::kOperator:
      return row->service_desk;
  }
  return false;
}

constexpr std::span<const PolicyRow> CenterPolicy() { return kCenterPolicy; }
constexpr std::span<const PolicyRow> SchoolPolicy() { return kSchoolPolicy; }

}  // namespace oso::gate
