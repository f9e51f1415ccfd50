// When a context may take the place of another in a running server.
#include <algorithm>
#include <map>

#include "crypto/tls_state.h"

namespace oso::crypto {
namespace {

// Of each issuer, by its name's digest, when its latest list has run out.
std::map<std::string, Instant> NextUpdates(const std::vector<CrlPtr>& lists) {
  std::map<std::string, Instant> next;
  for (const auto& list : lists) {
    Instant& latest = next[NameDigest(*X509_CRL_get_issuer(list.get()))];
    latest = std::max(latest, ToInstant(X509_CRL_get0_nextUpdate(list.get())));
  }
  return next;
}

Error Unfit(std::string_view why) { return Fail(ErrorCode::kCertificate, std::string(why)); }

}  // namespace

std::optional<Instant> TlsContext::revocations_next_update() const {
  std::optional<Instant> earliest;
  for (const auto& [issuer, next] : NextUpdates(state_->lists)) earliest = std::min(earliest.value_or(next), next);
  return earliest;
}

Status TlsContext::CheckSuccession(const TlsContext& before, Instant now) const {
  if (state_->own.not_after <= now) return Unfit("certificate: it has expired");
  if (state_->not_before > now) return Unfit("certificate: it is not yet valid");

  const auto lists = NextUpdates(state_->lists);
  const auto lists_before = NextUpdates(before.state_->lists);
  for (const auto& authority : state_->authorities) {
    const std::string name = NameDigest(*X509_get_subject_name(authority.get()));
    const auto list = lists.find(name);
    if (list == lists.end() && lists_before.contains(name)) return Unfit("revocations: an authority has no list now");
    if (list != lists.end() && list->second <= now) return Unfit("revocations: a list has expired");
  }
  for (const auto& list : state_->lists) {
    const X509_NAME* issuer = X509_CRL_get_issuer(list.get());
    const bool is_of_ours = std::any_of(
        state_->authorities.begin(), state_->authorities.end(),
        [&](const X509Ptr& authority) { return X509_NAME_cmp(X509_get_subject_name(authority.get()), issuer) == 0; });
    if (!is_of_ours) continue;
    if (FindSigner(*list, state_->authorities) == nullptr) return Unfit("revocations: a list is not its authority's");
    if (ToInstant(X509_CRL_get0_lastUpdate(list.get())) > now) return Unfit("revocations: a list is not yet valid");
  }
  return {};
}

}  // namespace oso::crypto
