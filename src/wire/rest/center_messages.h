// The bodies of the centre's REST messages, in and out. What comes in is read strictly: see json_body.h; every flaw is
// told in `invalid`, and the value that is given then means nothing.
#pragma once

#include <boost/json/object.hpp>

#include "wire/connect_service.h"
#include "wire/register_service.h"
#include "wire/rest/json_body.h"

namespace oso::wire::rest {

using Invalid = std::vector<InvalidPart>;

exchange::SessionRequest ReadSessionRequest(const boost::json::object& body, Invalid& invalid);
// The members of a session's facts but its id; the caller reads what else there is, and finishes.
exchange::SessionFacts TakeFacts(MemberReader& reader, SessionId session, Invalid& invalid);
exchange::SessionFacts ReadSessionFacts(const boost::json::object& body, SessionId session, Invalid& invalid);
struct ClosingReport {
  exchange::SessionFacts facts;
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
};
ClosingReport ReadClosing(const boost::json::object& body, SessionId session, Invalid& invalid);
exchange::Notification ReadNotification(const boost::json::object& body, Invalid& invalid);
exchange::Feedback ReadFeedback(const boost::json::object& body, Invalid& invalid);
exchange::Registration ReadRegistration(const boost::json::object& body, AccessPointId ap, Invalid& invalid);

// Every act says why, in 1 to 200 bytes.
struct Announced {
  exchange::Announcement announcement;
  std::string why;
};
Announced ReadAnnouncement(const boost::json::object& body, Brin school, Invalid& invalid);
std::string ReadWhy(const boost::json::object& body, Invalid& invalid);
struct SignedAgreement {
  exchange::Agreement agreement;
  std::string why;
};
// `now`: when it was signed, if the body does not say.
SignedAgreement ReadAgreement(const boost::json::object& body, std::string board, Instant now, Invalid& invalid);
struct GivenMandate {
  exchange::Mandate mandate;
  std::string why;
};
// `mandate` has whose it is; `now`: from when, if the body does not say.
GivenMandate ReadMandate(const boost::json::object& body, exchange::Mandate mandate, Instant now, Invalid& invalid);

boost::json::object WriteOpened(const exchange::OpenedSession& opened);
boost::json::object WriteSession(const KeptSession& session);
boost::json::object WriteAccessPoint(const exchange::AccessPoint& ap);
boost::json::object WriteSchool(const SchoolEntry& school);
boost::json::object WriteBoard(const exchange::Board& board);
boost::json::object WriteSupplier(const exchange::Supplier& supplier);
boost::json::object WriteHistory(const exchange::RegisterChange& entry);

}  // namespace oso::wire::rest
