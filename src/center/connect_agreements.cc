#include "center/act_draft.h"
#include "center/connect.h"

namespace oso::center {
namespace {

using exchange::Agreement;
using exchange::Mandate;
using exchange::RegisterEntry;

Status CheckEntered(const exchange::Register& now, const RegisterEntry& entry) {
  if (std::holds_alternative<exchange::RegistrationKey>(entry)) {
    return Fail(ErrorCode::kInvalidArgument, "a registration key is issued, not entered");
  }
  const RegisterEntry* before = now.FindLike(entry);
  if (before == nullptr || *before == entry || !std::holds_alternative<exchange::AccessPoint>(entry)) return {};
  return Fail(ErrorCode::kConflict, "access point " + std::get<exchange::AccessPoint>(entry).id.ToString() +
                                        " is in the register already, and differs");
}

// The mandate as it is kept: what is in force stays in force.
Result<Mandate> Continued(const Mandate* before, Mandate mandate, Instant now) {
  const bool in_force = before != nullptr && before->from <= now && (!before->until || now < *before->until);
  if (!in_force) return mandate;
  if (before->until && *before->until < mandate.from) {
    return Fail(ErrorCode::kConflict, "a mandate is in force until " + ToIso8601(*before->until) +
                                          ", and this one begins later: give it when that one has ended");
  }
  mandate.from = std::min(mandate.from, before->from);
  return mandate;
}

}  // namespace

Task<Status> Connect::Change(audit::Actor actor, std::string why, Draw draw) {
  CO_RETURN_IF_ERROR(CheckReason(why));
  co_return co_await registry_.Change(actor, why, [&](const exchange::Register& now) -> Result<RegisterAct> {
    ActDraft draft(now, actor, clock_.Now(), why);
    RETURN_IF_ERROR(draw(now, draft));
    return draft.Take();
  });
}

Task<Status> Connect::Enter(audit::Actor actor, std::string why, std::vector<RegisterEntry> entries) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    const std::shared_ptr<const exchange::Register> after = now.With(entries, now.version());
    for (const RegisterEntry& entry : entries) {
      RETURN_IF_ERROR(CheckEntered(now, entry));
      RETURN_IF_ERROR(DemandReferences(*after, entry));
      draft.Put(entry);
    }
    return {};
  });
}

Task<Status> Connect::SignAgreement(audit::Actor actor, std::string why, Agreement agreement) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    RETURN_IF_ERROR(DemandReferences(now, agreement));
    if (agreement.signed_at > clock_.Now()) {
      return Fail(ErrorCode::kInvalidArgument, "an agreement is entered when it has been signed");
    }
    draft.Put(agreement);
    return {};
  });
}

Task<Status> Connect::EndAgreement(audit::Actor actor, std::string why, std::string board) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    const Agreement* agreement = now.FindAgreement(board);
    if (agreement == nullptr) return Fail(ErrorCode::kNotFound, "no agreement of board " + board + " in the register");
    if (agreement->ended) return {};
    Agreement ended = *agreement;
    ended.ended = clock_.Now();
    draft.Put(std::move(ended));
    return {};
  });
}

Task<Status> Connect::GiveMandate(audit::Actor actor, std::string why, Mandate mandate) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    RETURN_IF_ERROR(DemandReferences(now, mandate));
    const RegisterEntry* before = now.FindLike(mandate);
    const Mandate* given = before == nullptr ? nullptr : &std::get<Mandate>(*before);
    ASSIGN_OR_RETURN(Mandate kept, Continued(given, mandate, clock_.Now()));
    draft.Put(std::move(kept));
    return {};
  });
}

Task<Status> Connect::RevokeMandate(audit::Actor actor, std::string why, Oin supplier, Brin school,
                                    exchange::Purpose purpose) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    ASSIGN_OR_RETURN(const exchange::School* of, DemandSchool(now, school));
    const RegisterEntry* found = now.FindLike(
        Mandate{.board = of->board, .supplier = supplier, .school = school, .purpose = purpose, .from = {}});
    if (found == nullptr) {
      return Fail(ErrorCode::kNotFound,
                  "board " + of->board + " has not mandated this supplier for school " + std::string(school.text()));
    }
    Mandate mandate = std::get<Mandate>(*found);
    const Instant end = std::max(mandate.from, clock_.Now());
    if (!mandate.until || *mandate.until > end) mandate.until = end;
    draft.Put(std::move(mandate));
    return {};
  });
}

Task<Status> Connect::Block(audit::Actor actor, std::string why, Oin supplier) {
  return SetBlocked(std::move(actor), std::move(why), supplier, true);
}
Task<Status> Connect::Unblock(audit::Actor actor, std::string why, Oin supplier) {
  return SetBlocked(std::move(actor), std::move(why), supplier, false);
}
Task<Status> Connect::SetBlocked(audit::Actor actor, std::string why, Oin supplier, bool blocked) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    ASSIGN_OR_RETURN(const exchange::Supplier* found, DemandSupplier(now, supplier));
    exchange::Supplier changed = *found;
    changed.blocked = blocked;
    draft.Put(std::move(changed));
    return {};
  });
}

Task<Status> Connect::WithdrawCertificate(audit::Actor actor, std::string why, std::string fingerprint) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    const exchange::SupplierCertificate* found = now.FindCertificate(fingerprint);
    if (found == nullptr) return Fail(ErrorCode::kNotFound, "no certificate " + fingerprint + " in the register");
    exchange::SupplierCertificate withdrawn = *found;
    withdrawn.withdrawn = true;
    draft.Put(std::move(withdrawn));
    return {};
  });
}

Task<Status> Connect::EndQualification(audit::Actor actor, std::string why, exchange::Qualification qualification) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    const RegisterEntry* found = now.FindLike(qualification);
    if (found == nullptr) return Fail(ErrorCode::kNotFound, "no such qualification in the register");
    auto ended = std::get<exchange::Qualification>(*found);
    const Instant end = std::max(ended.from, clock_.Now());
    if (!ended.until || *ended.until > end) ended.until = end;
    draft.Put(std::move(ended));
    return {};
  });
}

}  // namespace oso::center
