#include <boost/json.hpp>

#include "app/school/commands.h"
#include "school/source/notify_target.h"
#include "school/target/take_notice.h"

namespace oso::app {
namespace {

namespace source = school::source;
namespace target = school::target;
using boost::json::array;
using boost::json::object;
using boost::json::value;

object Describe(const target::ReceivedNotice& notice) {
  return {{"id", notice.id.ToString()},
          {"at", ToIso8601(notice.at)},
          {"source", notice.source.ToString()},
          {"target", notice.target.ToString()},
          {"seen_at", notice.seen_at ? value(ToIso8601(*notice.seen_at)) : value(nullptr)}};
}

}  // namespace

Status NotifyOfRequest(const SchoolCommand& command, const RequestTexts& texts) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(const SessionId session, SessionId::Parse(texts.session));
  ASSIGN_OR_RETURN(const AccessPointId ap, AccessPointId::Parse(texts.source));
  wire::soap::SoapNoticeBoxes boxes(parts.transport);
  source::NotifyTarget notify({*parts.center, boxes}, {parts.dossiers, parts.requests, parts.follow_ups, parts.audit},
                              parts.clock);
  ASSIGN_OR_RETURN(const exchange::ResultCode result, parts.loops.Run(notify.Run(command.actor, session, ap)));
  const exchange::ResultCodeInfo& info = exchange::Info(result);
  Print(command.format, object{{"session", texts.session},
                               {"result", info.wire_name},
                               {"meaning", info.meaning},
                               {"who_mends", info.who_mends}});
  if (result == exchange::ResultCode::kNotificationReceived) return {};
  return Fail(ErrorCode::kPeerRefused, "the target was not notified: " + std::string(info.wire_name));
}

Status PutAsideRequest(const SchoolCommand& command, const RequestTexts& texts) {
  ASSIGN_OR_RETURN(const SessionId session, SessionId::Parse(texts.session));
  ASSIGN_OR_RETURN(const AccessPointId ap, AccessPointId::Parse(texts.source));
  const auto reason = source::ParseAsideReason(texts.reason);
  if (!reason) return Fail(ErrorCode::kInvalidArgument, "--reason is elsewhere, not-ours or no-transfer");
  source::PutRequestAside put_aside(command.parts.follow_ups, command.parts.clock);
  RETURN_IF_ERROR(command.parts.loops.Run(put_aside.Run(command.actor, session, ap, *reason)));
  Print(command.format, object{{"session", texts.session}, {"put_aside", texts.reason}});
  return {};
}

Status ListNotices(const SchoolCommand& command, const std::string& brin) {
  ASSIGN_OR_RETURN(const Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(const auto notices, command.parts.loops.Run(command.parts.notices.List(school)));
  array rows;
  for (const target::ReceivedNotice& notice : notices) rows.push_back(Describe(notice));
  Print(command.format, rows);
  return {};
}

Status SeeNotice(const SchoolCommand& command, const std::string& notice) {
  ASSIGN_OR_RETURN(const target::NoticeId id, target::NoticeId::Parse(notice));
  target::SeeNotice see(command.parts.notices, command.parts.clock);
  ASSIGN_OR_RETURN(const target::ReceivedNotice seen, command.parts.loops.Run(see.Run(command.actor, id)));
  Print(command.format, Describe(seen));
  return {};
}

}  // namespace oso::app
