// A target asks too early; the source sets the dossier ready and tells it so. Every way in which that can fail.
#include <doctest/doctest.h>

#include "scenarios/network.h"
#include "school/source/notify_target.h"
#include "school/target/take_notice.h"
#include "school/waiting.h"
#include "store/memory/notice_store.h"

namespace oso::scenario {
namespace {

using exchange::ResultCode;
using school::Waiting;
using school::WaitingList;

constexpr std::string_view kPupil = "101211151";  // of povo.xml
constexpr std::string_view kBoxUrl = "https://zuid.example/berichten";

// Where Zuid takes notices.
class Box final : public wire::NoticeService {
 public:
  Box(World& world, SchoolSystem& system)
      : partners_(system.center, system.kept, world.clock),
        notices(system.audit),
        take_(partners_, Supplier(kZuid), notices, system.audit, world.clock, world.random),
        endpoint_(wire::soap::NoticeOperations(*this), world.gate) {
    world.wires.Connect(std::string(kBoxUrl), Supplier(kZuid), endpoint_);
  }
  Task<Result<ResultCode>> TakeNotice(const wire::CallContext& context, exchange::Notice notice) override {
    return take_.Run(context.caller, notice);
  }
  Task<Result<ResultCode>> TakeFeedback(const wire::CallContext&, exchange::FeedbackReport) override {
    co_return ResultCode::kKeyNotAccepted;
  }

 private:
  school::source::Partners partners_;

 public:
  store::memory::NoticeStore notices;

 private:
  school::target::TakeNotice take_;
  wire::soap::SoapEndpoint endpoint_;
};

struct AskedTooEarly : Network {
  Box box{world, zuid};
  store::memory::FollowUpStore follow_ups{noord.audit, noord.requests};
  store::memory::FollowUpStore none_of_zuid{zuid.audit, zuid.requests};
  store::memory::NoticeStore none_of_noord{noord.audit};
  SessionId session;

  AskedTooEarly() {
    exchange::AccessPoint ap = AccessPointOf("02BB/1");
    ap.notification_url = kBoxUrl;
    Enter({ap});
    session = *AskOfZuid().session;
  }
  school::target::Intake AskOfZuid() {
    auto intake = zuid.Ask(kPupil, School("01AA"), Ap("02BB/1"));
    return zuid.Complete(std::move(intake).value()).value();
  }
  DossierId SetReady() { return noord.Offer(TestFile("povo.xml")); }

