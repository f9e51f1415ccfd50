// UC-31: a target takes a source's notice (notificatie), and a person sees it.
#pragma once

#include "audit/log.h"
#include "base/random.h"
#include "school/source/partners.h"
#include "school/target/notices.h"

namespace oso::school::target {

class TakeNotice {
 public:
  // `own` is the OIN in this system's certificate. All outlive this.
  TakeNotice(source::Partners& partners, Oin own, NoticeStore& notices, audit::Log& audit, const Clock& clock,
             Random& random);

  // NotificatieOntvangen for every notice of a source to one of our access points, whatever is known here: the answer
  // tells nothing. DoelOnjuist: to a partnership, of which this is no system; OntvangerAanleverpuntNietActief: not our
  // access point; ClientCertificaatOnjuist, audited: the caller is not the source's system. Errors: TrafficCenter's,
  // kStorage.
  Task<Result<exchange::ResultCode>> Run(audit::Caller caller, exchange::Notice notice);

 private:
  source::Partners& partners_;
  Oin own_;
  NoticeStore& notices_;
  audit::Log& audit_;
  const Clock& clock_;
  Random& random_;
};

class SeeNotice {
 public:
  SeeNotice(NoticeStore& notices, const Clock& clock) : notices_(notices), clock_(clock) {}
  Task<Result<ReceivedNotice>> Run(audit::Actor actor, NoticeId id);  // as it is afterwards; kNotFound

 private:
  NoticeStore& notices_;
  const Clock& clock_;
};

}  // namespace oso::school::target
