#include "school/source/session_proof.h"

namespace oso::school::source {

using exchange::ResultCode;

std::string_view WireName(ProofKind kind) { return kind == ProofKind::kCenter ? "centre" : "signed-session"; }

Task<Result<Word>> SessionProof::Of(const audit::Caller& caller, const exchange::DocumentRequest& request) const {
  if (const std::optional<Word> word = co_await OfSigned(caller, request)) co_return *word;
  CO_ASSIGN_OR_RETURN(const exchange::OrRefusal<exchange::ValidSession> checked,
                      co_await center_.CheckSession(request.facts));
  const auto* refusal = std::get_if<ResultCode>(&checked);
  co_return Word{.refusal = refusal == nullptr ? std::optional<ResultCode>() : *refusal, .by = ProofKind::kCenter};
}

Task<std::optional<Word>> SessionProof::OfSigned(const audit::Caller& caller,
                                                 const exchange::DocumentRequest& request) const {
  if (request.signed_session.empty()) co_return std::nullopt;
  bool is_known = false;
  const auto find = [&](std::string_view kid) {
    std::optional<crypto::VerifyingKey> key = kept_.keys.Find(kid);
    is_known = key.has_value();
    return key;
  };
  const Instant now = clock_.Now();
  const auto session = exchange::ReadSignedSession(request.signed_session, find, now);
  // The centre may have a new key since its keys were fetched.
  if (!session.ok() && session.error().code == ErrorCode::kUnauthenticated && !is_known) co_return std::nullopt;
  Word word{.refusal = ResultCode::kSessionDiffers, .by = ProofKind::kSignedSession};
  if (session.ok()) {
    word.refusal = exchange::CheckSignedSession(
        *session, {.facts = request.facts, .caller_certificate = caller.certificate, .own = own_, .now = now});
    if (!word.refusal) word.refusal = co_await Since(*session, request.facts.source);
  }
  co_return word;
}

// The rows of sessiecontrole that look at the register. A register that was made before the session knows less than the
// centre did when it signed; the margin is for clocks of several centres.
Task<std::optional<ResultCode>> SessionProof::Since(const exchange::SignedSession& session,
                                                    const AccessPointId& source) const {
  const auto current = co_await kept_.registry.Current();
  if (!current.ok() || *current == nullptr) co_return std::nullopt;
  const exchange::RegisterDocument& kept = **current;
  if (kept.made_at <= session.issued_at.PlusSeconds(exchange::kClockSkewSeconds)) co_return std::nullopt;
  const exchange::School* school = kept.registry->FindSchool(source.brin);
  const bool may_serve =
      school != nullptr && kept.registry->IsActiveOf(source, own_) &&
      kept.registry->HasMandate(own_, *school, kept.registry->FindAccessPoint(source)->purpose, clock_.Now());
  if (!may_serve) co_return ResultCode::kSourceAccessPointUnknown;
  const bool target_is_there = kept.registry->IsActiveOf(session.target, session.target_supplier);
  co_return target_is_there ? std::optional<ResultCode>() : ResultCode::kUnknownAccessPoint;
}

}  // namespace oso::school::source
