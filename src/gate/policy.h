// Who may do what, as a table: an operation that has no row, or a caller that its row does not name, is refused. The
// rows of the SOAP operations and of every route of REST; app/center/policy_check.cc holds the table to those, when it
// is compiled.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace oso::gate {

// What a caller proved to be.
enum class CallerKind : std::uint8_t {
  kAnonymous,    // nothing: neither certificate nor token
  kStranger,     // a certificate that we trust, without an OIN, or (at the centre) of no supplier in the register
  kSystem,       // a supplier's system
  kSchool,       // a user of the portal, for one school
  kBoard,        // a user of the portal, for a board and all its schools
  kServiceDesk,  // a user of the portal that helps whoever calls it: sees what all see, changes nothing
  kOperator,     // a user of the portal that keeps the network (beheerder): acts for all
};

// Some kinds of caller.
class Callers {
 public:
  constexpr Callers(std::initializer_list<CallerKind> kinds) {
    for (const CallerKind kind : kinds) bits_ |= Bit(kind);
  }
  constexpr bool Has(CallerKind kind) const { return (bits_ & Bit(kind)) != 0; }

 private:
  static constexpr unsigned Bit(CallerKind kind) { return 1U << static_cast<unsigned>(kind); }
  unsigned bits_ = 0;
};

struct PolicyRow {
  std::string_view operation;
  Callers callers;
};

inline constexpr Callers kAnyone{CallerKind::kAnonymous, CallerKind::kStranger, CallerKind::kSystem,
                                 CallerKind::kSchool,    CallerKind::kBoard,    CallerKind::kServiceDesk,
                                 CallerKind::kOperator};
inline constexpr Callers kSystems{CallerKind::kSystem};
// What a school does itself, its board does for it too; the operator does it for either.
inline constexpr Callers kSchools{CallerKind::kSchool, CallerKind::kBoard, CallerKind::kOperator};
inline constexpr Callers kBoards{CallerKind::kBoard, CallerKind::kOperator};
inline constexpr Callers kOperators{CallerKind::kOperator};
// The same, and the service desk, to see.
inline constexpr Callers kSeenBySchools{CallerKind::kSchool, CallerKind::kBoard, CallerKind::kServiceDesk,
                                        CallerKind::kOperator};
inline constexpr Callers kSeenByBoards{CallerKind::kBoard, CallerKind::kServiceDesk, CallerKind::kOperator};
inline constexpr Callers kSeenByDesk{CallerKind::kServiceDesk, CallerKind::kOperator};

inline constexpr std::array kCenterPolicy = std::to_array<PolicyRow>({
    // SOAP
    {"overdracht", kSystems},
    {"sessiecontrole", kSystems},
    {"afmelding", kSystems},
    {"meldenNotificatie", kSystems},
    {"meldenTerugkoppeling", kSystems},
    {"aanleverpuntRegistratie", kSystems},
    {"overzichtAanleverpunt", kSystems},
    {"ping", kSystems},

    // REST, systems
    {"openSession", kSystems},
    {"checkSession", kSystems},
    {"closeSession", kSystems},
    {"readSession", kSystems},
    {"readReceipt", kSystems},
    {"askNotification", kSystems},
    {"askFeedback", kSystems},
    {"listAccessPoints", kSystems},
    {"registerAccessPoint", kSystems},

    // REST, public
    {"pingCenter", kAnyone},
    {"readHealth", kAnyone},
    {"listSchools", kAnyone},
    {"readSchool", kAnyone},
    {"readAccessPoint", kAnyone},
    {"listBoards", kAnyone},
    {"listSuppliers", kAnyone},
    {"readRegister", kAnyone},
    {"readKeys", kAnyone},
    {"readStatistics", kAnyone},
    {"readCheckpoint", kAnyone},
    {"readTile", kAnyone},
    {"readOpenApi", kAnyone},
    {"readProblem", kAnyone},

    // REST, the portal
    {"announceAccessPoint", kSchools},
    {"issueRegistrationKey", kSchools},
    {"qualifyAccessPoint", kOperators},
    {"activateAccessPoint", kSchools},
    {"pauseAccessPoint", kSchools},
    {"leaveAccessPoint", kSchools},
    {"signAgreement", kBoards},
    {"giveMandate", kBoards},
    {"revokeMandate", kBoards},
    {"blockSupplier", kOperators},
    {"unblockSupplier", kOperators},
    {"readBoardHistory", kSeenByBoards},
    {"readAgreementHistory", kSeenByBoards},
    {"readSchoolHistory", kSeenBySchools},
    {"readAccessPointHistory", kSeenBySchools},
    {"readMandateHistory", kSeenByBoards},
    {"readSupplierHistory", kSeenByDesk},
    {"readEntries", kOperators},
});

inline constexpr std::array kSchoolPolicy = std::to_array<PolicyRow>({
    // SOAP
    {"document", kSystems},
    {"notificatie", kSystems},
    {"terugkoppeling", kSystems},
    {"ping", kSystems},
    // REST
    {"fetchDocument", kSystems},
    {"receiveNotification", kSystems},
    {"receiveFeedback", kSystems},
});

constexpr const PolicyRow* FindRow(std::span<const PolicyRow> policy, std::string_view operation) {
  for (const PolicyRow& row : policy) {
    if (row.operation == operation) return &row;
  }
  return nullptr;
}

constexpr bool IsAllowed(std::span<const PolicyRow> policy, std::string_view operation, CallerKind caller) {
  const PolicyRow* row = FindRow(policy, operation);
  return row != nullptr && row->callers.Has(caller);
}

constexpr std::span<const PolicyRow> CenterPolicy() { return kCenterPolicy; }
constexpr std::span<const PolicyRow> SchoolPolicy() { return kSchoolPolicy; }

}  // namespace oso::gate
