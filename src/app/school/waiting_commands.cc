#include <boost/json.hpp>

#include "app/school/commands.h"
#include "school/waiting.h"

namespace oso::app {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

template <class T>
value TextOrNull(const std::optional<T>& id) {
  return id ? value(id->ToString()) : value(nullptr);
}

object Describe(const Brin& school, const school::Waiting& one, Instant now) {
  return {{"list", WireName(one.list)},
          {"days", school::DaysBetween(one.since, now)},
          {"since", ToIso8601(one.since)},
          {"school", school.text()},
          {"other", one.other},
          {"who", one.who},
          {"what", one.what},
          {"session", TextOrNull(one.session)},
          {"ap", TextOrNull(one.asked)},
          {"dossier", TextOrNull(one.dossier)},
          {"intake", TextOrNull(one.intake)},
          {"notice", TextOrNull(one.notice)}};
}

// What the command that helps must name.
value IdOf(const school::Waiting& one) {
  switch (one.list) {
    case school::WaitingList::kAskedNotReady:
      return TextOrNull(one.session);
    case school::WaitingList::kReadyNotInspected:
      return TextOrNull(one.dossier);
    case school::WaitingList::kReadyNotCollected:
      return one.session ? TextOrNull(one.session) : TextOrNull(one.dossier);
    case school::WaitingList::kAskedNotThere:
      return TextOrNull(one.intake);
    case school::WaitingList::kNoticeNotSeen:
      return TextOrNull(one.notice);
  }
  return nullptr;
}

// For a person: what fits on a line.
object InShort(const Brin& school, const school::Waiting& one, Instant now) {
  return {{"list", WireName(one.list)},
          {"days", school::DaysBetween(one.since, now)},
          {"school", school.text()},
          {"other", one.other},
          {"ap", TextOrNull(one.asked)},
          {"id", IdOf(one)},
          {"who", one.who},
          {"what", one.what}};
}

}  // namespace

Status ShowWaiting(const SchoolCommand& command, const std::string& brin) {
  SchoolParts& parts = command.parts;
  std::vector<Brin> schools;
  if (brin.empty()) {
    ASSIGN_OR_RETURN(schools, parts.loops.Run(parts.reminders.Schools()));
  } else {
    ASSIGN_OR_RETURN(const Brin school, Brin::Parse(brin));
    schools.push_back(school);
  }
  const auto describe = command.format == OutputFormat::kJson ? Describe : InShort;
  school::ListWaiting list(parts.waiting_stores(), parts.clock);
  array rows;
  for (const Brin& school : schools) {
    ASSIGN_OR_RETURN(const std::vector<school::Waiting> waiting, parts.loops.Run(list.Run(school)));
    for (const school::Waiting& one : waiting) rows.push_back(describe(school, one, parts.clock.Now()));
  }
  Print(command.format, rows);
  return {};
}

}  // namespace oso::app
