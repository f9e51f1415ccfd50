// meldenNotificatie and meldenTerugkoppeling: every condition, asked over SOAP, and the audit event that each answer
// leaves behind.
#include "scenarios/scene.h"

namespace oso::scenario {
namespace {

using exchange::AccessPointState;
using exchange::Feedback;
using exchange::Notification;
using exchange::Purpose;

// Zuid asked Noord for a dossier that was not there; now Noord has it.
struct NotifyScene : Scene {
  Notification told{.source = Ap("01AA/1"), .target = Ap("02BB/1"), .session = OpenAndTell().session};
  NotifyScene() { caller = Supplier(kNoord); }
  std::string Asked(const Notification& notification, std::string_view result) {
    return "notification-asked " + Json({{"source", notification.source.ToString()},
                                         {"target", notification.target.ToString()},
                                         {"purpose", std::string(WireName(notification.purpose))},
                                         {"result", std::string(result)}});
  }
};

TEST_CASE_FIXTURE(NotifyScene, "meldenNotificatie: between schools, the address of the target that asked, and no key") {
  const auto answer = Notify(told);
  REQUIRE(OnlyResult(answer) == "granted");
  CHECK(std::get<exchange::GrantedNotification>(answer).url == UrlOf(kZuid));
  CHECK_FALSE(std::get<exchange::GrantedNotification>(answer).key.has_value());
  CHECK(left == std::vector{Asked(told, "granted")});
}

TEST_CASE_FIXTURE(NotifyScene, "meldenNotificatie: a target with an address of its own for notifications") {
  exchange::AccessPoint ap = AccessPointOf("02BB/1");
  ap.notification_url = "https://zuid.example/berichten";
  Enter({ap});
  CHECK(std::get<exchange::GrantedNotification>(Notify(told)).url == "https://zuid.example/berichten");
}

TEST_CASE_FIXTURE(NotifyScene,
                  "meldenNotificatie: to a partnership, each time a new koppelsleutel, kept at the centre") {
  const exchange::LinkKey first = Announce("01AA/1", "06SW/1");
  CHECK(left.size() == 1);
  CHECK(left.front().find("\"purpose\":\"PaO\",\"result\":\"granted\"") != std::string::npos);
  CHECK(left.front().find(first.ToString()) == std::string::npos);
  CHECK(Announce("01AA/1", "06SW/1") != first);
  const auto kept = world.executor.Run(center.links.Find(first));
  REQUIRE((kept.ok() && kept->has_value()));
  CHECK((*kept)->source == Ap("01AA/1"));
  CHECK((*kept)->target == Ap("06SW/1"));
}

struct NotifyFlaw {
  std::string_view condition;
  const char* flaw;
  void (*make)(NotifyScene& scene);
  const char* answer;
};
constexpr std::string_view kSourceKnown = "the source school is in the register";
constexpr std::string_view kSourceServes = "the source's access point is active, with agreement and mandate";
constexpr std::string_view kSourcesOwn = "the caller is the supplier of the source's access point";
constexpr std::string_view kTargetActive = "the target's access point is active";
constexpr std::string_view kDoelFits = "the target's access point is of this doel";
constexpr std::string_view kSessionKnown = "between schools: the session is known";
constexpr std::string_view kAskedBefore = "between schools: the target asked this source in that session";

const NotifyFlaw kNotifyFlaws[] = {
    {kSourceKnown, "source unknown", [](auto& s) { s.told.source = Ap("09ZZ/1"); }, "VerstrekkerNietBekend"},
    {kSourceServes, "source's access point unknown", [](auto& s) { s.told.source = Ap("01AA/7"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourceServes, "source's access point paused", [](auto& s) { s.told.source = Ap("01AA/9"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourceServes, "source's supplier without mandate", [](auto& s) { s.EndMandate(kNoord, "01AA"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourcesOwn, "certificate of another", [](auto& s) { s.caller = Supplier(kVreemd); }, "ClientCertificaatOnjuist"},
    {kTargetActive, "target paused", [](auto& s) { s.SetState("02BB/1", AccessPointState::kPaused); },
     "OntvangerAanleverpuntNietActief"},
    {kTargetActive, "target unknown", [](auto& s) { s.told.target = Ap("02BB/77"); },
     "OntvangerAanleverpuntNietActief"},
    {kDoelFits, "OV to an access point for PaO", [](auto& s) { s.told.target = Ap("02BB/8"); }, "DoelOnjuist"},
    {kDoelFits, "PaO to a school",
     [](auto& s) {
       s.told.purpose = Purpose::kInclusiveEducation;
       s.told.session.reset();
     },
     "DoelOnjuist"},
    {kSessionKnown, "session unknown", [](auto& s) { s.told.session = SessionId::New(s.world.random); },
     "SessieOnbekend"},
    {kAskedBefore, "another access point of the target", [](auto& s) { s.told.target = Ap("02BB/2"); },
     "SessieAfwijkend"},
    {kAskedBefore, "another school than was asked", [](auto& s) { s.told.source = Ap("04DD/1"); }, "SessieAfwijkend"},
};

TEST_CASE("meldenNotificatie: every condition has a flaw that shows it") {
  CheckThatEachHasAFlaw(center::ConditionsOfNotifying(), kNotifyFlaws);
}

TEST_CASE("meldenNotificatie: each flaw has its code and its event, and issues no key") {
  for (const NotifyFlaw& row : kNotifyFlaws) {
    CAPTURE(std::string(row.flaw));
    NotifyScene scene;
    row.make(scene);
    CHECK(OnlyResult(scene.Notify(scene.told)) == row.answer);
    CHECK(scene.left == std::vector{scene.Asked(scene.told, row.answer)});
  }
}

// A partnership's system fetched the dossier that Noord announced to it.
struct FeedbackScene : Scene {
  Feedback feedback{.source = Ap("01AA/1"), .target = Ap("06SW/1"), .key = Announce("01AA/1", "06SW/1")};
  exchange::OrRefusal<exchange::GrantedFeedback> Ask() {
    return AsCaller([this](auto& client) { return client.MayGiveFeedback(feedback); });
  }
  std::string Asked(std::string_view result) {
    return "feedback-asked " + Json({{"source", feedback.source.ToString()},
                                     {"target", feedback.target.ToString()},
                                     {"result", std::string(result)}});
  }
};

TEST_CASE_FIXTURE(FeedbackScene, "meldenTerugkoppeling: the address of the school's system") {
  const auto answer = Ask();
  REQUIRE(OnlyResult(answer) == "granted");
  CHECK(std::get<exchange::GrantedFeedback>(answer).url == UrlOf(kNoord));
  CHECK(left == std::vector{Asked("granted")});
}

struct FeedbackFlaw {
  std::string_view condition;
  const char* flaw;
  void (*make)(FeedbackScene& scene);
  const char* answer;
};
constexpr std::string_view kPartnershipsOwn = "the caller is the supplier of the partnership's access point";
constexpr std::string_view kKeyOfThese = "the koppelsleutel was issued for these two access points";
constexpr std::string_view kSchoolActive = "the school's access point is active";

const FeedbackFlaw kFeedbackFlaws[] = {
    {kPartnershipsOwn, "the school's system asks", [](auto& s) { s.caller = Supplier(kNoord); },
     "ClientCertificaatOnjuist"},
    {kPartnershipsOwn, "partnership's access point unknown", [](auto& s) { s.feedback.target = Ap("06SW/7"); },
     "ClientCertificaatOnjuist"},
    {kKeyOfThese, "key that was never issued", [](auto& s) { s.feedback.key = exchange::LinkKey::New(s.world.random); },
     "SleutelOnjuist"},
    {kKeyOfThese, "key for another system of the partnership", [](auto& s) { s.feedback.target = Ap("06SW/2"); },
     "SleutelOnjuist"},
    {kKeyOfThese, "key of another system of the school", [](auto& s) { s.feedback.source = Ap("01AA/2"); },
     "SleutelOnjuist"},
    {kSchoolActive, "school's access point paused", [](auto& s) { s.SetState("01AA/1", AccessPointState::kPaused); },
     "VerstrekkerAanleverpuntNietBekend"},
};

TEST_CASE("meldenTerugkoppeling: every condition has a flaw that shows it") {
  CheckThatEachHasAFlaw(center::ConditionsOfFeedback(), kFeedbackFlaws);
}

TEST_CASE("meldenTerugkoppeling: each flaw has its code and its event") {
  for (const FeedbackFlaw& row : kFeedbackFlaws) {
    CAPTURE(std::string(row.flaw));
    FeedbackScene scene;
    row.make(scene);
    CHECK(OnlyResult(scene.Ask()) == row.answer);
    CHECK(scene.left == std::vector{scene.Asked(row.answer)});
  }
}

}  // namespace
}  // namespace oso::scenario
