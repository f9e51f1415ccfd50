// Who waits, reckoned from what a school keeps: each list, what ends it, ages and reminders.
#include <doctest/doctest.h>

#include "base/fakes.h"
#include "school/reminders.h"

namespace oso::school {
namespace {

using dossier::TransferKind;
using exchange::ResultCode;
using source::ReceivedRequest;
using source::StoredDossier;
using target::Intake;
using target::IntakeState;

AccessPointId Ap(std::string_view text) { return AccessPointId::Parse(text).value(); }
Brin School(std::string_view text) { return Brin::Parse(text).value(); }
exchange::SearchKey Key(std::uint8_t byte) { return exchange::SearchKey::FromBytes(Bytes(64, byte)).value(); }
Instant At(std::string_view text) { return ParseDateTime(text).value(); }
Day On(std::string_view text) { return Day::Parse(text).value(); }

struct Kept : KeptOfSchool {
  FakeRandom random;
  Instant now = FakeClock().Now();

  Instant DaysAgo(int days) const { return now.PlusSeconds(-86'400LL * days); }

  // Newest first, as the stores list them: call from old to new.
  ReceivedRequest& Asked(int days_ago, std::optional<ResultCode> result, std::string_view target = "02BB/1") {
    return *requests.insert(requests.begin(), {.session = SessionId::New(random),
                                               .source = Ap("01AA/1"),
                                               .target = Ap(target),
                                               .key = Key(1),
                                               .kind = TransferKind::kBetweenSchools,
                                               .at = DaysAgo(days_ago),
                                               .result = result});
  }
  // Between schools the law asks an inspection; within one BRIN nothing.
  StoredDossier& Ready(int days_ago, std::optional<std::string_view> target,
                       TransferKind kind = TransferKind::kWithinBrin) {
    StoredDossier dossier{.id = DossierId::New(random),
                          .school = School("01AA"),
                          .version = dossier::DataSetVersion::k2019_1,
                          .kind = kind,
                          .profile = dossier::Profile::kPovo,
                          .document = {},
                          .content = std::nullopt,
                          .collected_at = DaysAgo(days_ago),
                          .inspection = std::nullopt,
                          .offer = source::Offer{.target = std::nullopt, .key = Key(1), .ready_at = DaysAgo(days_ago)}};
    if (target) dossier.offer->target = School(*target);
    return *dossiers.insert(dossiers.begin(), std::move(dossier));
  }
  Intake& Begun(int days_ago, IntakeState state, std::optional<ResultCode> result = std::nullopt) {
    return *intakes.insert(intakes.begin(), {.id = IntakeId::New(random),
                                             .target = Ap("02BB/1"),
                                             .source = School("01AA"),
                                             .key = Key(1),
                                             .kind = TransferKind::kBetweenSchools,
                                             .asked_at = DaysAgo(days_ago),
                                             .state = state,
                                             .session = std::nullopt,
                                             .answered_by = std::nullopt,
                                             .result = result,
                                             .document = std::nullopt});
  }
  void Noticed(int days_ago, std::optional<Instant> seen = std::nullopt) {
    notices.insert(notices.begin(), {.id = target::NoticeId::New(random),
                                     .source = Ap("01AA/1"),
                                     .target = Ap("02BB/1"),
                                     .at = DaysAgo(days_ago),
                                     .seen_at = seen});
  }
  std::vector<Waiting> Rows() const { return WhatWaits(*this, now); }
  // The only one.
  Waiting Row() const {
    const auto rows = Rows();
    REQUIRE(rows.size() == 1);
    return rows[0];
  }
};

TEST_CASE("waiting: days are those of the Netherlands, whatever the hours between") {
  CHECK(DaysBetween(At("2017-01-01T00:00:00Z"), At("2017-01-01T22:59:59Z")) == 0);
  CHECK(DaysBetween(At("2017-01-01T22:59:59Z"), At("2017-01-01T23:00:00Z")) == 1);
  CHECK(DaysBetween(At("2017-03-25T23:00:00Z"), At("2017-03-26T21:59:59Z")) == 0);  // a day of 23 hours
  CHECK(DaysBetween(At("2017-03-25T23:00:00Z"), At("2017-03-26T22:00:00Z")) == 1);
  CHECK(DaysBetween(At("2017-03-25T22:59:59Z"), At("2017-03-26T22:00:00Z")) == 2);
  CHECK(DaysBetween(At("2017-10-28T22:00:00Z"), At("2017-10-29T22:59:59Z")) == 0);  // and of 25
  CHECK(DaysBetween(At("2017-10-28T22:00:00Z"), At("2017-10-29T23:00:00Z")) == 1);
  CHECK(DaysBetween(At("2016-01-01T12:00:00Z"), At("2017-01-01T12:00:00Z")) == 366);
  CHECK(DaysBetween(At("2017-01-02T12:00:00Z"), At("2017-01-01T12:00:00Z")) == 0);  // a clock that was put back
}

TEST_CASE_FIXTURE(Kept, "waiting: a question in the session of a request that was put aside waits anew") {
  const ReceivedRequest& asked = Asked(2, ResultCode::kNotAvailable);
  follow_ups.push_back(
      {.session = asked.session, .source = asked.source, .notified_at = {}, .put_aside_at = DaysAgo(1)});
  CHECK(Rows().empty());
  requests.front().at = now;
  CHECK(Row().list == WaitingList::kAskedNotReady);
}

TEST_CASE_FIXTURE(Kept,
                  "waiting: a question that was answered in vain, or never, waits from the first time it was put") {
  Asked(9, ResultCode::kNotAvailable);
  Asked(2, std::nullopt);
  CHECK(Row().list == WaitingList::kAskedNotReady);
  CHECK(Row().since == DaysAgo(9));
  CHECK(Row().session == requests[0].session);
  CHECK_FALSE(Row().dossier);
}

TEST_CASE_FIXTURE(Kept,
                  "waiting: the dossier ends it, also through another access point; a later question begins anew") {
  Asked(9, ResultCode::kNotAvailable);
  Asked(8, ResultCode::kTransferSucceeded).source = Ap("01AA/2");
  CHECK(Rows().empty());
  Asked(1, ResultCode::kNotInspected);
  CHECK(Row().since == DaysAgo(1));
}

TEST_CASE_FIXTURE(Kept, "waiting: another target, and what a target has already, are no questions of this one") {
  Asked(9, ResultCode::kNotAvailable);
  Asked(8, ResultCode::kTransferSucceeded, "03CC/1");
  CHECK(Row().other == "02BB/1");
  Asked(7, ResultCode::kTransferSucceeded);
  Asked(6, ResultCode::kNotNewer);
  Asked(5, ResultCode::kVersionNotAvailable);
  CHECK(Rows().empty());
}

TEST_CASE_FIXTURE(Kept, "waiting: what is set ready for another school does not help who asked") {
  Asked(3, ResultCode::kNotAvailable);
  Ready(2, "03CC", TransferKind::kBetweenSchools);
  REQUIRE(Rows().size() == 2);
  CHECK(Rows()[0].list == WaitingList::kAskedNotReady);
  CHECK(Rows()[0].other == "02BB/1");
  CHECK(Rows()[1].list == WaitingList::kReadyNotInspected);
  CHECK(Rows()[1].other == "03CC");
}

TEST_CASE_FIXTURE(Kept, "waiting: set ready but not inspected, with the question that waits for it or without") {
  Ready(2, std::nullopt, TransferKind::kBetweenSchools);
  CHECK(Row().list == WaitingList::kReadyNotInspected);
  CHECK(Row().other == "any");
  CHECK(Row().since == DaysAgo(2));
  CHECK(Row().who == "source school");
  CHECK(Row().what.find("inzage") != std::string_view::npos);
  Asked(1, ResultCode::kNotInspected);
  CHECK(Row().list == WaitingList::kReadyNotInspected);
  CHECK(Row().other == "02BB/1");
  CHECK(Row().dossier == dossiers[0].id);
  CHECK(Row().session == requests[0].session);
}

TEST_CASE_FIXTURE(Kept,
                  "waiting: set ready for a school and not collected; for whichever asks nobody waits until one asks") {
  Ready(4, std::nullopt);
  CHECK(Rows().empty());
  Ready(3, "02BB");
  CHECK(Row().list == WaitingList::kReadyNotCollected);
  CHECK(Row().who == "target school");
  CHECK(Row().dossier == dossiers[0].id);
  Asked(5, ResultCode::kTransferSucceeded).kind = TransferKind::kWithinBrin;
  CHECK(Rows().size() == 1);  // that was an earlier version
  Asked(1, ResultCode::kTransferSucceeded).kind = TransferKind::kWithinBrin;
  CHECK(Rows().empty());
}

TEST_CASE_FIXTURE(Kept, "waiting: who was told of an offer must act, until it is set ready anew") {
  const ReceivedRequest asked = Asked(5, ResultCode::kNotAvailable);
  requests[0].kind = TransferKind::kWithinBrin;
  Ready(4, "02BB");
  CHECK(Row().who == "source school");
  follow_ups.push_back({asked.session, asked.source, DaysAgo(4), std::nullopt});
  CHECK(Row().who == "target school");
  dossiers[0].offer->ready_at = DaysAgo(3);
  CHECK(Row().who == "source school");
}

TEST_CASE_FIXTURE(Kept, "waiting: of several versions set ready it is told of the one that would be given") {
  const DossierId older = Ready(9, "02BB").id;
  Asked(5, ResultCode::kNotAvailable).kind = TransferKind::kWithinBrin;
  const DossierId newer = Ready(2, "02BB").id;
  REQUIRE(Rows().size() == 2);
  CHECK(Rows()[0].dossier == older);
  CHECK_FALSE(Rows()[0].session);
  CHECK(Rows()[1].dossier == newer);
  CHECK(Rows()[1].session == requests[0].session);
}

TEST_CASE_FIXTURE(Kept, "waiting: an intake waits until it is confirmed, with who can mend it") {
  Begun(20, IntakeState::kWithout, ResultCode::kNotInspected);
  CHECK(Row().list == WaitingList::kAskedNotThere);
  CHECK(Row().who == "source school");
  CHECK(Row().intake == intakes[0].id);
  Begun(3, IntakeState::kAsked);
  CHECK(Row().since == DaysAgo(20));
  CHECK(Row().intake == intakes[0].id);
  CHECK(Row().who == "target school");
  Begun(1, IntakeState::kConfirmed);
  CHECK(Rows().empty());
}

TEST_CASE_FIXTURE(Kept,
                  "waiting: one without a dossier is forgotten after thirty days, one that is still asked never") {
  Begun(30, IntakeState::kWithout, ResultCode::kNotAvailable);
  CHECK(Rows().size() == 1);
  now = now.PlusSeconds(86'400);
  CHECK(Rows().empty());
  Begun(400, IntakeState::kImported).key = Key(2);
  CHECK(Rows().size() == 1);
}

TEST_CASE_FIXTURE(Kept, "waiting: a notice waits until it is seen, or what came after it was fetched") {
  Noticed(5);
  CHECK(Row().list == WaitingList::kNoticeNotSeen);
  CHECK(Row().other == "01AA/1");
  Begun(6, IntakeState::kConfirmed);
  CHECK(Rows().size() == 1);
  Begun(4, IntakeState::kConfirmed);
  CHECK(Rows().empty());
  Noticed(1);
  CHECK(Rows().size() == 1);
  Noticed(0, now);
  CHECK(Rows().size() == 1);
}

Waiting Since(WaitingList list, std::string_view day) {
  return {.list = list, .since = At(std::string(day) + "T12:00:00Z"), .other = "02BB"};
}

TEST_CASE("waiting: each age reminds once, on the first day on which it is looked at after it was reached") {
  using enum WaitingList;
  const std::vector<int> ages{1, 3, 7};
  const std::vector waiting{Since(kAskedNotReady, "2017-01-01"), Since(kAskedNotReady, "2017-01-01"),
                            Since(kNoticeNotSeen, "2017-01-02")};
  const auto on = [&](std::string_view last, std::string_view today) {
    return RemindersOf(waiting, ages, On(last), On(today));
  };
  CHECK(on("2016-12-31", "2017-01-01").empty());
  CHECK(on("2017-01-01", "2017-01-02") == std::vector{Reminder{kAskedNotReady, 1, 2}});
  CHECK(on("2017-01-02", "2017-01-03") == std::vector{Reminder{kNoticeNotSeen, 1, 1}});
  CHECK(on("2017-01-05", "2017-01-06").empty());
  // The program stood still for a week: once, for the greatest age.
  CHECK(on("2017-01-01", "2017-01-08") == std::vector{Reminder{kAskedNotReady, 7, 2}, Reminder{kNoticeNotSeen, 3, 1}});
  CHECK(on("2017-01-09", "2017-02-01").empty());
  CHECK(RemindersOf(waiting, ages, std::nullopt, On("2017-02-01")) ==
        std::vector{Reminder{kAskedNotReady, 7, 2}, Reminder{kNoticeNotSeen, 7, 1}});
}

}  // namespace
}  // namespace oso::school
