#include <algorithm>

#include "center/sessions.h"
#include "crypto/digest.h"

namespace oso::center {

KeyDigest DigestOf(const SessionId& session, const exchange::SearchKey& key) {
  crypto::Sha256Stream digest;
  digest.Update(AsBytes(session.ToString()));
  digest.Update(key.RevealForMessage());
  return digest.Finish();
}

std::optional<exchange::ResultCode> Difference(const Session& session, const exchange::SessionFacts& facts) {
  const bool same_transfer =
      session.source == facts.source.brin && session.target.brin == facts.target.brin && session.kind == facts.kind;
  const bool same_source_index = !session.source_index || *session.source_index == facts.source.index;
  const bool same_key = crypto::ConstantTimeEqual(session.key, DigestOf(session.id, facts.key));
  if (!same_transfer || !same_source_index || !same_key) return exchange::ResultCode::kSessionDiffers;
  if (session.target.index != facts.target.index) return exchange::ResultCode::kUnknownAccessPoint;
  return std::nullopt;
}

}  // namespace oso::center
