// Who may do what, as a table: an operation that has no row, or a caller whose column is not "yes", is refused.
#pragma once

#include <span>
#include <string_view>

namespace oso::gate {

// What a caller proved to be.
enum class CallerKind {
  kStranger,  // a certificate that we trust, without an OIN, or (at the centre) of no supplier in the register
  kSystem,    // a supplier's system
};

struct PolicyRow {
  std::string_view operation;
  bool stranger;
  bool system;
};

std::span<const PolicyRow> CenterPolicy();
std::span<const PolicyRow> SchoolPolicy();

bool IsAllowed(std::span<const PolicyRow> policy, std::string_view operation, CallerKind caller);

}  // namespace oso::gate
