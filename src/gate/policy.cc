#include "gate/policy.h"

#include <algorithm>
#include <array>

namespace oso::gate {
namespace {

constexpr std::array kCenter = std::to_array<PolicyRow>({
    // operation               stranger system
    {"overdracht", false, true},
    {"sessiecontrole", false, true},
    {"afmelding", false, true},
    {"meldenNotificatie", false, true},
    {"meldenTerugkoppeling", false, true},
    {"aanleverpuntRegistratie", false, true},
    {"overzichtAanleverpunt", false, true},
    {"ping", false, true},
});

constexpr std::array kSchool = std::to_array<PolicyRow>({
    // operation               stranger system
    {"document", false, true},
    {"notificatie", false, true},
    {"terugkoppeling", false, true},
    {"ping", false, true},
});

}  // namespace

std::span<const PolicyRow> CenterPolicy() { return kCenter; }
std::span<const PolicyRow> SchoolPolicy() { return kSchool; }

bool IsAllowed(std::span<const PolicyRow> policy, std::string_view operation, CallerKind caller) {
  const auto row = std::ranges::find(policy, operation, &PolicyRow::operation);
  if (row == policy.end()) return false;
  return caller == CallerKind::kSystem ? row->system : row->stranger;
}

}  // namespace oso::gate
