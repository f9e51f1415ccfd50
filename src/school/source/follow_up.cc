#include "school/source/follow_up.h"

#include "audit/notice_event.h"

namespace oso::school::source {

std::string_view WireName(AsideReason reason) {
  switch (reason) {
    case AsideReason::kElsewhere:
      return "elsewhere";
    case AsideReason::kNotOurs:
      return "not-ours";
    case AsideReason::kNoTransfer:
      return "no-transfer";
  }
  return {};
}

std::optional<AsideReason> ParseAsideReason(std::string_view text) {
  using enum AsideReason;
  for (const AsideReason reason : {kElsewhere, kNotOurs, kNoTransfer}) {
    if (WireName(reason) == text) return reason;
  }
  return std::nullopt;
}

Task<Status> PutRequestAside::Run(audit::Actor actor, SessionId session, AccessPointId source, AsideReason reason) {
  const Instant now = clock_.Now();
  audit::Event event = audit::RequestPutAside(std::move(actor), now, session, source, WireName(reason));
  co_return co_await follow_ups_.PutAside(session, source, now, std::move(event));
}

}  // namespace oso::school::source
