// The centre's word on a request, before a source looks at anything of its own. A target brings the session as the
// centre signed it, or only its number; then the centre is asked (sessiecontrole).
#pragma once

#include "audit/event.h"
#include "exchange/signed_session.h"
#include "exchange/source_system.h"
#include "school/kept_register.h"

namespace oso::school::source {

enum class ProofKind { kCenter, kSignedSession };
std::string_view WireName(ProofKind kind);  // "centre", "signed-session"

struct Word {
  std::optional<exchange::ResultCode> refusal;  // nothing: this target may have what it asks for
  ProofKind by = ProofKind::kCenter;            // a signed session is also bound to the caller's certificate
};

class SessionProof {
 public:
  // What is kept of the centre.
  struct Kept {
    const CenterKeys& keys;
    KeptRegister& registry;
  };
  // All outlive this. `own` is the OIN in this system's certificate.
  SessionProof(exchange::TrafficCenter& center, Kept kept, Oin own, const Clock& clock)
      : center_(center), kept_(kept), own_(own), clock_(clock) {}

  // A signed session is good or not by itself, and by a kept register that is younger than it; signed with a key that
  // is not kept here, it is the centre that is asked. Whether it was used before, the request store knows. Errors: the
  // centre's.
  Task<Result<Word>> Of(const audit::Caller& caller, const exchange::DocumentRequest& request) const;

 private:
  // Nothing: it has to be asked of the centre.
  Task<std::optional<Word>> OfSigned(const audit::Caller& caller, const exchange::DocumentRequest& request) const;
  // What changed since the session was signed.
  Task<std::optional<exchange::ResultCode>> Since(const exchange::SignedSession& session,
                                                  const AccessPointId& source) const;

  exchange::TrafficCenter& center_;
  Kept kept_;
  Oin own_;
  const Clock& clock_;
};

}  // namespace oso::school::source
