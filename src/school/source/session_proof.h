// The centre's word on a request, before a source looks at anything of its own. A target brings the session as the
// centre signed it, or only its number; then the centre is asked (sessiecontrole).
#pragma once

#include "audit/event.h"
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
  // All outlive this. `own` is the OIN in this system's certificate.
  SessionProof(exchange::TrafficCenter& center, const CenterKeys& keys, Oin own, const Clock& clock)
      : center_(center), keys_(keys), own_(own), clock_(clock) {}

  // A signed session is good or not by itself; signed with a key that is not kept here, it is the centre that is asked.
  // Whether it was used before, the request store knows. Errors: the centre's.
  Task<Result<Word>> Of(const audit::Caller& caller, const exchange::DocumentRequest& request) const;

 private:
  // Nothing: it has to be asked of the centre.
  std::optional<Word> OfSigned(const audit::Caller& caller, const exchange::DocumentRequest& request) const;

  exchange::TrafficCenter& center_;
  const CenterKeys& keys_;
  Oin own_;
  const Clock& clock_;
};

}  // namespace oso::school::source
