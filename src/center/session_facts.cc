#include "center/sessions.h"
#include "crypto/digest.h"

namespace oso::center {

KeyDigest DigestOf(const Blinding& blinding, const exchange::DossierKey& key) {
  crypto::Sha256Stream digest;
  digest.Update(blinding);
  if (const auto* search_key = std::get_if<exchange::SearchKey>(&key)) {
    digest.Update(search_key->RevealForMessage());
  } else {
    digest.Update(std::get<exchange::LinkKey>(key).uuid.bytes());
  }
  return digest.Finish();
}

std::optional<exchange::ResultCode> Difference(const Session& session, const exchange::SessionFacts& facts) {
  const bool same_transfer =
      session.source == facts.source.brin && session.target.brin == facts.target.brin && session.kind == facts.kind;
  const bool same_source_index = !session.source_index || *session.source_index == facts.source.index;
  const bool same_key = crypto::ConstantTimeEqual(session.key, DigestOf(session.blinding, facts.key));
  if (!same_transfer || !same_source_index || !same_key) return exchange::ResultCode::kSessionDiffers;
  if (session.target.index != facts.target.index) return exchange::ResultCode::kUnknownAccessPoint;
  return std::nullopt;
}

exchange::LinkKey TestLinkKey() { return exchange::LinkKey::Parse("42a12e8a-f721-4b26-b2d9-586e2b2123ec").value(); }

}  // namespace oso::center
