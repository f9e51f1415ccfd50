#include <array>

#include "center/may_exchange.h"
#include "crypto/digest.h"

namespace oso::center {

using exchange::ResultCode;

namespace {

bool IsSameTransfer(const Report& r) {
  return r.session.source == r.facts.source.brin && r.session.target.brin == r.facts.target.brin &&
         r.session.kind == r.facts.kind;
}

bool IsAskedSource(const Report& r) {
  return !r.session.source_index || *r.session.source_index == r.facts.source.index;
}

bool IsSameKey(const Report& r) {
  return crypto::ConstantTimeEqual(r.session.key, exchange::DigestOf(r.session.blinding, r.facts.key));
}

bool IsSameTarget(const Report& r) { return r.session.target == r.facts.target; }

constexpr std::array kFacts = std::to_array<ConditionRow<Report>>({
    {"both BRINs and overdrachtsoort are those of the session", IsSameTransfer, ResultCode::kSessionDiffers},
    {"the source's access point is the one the session was opened for, if for one", IsAskedSource,
     ResultCode::kSessionDiffers},
    {"the key is that of the session", IsSameKey, ResultCode::kSessionDiffers},
    {"the target's access point is that of the session", IsSameTarget, ResultCode::kUnknownAccessPoint},
});

}  // namespace

std::span<const ConditionRow<Report>> FactsOfSession() { return kFacts; }

std::optional<ResultCode> Difference(const Session& session, const exchange::SessionFacts& facts) {
  return FirstRefusal<Report>(kFacts, {session, facts});
}

exchange::LinkKey TestLinkKey() { return exchange::LinkKey::Parse("42a12e8a-f721-4b26-b2d9-586e2b2123ec").value(); }

}  // namespace oso::center
