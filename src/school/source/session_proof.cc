#include "school/source/session_proof.h"

#include "exchange/signed_session.h"

namespace oso::school::source {

using exchange::ResultCode;

std::string_view WireName(ProofKind kind) { return kind == ProofKind::kCenter ? "centre" : "signed-session"; }

Task<Result<Word>> SessionProof::Of(const audit::Caller& caller, const exchange::DocumentRequest& request) const {
  if (std::optional<Word> word = OfSigned(caller, request)) co_return *word;
  CO_ASSIGN_OR_RETURN(const exchange::OrRefusal<exchange::ValidSession> checked,
                      co_await center_.CheckSession(request.facts));
  const auto* refusal = std::get_if<ResultCode>(&checked);
  co_return Word{.refusal = refusal == nullptr ? std::optional<ResultCode>() : *refusal, .by = ProofKind::kCenter};
}

std::optional<Word> SessionProof::OfSigned(const audit::Caller& caller,
                                           const exchange::DocumentRequest& request) const {
  if (request.signed_session.empty()) return std::nullopt;
  bool is_known = false;
  const auto find = [&](std::string_view kid) {
    std::optional<crypto::VerifyingKey> key = keys_.Find(kid);
    is_known = key.has_value();
    return key;
  };
  const Instant now = clock_.Now();
  const auto session = exchange::ReadSignedSession(request.signed_session, find, now);
  // The centre may have a new key since its keys were fetched.
  if (!session.ok() && session.error().code == ErrorCode::kUnauthenticated && !is_known) return std::nullopt;
  Word word{.refusal = ResultCode::kSessionDiffers, .by = ProofKind::kSignedSession};
  if (session.ok()) {
    word.refusal = exchange::CheckSignedSession(
        *session, {.facts = request.facts, .caller_certificate = caller.certificate, .own = own_, .now = now});
  }
  return word;
}

}  // namespace oso::school::source
