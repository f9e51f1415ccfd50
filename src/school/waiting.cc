#include "school/waiting.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <tuple>

#include "base/day.h"
#include "school/source/law.h"

namespace oso::school {
namespace {

using exchange::ResultCode;
using source::FollowUp;
using source::ReceivedRequest;
using source::StoredDossier;
using target::Intake;
using target::IntakeState;
using target::ReceivedNotice;

constexpr std::string_view kSource = "source school";
constexpr std::string_view kTarget = "target school";
constexpr std::string_view kInspect = "Leg de inzage vast, en waar de wet die vraagt de toestemming.";

// The questions of one target about one pupil since it last got a dossier.
struct Asking {
  const ReceivedRequest* last = nullptr;
  Instant since;
  std::optional<Instant> notified_at = {};  // of the last one
};

bool IsAnsweredInVain(const ReceivedRequest& request) {
  return !request.result || *request.result == ResultCode::kNotAvailable ||
         *request.result == ResultCode::kNotInspected;
}

const FollowUp* FollowUpOf(const KeptOfSchool& kept, const ReceivedRequest& request) {
  const auto found = std::ranges::find_if(kept.follow_ups, [&](const FollowUp& one) {
    return one.session == request.session && one.source == request.source;
  });
  return found == kept.follow_ups.end() ? nullptr : &*found;
}

// What ends the waiting: the dossier, or a person who put the request aside. Whatever else is answered ends nothing and
// begins nothing.
std::vector<Asking> StillAsking(const KeptOfSchool& kept) {
  using Question = std::tuple<AccessPointId, Bytes, dossier::TransferKind>;
  std::map<Question, Asking> asking;
  for (const ReceivedRequest& request : std::views::reverse(kept.requests)) {
    const ByteView key = request.key.RevealForMessage();
    const Question question{request.target, Bytes(key.begin(), key.end()), request.kind};
    const FollowUp* follow_up = FollowUpOf(kept, request);
    if (request.result == ResultCode::kTransferSucceeded ||
        (follow_up != nullptr && follow_up->put_aside_at >= request.at)) {
      asking.erase(question);
    } else if (IsAnsweredInVain(request)) {
      Asking& one = asking.try_emplace(question, Asking{.since = request.at}).first->second;
      one.last = &request;
      one.notified_at = follow_up != nullptr ? follow_up->notified_at : std::nullopt;
    }
  }
  const auto values = std::views::values(asking);
  return {values.begin(), values.end()};
}

bool IsFor(const StoredDossier& dossier, const Asking& asking) {
  return dossier.offer && dossier.offer->key == asking.last->key && dossier.kind == asking.last->kind &&
         (!dossier.offer->target || *dossier.offer->target == asking.last->target.brin);
}

bool MayLeave(const StoredDossier& dossier, Day today) { return source::ObstacleToLeave(dossier, today) == nullptr; }

// `dossier show` says which rule it is.
void TellObstacle(const source::LegalRule& rule, Waiting& row) {
  row.list = WaitingList::kReadyNotInspected;
  row.who = rule.who_mends;
  row.what = kInspect;
}

// The one that this target would be given, or that comes nearest.
const StoredDossier* DossierFor(const KeptOfSchool& kept, const Asking& asking, Day today) {
  const StoredDossier* nearest = nullptr;
  for (const StoredDossier& dossier : kept.dossiers) {
    if (!IsFor(dossier, asking)) continue;
    if (MayLeave(dossier, today)) return &dossier;
    if (nearest == nullptr) nearest = &dossier;
  }
  return nearest;
}

bool IsCollected(const KeptOfSchool& kept, const StoredDossier& dossier) {
  return std::ranges::any_of(kept.requests, [&](const ReceivedRequest& request) {
    return request.result == ResultCode::kTransferSucceeded && request.key == dossier.offer->key &&
           request.kind == dossier.kind && request.target.brin == dossier.offer->target &&
           request.at >= dossier.offer->ready_at;
  });
}

Waiting OfAsking(const Asking& asking, const StoredDossier* dossier, Day today) {
  Waiting row{.list = WaitingList::kAskedNotReady,
              .since = asking.since,
              .other = asking.last->target.ToString(),
              .who = kSource,
              .what = "Zet het dossier klaar, of leg het verzoek terzijde.",
              .session = asking.last->session,
              .asked = asking.last->source};
  if (dossier == nullptr) return row;
  row.dossier = dossier->id;
  if (const source::LegalRule* obstacle = source::ObstacleToLeave(*dossier, today)) {
    TellObstacle(*obstacle, row);
    return row;
  }
  row.list = WaitingList::kReadyNotCollected;
  row.what = "Laat de doelschool weten dat het dossier klaarstaat (notificatie).";
  if (asking.notified_at >= dossier->offer->ready_at) {
    row.who = kTarget;
    row.what = "Vraag het dossier opnieuw op.";
  }
  return row;
}

// An offer about which nobody asked.
std::optional<Waiting> OfOffer(const KeptOfSchool& kept, const StoredDossier& dossier, Day today) {
  Waiting row{.list = WaitingList::kReadyNotCollected,
              .since = dossier.offer->ready_at,
              .other = std::string(dossier.offer->target ? dossier.offer->target->text() : "any"),
              .who = kTarget,
              .what = "Vraag het dossier op.",
              .dossier = dossier.id};
  if (const source::LegalRule* obstacle = source::ObstacleToLeave(dossier, today)) {
    TellObstacle(*obstacle, row);
    return row;
  }
  if (!dossier.offer->target || IsCollected(kept, dossier)) return std::nullopt;
  return row;
}

void AddOfSource(const KeptOfSchool& kept, Day today, std::vector<Waiting>& waiting) {
  std::vector<DossierId> told;
  for (const Asking& asking : StillAsking(kept)) {
    const StoredDossier* dossier = DossierFor(kept, asking, today);
    waiting.push_back(OfAsking(asking, dossier, today));
    if (dossier != nullptr) told.push_back(dossier->id);
  }
  for (const StoredDossier& dossier : kept.dossiers) {
    if (!dossier.offer || std::ranges::find(told, dossier.id) != told.end()) continue;
    if (auto row = OfOffer(kept, dossier, today)) waiting.push_back(*std::move(row));
  }
}

bool HasNoticeSince(const KeptOfSchool& kept, const Intake& intake) {
  return std::ranges::any_of(kept.notices, [&](const ReceivedNotice& notice) {
    return notice.source.brin == intake.source && notice.target == intake.target && notice.at >= intake.asked_at;
  });
}

Waiting OfIntake(const KeptOfSchool& kept, const Intake& intake, Instant since) {
  Waiting row{.list = WaitingList::kAskedNotThere,
              .since = since,
              .other = std::string(intake.source.text()),
              .who = kTarget,
              .what = "Ga door met de intake (intake resume).",
              .session = intake.session,
              .asked = intake.target,
              .intake = intake.id};
  if (intake.state != IntakeState::kWithout) return row;
  if (HasNoticeSince(kept, intake)) {
    row.what = "De bronschool meldt dat er een dossier klaarstaat; vraag het opnieuw op.";
  } else if (intake.result) {
    row.who = exchange::Info(*intake.result).who_mends;
    row.what = exchange::Info(*intake.result).meaning;
  }
  return row;
}

// Of several intakes for one pupil's dossier the last tells how it stands, and the first without one since when.
void AddOfTarget(const KeptOfSchool& kept, Instant now, std::vector<Waiting>& waiting) {
  using Question = std::tuple<AccessPointId, Brin, Bytes, dossier::TransferKind>;
  std::map<Question, std::pair<const Intake*, Instant>> asking;
  for (const Intake& intake : std::views::reverse(kept.intakes)) {
    const ByteView key = intake.key.RevealForMessage();
    const Question question{intake.target, intake.source, Bytes(key.begin(), key.end()), intake.kind};
    if (intake.state == IntakeState::kConfirmed) {
      asking.erase(question);
    } else {
      asking.try_emplace(question, &intake, intake.asked_at).first->second.first = &intake;
    }
  }
  for (const auto& [intake, since] : std::views::values(asking)) {
    const bool is_forgotten =
        intake->state == IntakeState::kWithout && DaysBetween(intake->asked_at, now) > kForgottenAfterDays;
    if (!is_forgotten) waiting.push_back(OfIntake(kept, *intake, since));
  }
}

// A dossier that came from there later is what was told of, or a person who asks there has seen it.
bool HasLookedSince(const KeptOfSchool& kept, const ReceivedNotice& notice) {
  return std::ranges::any_of(kept.intakes, [&](const Intake& intake) {
    return intake.state == IntakeState::kConfirmed && intake.source == notice.source.brin &&
           intake.target == notice.target && intake.asked_at >= notice.at;
  });
}

void AddNotices(const KeptOfSchool& kept, std::vector<Waiting>& waiting) {
  for (const ReceivedNotice& notice : kept.notices) {
    if (notice.seen_at || HasLookedSince(kept, notice)) continue;
    waiting.push_back({.list = WaitingList::kNoticeNotSeen,
                       .since = notice.at,
                       .other = notice.source.ToString(),
                       .who = kTarget,
                       .what = "De bronschool heeft een dossier klaargezet; vraag het op.",
                       .asked = notice.target,
                       .notice = notice.id});
  }
}

}  // namespace

std::string_view WireName(WaitingList list) {
  switch (list) {
    case WaitingList::kAskedNotReady:
      return "asked-not-ready";
    case WaitingList::kReadyNotInspected:
      return "ready-not-inspected";
    case WaitingList::kReadyNotCollected:
      return "ready-not-collected";
    case WaitingList::kAskedNotThere:
      return "asked-not-there";
    case WaitingList::kNoticeNotSeen:
      return "notice-not-seen";
  }
  return {};
}

// Summer time makes a day of 23 or 25 hours: the hours that went by only bound the days.
int DaysBetween(Instant since, Instant now) {
  constexpr std::int64_t kDayMicros = 86'400'000'000;
  const Day first = Day::Of(since);
  const Day last = Day::Of(now);
  auto days = static_cast<int>((now.micros - since.micros) / kDayMicros) + 2;
  while (days > 0 && first.PlusDays(days) > last) --days;
  return days;
}

std::vector<Waiting> WhatWaits(const KeptOfSchool& kept, Instant now) {
  std::vector<Waiting> waiting;
  AddOfSource(kept, Day::Of(now), waiting);
  AddOfTarget(kept, now, waiting);
  AddNotices(kept, waiting);
  std::ranges::sort(waiting, {}, [](const Waiting& row) { return std::tuple(row.list, row.since, row.other); });
  return waiting;
}

Task<Result<std::vector<Waiting>>> ListWaiting::Run(Brin school) {
  KeptOfSchool kept;
  CO_ASSIGN_OR_RETURN(kept.dossiers, co_await stores_.dossiers.List(school));
  CO_ASSIGN_OR_RETURN(kept.requests, co_await stores_.requests.List(school));
  CO_ASSIGN_OR_RETURN(kept.follow_ups, co_await stores_.follow_ups.List(school));
  CO_ASSIGN_OR_RETURN(kept.intakes, co_await stores_.intakes.List(school));
  CO_ASSIGN_OR_RETURN(kept.notices, co_await stores_.notices.List(school));
  co_return WhatWaits(kept, clock_.Now());
}

}  // namespace oso::school
