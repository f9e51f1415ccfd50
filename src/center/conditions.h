// A decision of the centre as a table of conditions, read from top to bottom: the first that does not hold is the
// answer. The tables are also what docs/protocol.md shows, and each of their rows has a scenario.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exchange/result_code.h"

namespace oso::center {

struct Condition {
  std::string_view holds;  // in words
  exchange::ResultCode otherwise;
};

// `Asked` is all that the decision looks at. A row may rely on those above it.
template <class Asked>
struct ConditionRow {
  std::string_view holds;
  bool (*test)(const Asked& asked);
  exchange::ResultCode otherwise;
};

template <class Asked>
std::optional<exchange::ResultCode> FirstRefusal(std::span<const ConditionRow<Asked>> rows, const Asked& asked) {
  for (const ConditionRow<Asked>& row : rows) {
    if (!row.test(asked)) return row.otherwise;
  }
  return std::nullopt;
}

template <class Asked>
void AddConditions(std::span<const ConditionRow<Asked>> rows, std::vector<Condition>& conditions) {
  for (const ConditionRow<Asked>& row : rows) conditions.push_back({row.holds, row.otherwise});
}

// Of each operation, in the order in which they are asked (may_exchange.cc, check_session.cc, close_session.cc,
// notify.cc).
std::vector<Condition> ConditionsOfOpening();
std::vector<Condition> ConditionsOfChecking();
std::vector<Condition> ConditionsOfClosing();
std::vector<Condition> ConditionsOfNotifying();
std::vector<Condition> ConditionsOfFeedback();

}  // namespace oso::center
