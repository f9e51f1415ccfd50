#include "center/access_point_steps.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace oso::center {
namespace {

using enum AccessPointStep;
using State = exchange::AccessPointState;

constexpr std::array kRows = std::to_array<StepRow>({
    {State::kAnnounced, kIssueKey, State::kAnnounced},
    {State::kAnnounced, kRegister, State::kRegistered},
    {State::kAnnounced, kLeave, State::kLeft},
    {State::kRegistered, kIssueKey, State::kRegistered},
    {State::kRegistered, kRegister, State::kRegistered},
    {State::kRegistered, kTest, State::kTested},
    {State::kRegistered, kLeave, State::kLeft},
    {State::kTested, kIssueKey, State::kTested},
    {State::kTested, kRegister, State::kRegistered},  // another address has yet to be tested
    {State::kTested, kTest, State::kTested},
    {State::kTested, kQualify, State::kQualified},
    {State::kTested, kLeave, State::kLeft},
    {State::kQualified, kIssueKey, State::kQualified},
    {State::kQualified, kRegister, State::kRegistered},
    {State::kQualified, kTest, State::kQualified},
    {State::kQualified, kActivate, State::kActive},
    {State::kQualified, kLeave, State::kLeft},
    {State::kActive, kIssueKey, State::kActive},
    {State::kActive, kRegister, State::kActive},  // a system that moves house goes on
    {State::kActive, kTest, State::kActive},
    {State::kActive, kPause, State::kPaused},
    {State::kActive, kLeave, State::kLeft},
    {State::kPaused, kIssueKey, State::kPaused},
    {State::kPaused, kRegister, State::kPaused},
    {State::kPaused, kTest, State::kPaused},
    {State::kPaused, kActivate, State::kActive},
    {State::kPaused, kLeave, State::kLeft},
});

constexpr std::array kWords = std::to_array<Word<AccessPointStep>>({{kIssueKey, "issue-key"},
                                                                    {kRegister, "register"},
                                                                    {kTest, "test"},
                                                                    {kQualify, "qualify"},
                                                                    {kActivate, "activate"},
                                                                    {kPause, "pause"},
                                                                    {kLeave, "leave"}});

}  // namespace

std::span<const StepRow> StepRows() { return kRows; }

std::string_view WireName(AccessPointStep step) { return TextOf(kWords, step); }

Result<exchange::AccessPointState> StateAfter(const exchange::AccessPoint& ap, AccessPointStep step) {
  const auto* row =
      std::ranges::find_if(kRows, [&](const StepRow& one) { return one.from == ap.state && one.step == step; });
  if (row != kRows.end()) return row->to;
  return Fail(ErrorCode::kConflict, ap.id.ToString()
                                        .append(" is ")
                                        .append(exchange::WireName(ap.state))
                                        .append(": no ")
                                        .append(WireName(step))
                                        .append(" from there"));
}

}  // namespace oso::center
