#include "center/access_point_steps.h"
#include "center/act_draft.h"
#include "center/connect.h"
#include "center/registration_key.h"
#include "crypto/digest.h"

namespace oso::center {
namespace {

using exchange::AccessPoint;
using exchange::Registration;
using exchange::RegistrationKey;
using exchange::ResultCode;

// The access point as this registration makes it; its state is still to be found.
AccessPoint Registered(AccessPoint ap, const Registration& registration) {
  ap.url = registration.url;
  ap.notification_url = registration.notification_url;
  ap.versions = registration.versions;
  ap.protocols = registration.protocols;
  return ap;
}

// All that the decision looks at.
struct Registering {
  const exchange::Register& now;
  const audit::Caller& caller;
  const Registration& registration;
  const std::string& digest;
  Instant at;
};

const RegistrationKey* MatchingKey(const Registering& r) {
  const RegistrationKey* key = r.now.FindRegistrationKey(r.registration.access_point);
  if (key == nullptr || !crypto::ConstantTimeEqual(AsBytes(key->digest), AsBytes(r.digest))) return nullptr;
  return key;
}

// The conditions in their order: nobody who has not the key learns anything of the access point.
ResultCode Judge(const Registering& r) {
  const AccessPoint* ap = r.now.FindAccessPoint(r.registration.access_point);
  const RegistrationKey* key = MatchingKey(r);
  if (ap == nullptr || key == nullptr) return ResultCode::kRegistrationKeyWrong;
  if (!StateAfter(*ap, AccessPointStep::kRegister).ok()) return ResultCode::kRegistrationKeyWrong;
  const exchange::Supplier* supplier = r.now.FindSupplier(ap->supplier);
  const exchange::School* school = r.now.FindSchool(ap->id.brin);
  const bool are_there = supplier != nullptr && !supplier->blocked && school != nullptr;
  if (!are_there || ap->supplier != r.caller.supplier) return ResultCode::kWrongCertificate;
  const bool is_the_same = Registered(*ap, r.registration) == *ap;
  if (key->used_at) return is_the_same ? ResultCode::kRegistered : ResultCode::kRegistrationKeyWrong;
  if (key->expires_at <= r.at) return ResultCode::kRegistrationKeyWrong;
  if (!r.now.HasAgreement(school->board, ap->purpose, r.at)) return ResultCode::kNoAgreement;
  if (!r.now.HasMandate(ap->supplier, *school, ap->purpose, r.at)) return ResultCode::kNoMandate;
  return ResultCode::kRegistered;
}

Status PutRegistered(const Registering& r, ActDraft& draft) {
  RegistrationKey key = *MatchingKey(r);
  if (key.used_at) return {};
  const AccessPoint& before = *r.now.FindAccessPoint(r.registration.access_point);
  ASSIGN_OR_RETURN(const exchange::AccessPointState to, StateAfter(before, AccessPointStep::kRegister));
  draft.Move(Registered(before, r.registration), to);
  key.used_at = r.at;
  draft.Put(std::move(key));
  return {};
}

}  // namespace

Task<Result<std::string>> Connect::IssueRegistrationKey(audit::Actor actor, std::string why, AccessPointId ap) {
  const std::string key = MakeRegistrationKey(random_);
  CO_RETURN_IF_ERROR(co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    ASSIGN_OR_RETURN(const AccessPoint* found, DemandAccessPoint(now, ap));
    RETURN_IF_ERROR(StateAfter(*found, AccessPointStep::kIssueKey));
    draft.PutWith(RegistrationKey{.access_point = ap,
                                  .digest = DigestOfRegistrationKey(key),
                                  .expires_at = clock_.Now().PlusSeconds(kRegistrationKeySeconds)},
                  audit::RegistrationKeyIssued(actor, clock_.Now(), ap));
    return {};
  }));
  co_return key;
}

Task<Result<ResultCode>> Connect::Register(audit::Caller caller, Registration registration) {
  // 1. A system that guesses is not heard.
  ResultCode answer = ResultCode::kTooManyRequests;
  if (wrong_keys_.Has(caller.supplier.text())) {
    // 2. The key, whose system it is, and what binds them, on the register of now; then its address. The key may be a
    //    second old, and made by another process.
    CO_RETURN_IF_ERROR(co_await registry_.Refresh());
    const std::string digest = DigestOfRegistrationKey(registration.key);
    CO_RETURN_IF_ERROR(co_await Change(caller.actor, "its system registered",
                                       [&](const exchange::Register& now, ActDraft& draft) -> Status {
                                         const Registering registering{now, caller, registration, digest, clock_.Now()};
                                         answer = Judge(registering);
                                         if (answer != ResultCode::kRegistered) return {};
                                         return PutRegistered(registering, draft);
                                       }));
    if (answer == ResultCode::kRegistrationKeyWrong) wrong_keys_.Take(caller.supplier.text());
  }

  // 3. A refusal is on record.
  if (answer != ResultCode::kRegistered) {
    CO_RETURN_IF_ERROR(co_await audit_.Append(
        audit::RegistrationRefused(caller.actor, clock_.Now(), registration.access_point, exchange::WireName(answer))));
  }
  co_return answer;
}

}  // namespace oso::center
