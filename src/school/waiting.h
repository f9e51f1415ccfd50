// UC-24: who waits at a school, since when, and who should act. Reckoned from what the stores keep, so that nothing has
// to be written for it and no two records can disagree. Ids, schools and codes only: nothing of a pupil.
#pragma once

#include <array>

#include "school/source/follow_up.h"
#include "school/target/notices.h"
#include "school/target/stores.h"

namespace oso::school {

enum class WaitingList {
  kAskedNotReady,      // as source: a target asked, and nothing is set ready for it
  kReadyNotInspected,  // set ready, but the law still asks something
  kReadyNotCollected,  // may be collected, but was not; for `any`: only where somebody asked
  kAskedNotThere,      // as target: asked by us, and no dossier yet
  kNoticeNotSeen,      // a source has something for us, and nobody looked
};
inline constexpr std::array kWaitingLists = {WaitingList::kAskedNotReady, WaitingList::kReadyNotInspected,
                                             WaitingList::kReadyNotCollected, WaitingList::kAskedNotThere,
                                             WaitingList::kNoticeNotSeen};
std::string_view WireName(WaitingList list);  // "asked-not-ready", ...

struct Waiting {
  WaitingList list = WaitingList::kAskedNotReady;
  Instant since;                            // when it began: the first question, or the moment of setting ready
  std::string other;                        // the other side: "02BB/2", "02BB", or "any"
  std::string_view who = {};                // should act, as in exchange::ResultCodeInfo
  std::string_view what = {};               // to do, Dutch
  std::optional<SessionId> session = {};    // of the last question,
  std::optional<AccessPointId> asked = {};  // and the access point of ours that it was put to, or put it
  std::optional<DossierId> dossier = {};
  std::optional<IntakeId> intake = {};
  std::optional<target::NoticeId> notice = {};
};

// What one school keeps, as its stores list it: newest first.
struct KeptOfSchool {
  std::vector<source::StoredDossier> dossiers;
  std::vector<source::ReceivedRequest> requests;
  std::vector<source::FollowUp> follow_ups;
  std::vector<target::Intake> intakes;
  std::vector<target::ReceivedNotice> notices;
};

// An intake that ended without a dossier waits so long; then nobody asks for it any more.
inline constexpr int kForgottenAfterDays = 30;

// In the order of the lists, oldest first. Who waits is in one list.
std::vector<Waiting> WhatWaits(const KeptOfSchool& kept, Instant now);
// Whole days in the Netherlands from one moment to a later one: how often the date has changed.
int DaysBetween(Instant since, Instant now);

class ListWaiting {
 public:
  struct Stores {
    source::DossierStore& dossiers;
    source::RequestStore& requests;
    source::FollowUpStore& follow_ups;
    target::IntakeStore& intakes;
    target::NoticeStore& notices;
  };
  ListWaiting(Stores stores, const Clock& clock) : stores_(stores), clock_(clock) {}  // all outlive this
  Task<Result<std::vector<Waiting>>> Run(Brin school);                                // kStorage

 private:
  Stores stores_;
  const Clock& clock_;
};

}  // namespace oso::school
