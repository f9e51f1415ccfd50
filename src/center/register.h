// Entering boards, schools, suppliers and access points in the register, one by one or from a seed.
#pragma once

#include "base/clock.h"
#include "center/stores.h"

namespace oso::center {

class Register {
 public:
  Register(RegisterWriter& writer, const Clock& clock);  // both outlive this

  // Errors as RegisterWriter's, and kInvalidArgument: a name that is empty or longer than 200 bytes, a board number
  // that is not 5 digits, a URL that is not https://host[:port]/path of at most 500 bytes without user, query or
  // fragment.
  Task<Status> AddBoard(audit::Actor actor, exchange::Board board);
  Task<Status> AddSchool(audit::Actor actor, exchange::School school);
  Task<Status> AddSupplier(audit::Actor actor, exchange::Supplier supplier);
  Task<Status> AddAccessPoint(audit::Actor actor, exchange::AccessPoint ap);
  Task<Status> SetAccessPointState(audit::Actor actor, AccessPointId ap, exchange::AccessPointState state);

 private:
  RegisterWriter& writer_;
  const Clock& clock_;
};

}  // namespace oso::center