  Result<ResultCode> Notify(SessionId of, std::string_view source = "01AA/1") {
    Caller caller(world.wires, Supplier(kNoord));
    wire::soap::SoapNoticeBoxes boxes(caller);
    school::source::NotifyTarget notify({noord.center, boxes},
                                        {noord.dossiers, noord.requests, follow_ups, noord.audit}, world.clock);
    return world.executor.Run(notify.Run(audit::Actor::ForAccount("anna", "command"), of, Ap(source)));
  }
  // A notice as the system of `supplier` sends it.
  Result<ResultCode> Send(std::string_view supplier, const exchange::Notice& notice) {
    Caller caller(world.wires, Supplier(supplier));
    wire::soap::SoapNoticeBoxes boxes(caller);
    return world.executor.Run(boxes.Notify({std::string(kBoxUrl), Supplier(kZuid)}, notice));
  }
  std::vector<school::target::ReceivedNotice> Notices() {
    return world.executor.Run(box.notices.List(School("02BB"))).value();
  }
  std::vector<Waiting> AtNoord() {
    school::ListWaiting list({noord.dossiers, noord.requests, follow_ups, noord.intakes, none_of_noord}, world.clock);
    return world.executor.Run(list.Run(School("01AA"))).value();
  }
  std::vector<Waiting> AtZuid() {
    school::ListWaiting list({zuid.dossiers, zuid.requests, none_of_zuid, zuid.intakes, box.notices}, world.clock);
    return world.executor.Run(list.Run(School("02BB"))).value();
  }
  std::int64_t Answered(std::string_view result) {
    return Count(noord.audit, "notification-answered", "\"result\":\"" + std::string(result) + "\"");
  }
};

const exchange::Notice kNotice{.source = Ap("01AA/1"), .target = Ap("02BB/1")};

TEST_CASE_FIXTURE(AskedTooEarly,
                  "notify: who asked too early is seen waiting at both schools until it has the dossier") {
  REQUIRE(AtNoord().size() == 1);
  CHECK(AtNoord()[0].list == WaitingList::kAskedNotReady);
  CHECK(AtNoord()[0].other == "02BB/1");
  CHECK(AtNoord()[0].session == session);
  CHECK(AtNoord()[0].who == "source school");
  REQUIRE(AtZuid().size() == 1);
  CHECK(AtZuid()[0].list == WaitingList::kAskedNotThere);
  CHECK(AtZuid()[0].who == "source school");

  world.clock.Advance(86'400);
  const DossierId dossier = SetReady();
  REQUIRE(AtNoord().size() == 1);
  CHECK(AtNoord()[0].list == WaitingList::kReadyNotCollected);
  CHECK(AtNoord()[0].dossier == dossier);
  CHECK(AtNoord()[0].who == "source school");                              // who has not told it yet
  CHECK(school::DaysBetween(AtNoord()[0].since, world.clock.Now()) == 1);  // it waits since it asked

  CHECK(Notify(session).value() == ResultCode::kNotificationReceived);
  CHECK(Count(noord.audit, "notification-sending", dossier.ToString()) == 1);
  CHECK(Answered("NotificatieOntvangen") == 1);
  CHECK(Count(zuid.audit, "notice-received", R"("source":"01AA/1","target":"02BB/1")") == 1);
  CHECK(AtNoord()[0].who == "target school");
  REQUIRE(AtZuid().size() == 2);
  CHECK(AtZuid()[0].list == WaitingList::kAskedNotThere);
  CHECK(AtZuid()[0].who == "target school");
  CHECK(AtZuid()[1].list == WaitingList::kNoticeNotSeen);
  CHECK(AtZuid()[1].notice == Notices()[0].id);

  CHECK(AskOfZuid().state == school::target::IntakeState::kConfirmed);
  CHECK(AtNoord().empty());
  CHECK(AtZuid().empty());
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: a request that nobody made, or at another access point, is not found") {
  SetReady();
  for (const auto& told : {Notify(SessionId::New(world.random)), Notify(session, "01AA/2")}) {
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == ErrorCode::kNotFound);
  }
  CHECK(Count(noord.audit, "notification-sending") == 0);
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: while nothing may be given nobody is told, and nothing is written") {
  const auto refused = [&] {
    const auto told = Notify(session);
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == ErrorCode::kConflict);
    CHECK(Count(noord.audit, "notification-sending") == 0);
    CHECK(Notices().empty());
  };
  refused();
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  noord.SetReady(dossier);  // the parents have not seen it
  refused();
  noord.RecordInspection(dossier);
  CHECK(Notify(session).ok());
}

TEST_CASE_FIXTURE(AskedTooEarly,
                  "notify: the centre's refusal is the answer and is on record, and nobody hears of it") {
  SetReady();
  SetState("02BB/1", exchange::AccessPointState::kPaused);
  CHECK(Notify(session).value() == ResultCode::kTargetAccessPointNotActive);
  CHECK(Count(noord.audit, "notification-sending") == 1);
  CHECK(Answered("OntvangerAanleverpuntNietActief") == 1);
  CHECK(Notices().empty());
  CHECK(AtNoord()[0].who == "source school");
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: centre or target away is an error that is on record; the offer stands") {
  SetReady();
  world.wires.Disconnect(std::string(kBoxUrl));
  CHECK(Notify(session).error().code == ErrorCode::kUnavailable);
  world.wires.Disconnect(std::string(kCenterUrl));
  CHECK(Notify(session).error().code == ErrorCode::kUnavailable);
  CHECK(Answered("unavailable") == 2);
  CHECK(AtNoord()[0].list == WaitingList::kReadyNotCollected);
  CHECK(AtNoord()[0].who == "source school");
}

TEST_CASE_FIXTURE(AskedTooEarly,
                  "notify: a notice is taken of a source's own system, for our own access point, between schools") {
  CHECK(Send(kVreemd, kNotice).value() == ResultCode::kWrongCertificate);
  CHECK(Count(zuid.audit, "call-refused", R"("operation":"notificatie","reason":"ClientCertificaatOnjuist")") == 1);
  CHECK(Send(kNoord, {.source = Ap("02BB/1"), .target = Ap("01AA/1")}).value() ==
        ResultCode::kTargetAccessPointNotActive);
  CHECK(Send(kNoord, {.source = Ap("01AA/1"),
                      .target = Ap("02BB/8"),
                      .purpose = exchange::Purpose::kInclusiveEducation,
                      .key = exchange::LinkKey::New(world.random)})
            .value() == ResultCode::kPurposeDiffers);
  CHECK(Notices().empty());
  CHECK(Count(zuid.audit, "notice-received") == 0);
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: the answer is the same whether anyone waits, and whether it came before") {
  CHECK(Send(kNoord, kNotice).value() == ResultCode::kNotificationReceived);
  CHECK(Send(kNoord, kNotice).value() == ResultCode::kNotificationReceived);
  CHECK(Notices().size() == 1);
  CHECK(Count(zuid.audit, "notice-received") == 1);
  exchange::AccessPoint other = AccessPointOf("02BB/1");  // of which nobody ever asked
  other.id = Ap("02BB/7");
  Enter({other});
  CHECK(Send(kNoord, {.source = Ap("01AA/1"), .target = Ap("02BB/7")}).value() == ResultCode::kNotificationReceived);
  world.clock.Advance(60);
  CHECK(Send(kNoord, kNotice).value() == ResultCode::kNotificationReceived);
  CHECK(Notices().size() == 3);
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: a notice that was seen waits no longer; one that is not there is not seen") {
  REQUIRE(Send(kNoord, kNotice).ok());
  REQUIRE(AtZuid().size() == 2);
  school::target::SeeNotice see(box.notices, world.clock);
  const auto actor = audit::Actor::ForAccount("bert", "command");
  const auto seen = world.executor.Run(see.Run(actor, Notices()[0].id));
  REQUIRE(seen.ok());
  CHECK(seen->seen_at == world.clock.Now());
  CHECK(world.executor.Run(see.Run(actor, Notices()[0].id)).ok());
  CHECK(Count(zuid.audit, "notice-seen", R"("source":"01AA/1","target":"02BB/1")") == 1);
  CHECK(AtZuid().size() == 1);
  CHECK(world.executor.Run(see.Run(actor, school::target::NoticeId::New(world.random))).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(AskedTooEarly, "notify: a request that was put aside waits no longer, until the target asks again") {
  school::source::PutRequestAside put_aside(follow_ups, world.clock);
  const auto actor = audit::Actor::ForAccount("anna", "command");
  const auto reason = school::source::AsideReason::kNotOurs;
  CHECK(world.executor.Run(put_aside.Run(actor, session, Ap("01AA/1"), reason)).ok());
  CHECK(Count(noord.audit, "request-put-aside", R"("source":"01AA/1","reason":"not-ours")") == 1);
  CHECK(AtNoord().empty());
  world.clock.Advance(5);
  const SessionId again = *AskOfZuid().session;
  REQUIRE(AtNoord().size() == 1);
  CHECK(AtNoord()[0].session == again);
  CHECK(AtNoord()[0].since == world.clock.Now());
}

}  // namespace
}  // namespace oso::scenario
