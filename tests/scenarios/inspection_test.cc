// Inspection and consent: what may go on record, and what the law asks before a dossier may leave.
#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/network.h"

namespace oso::scenario {
namespace {

using school::source::Agreement;
using school::source::Consent;
using school::source::InspectedBy;
using school::source::Inspection;
using school::source::LegalRule;
using school::source::ObstacleToRecord;
using school::source::StoredDossier;

StoredDossier Between(dossier::Profile profile) {
  StoredDossier dossier;
  dossier.profile = profile;
  return dossier;
}

Day On(std::string_view text) { return Day::Parse(text).value(); }
constexpr std::int64_t kYear = 366L * 24 * 3600;

struct Source : Network {
  // "recorded", or the error's code and the rule's article.
  std::string Record(DossierId dossier, Inspection inspection, std::optional<std::string> content = std::nullopt) {
    const std::int64_t before = Count(noord.audit, "inspection-recorded");
    const auto done = noord.Inspect(dossier, {.inspection = std::move(inspection), .content = std::move(content)});
    CHECK(Count(noord.audit, "inspection-recorded") == before + (done.ok() ? 1 : 0));
    if (done.ok()) return "recorded";
    return std::string(WireName(done.error().code)) + ": " + done.error().detail;
  }
  StoredDossier Stored(DossierId dossier) { return *world.executor.Run(noord.dossiers.Find(dossier)).value(); }
  std::string WaitsFor(DossierId dossier) {
    const LegalRule* rule = ObstacleToLeave(Stored(dossier), Day::Of(world.clock.Now()));
    return rule == nullptr ? "" : std::string(rule->id);
  }
};

// The pupil of vovo.xml was born on 2002-06-05.
TEST_CASE_FIXTURE(Source,
                  "inspection: a pupil inspects alone from the 16th birthday on, by the day of the inspection") {
  world.clock.Advance(10 * kYear);
  const DossierId dossier = noord.Add(TestFile("vovo.xml"));
  Inspection inspection{.on = On("2018-06-04"), .by = InspectedBy::kPupil, .consent = Consent::kGiven};
  CHECK(Record(dossier, inspection) ==
        "invalid-argument: A pupil inspects the dossier alone from the 16th birthday on, as the dossier has it. (WVO "
        "2020 (voorheen WVO art. 103b lid 7))");
  CHECK_FALSE(Stored(dossier).inspection);
  inspection.on = On("2018-06-05");
  CHECK(Record(dossier, inspection) == "recorded");
  CHECK(WaitsFor(dossier).empty());
}

TEST_CASE_FIXTURE(Source, "inspection: of a pupil of 18 the parents no longer inspect") {
  world.clock.Advance(10 * kYear);
  const DossierId dossier = noord.Add(TestFile("vovo.xml"));
  CHECK(Record(dossier, {.on = On("2020-06-05"), .consent = Consent::kGiven})
            .starts_with("invalid-argument: Of a pupil"));
  CHECK(Record(dossier, {.on = On("2020-06-04"), .consent = Consent::kGiven}) == "recorded");
}

TEST_CASE_FIXTURE(Source, "inspection: up to secondary education it is the parents who inspect") {
  for (const char* file : {"povo.xml", "popo.xml"}) {
    CAPTURE(file);
    const DossierId dossier = noord.Add(TestFile(file));
    CHECK(Record(dossier, {.on = On("2016-12-20"), .by = InspectedBy::kPupil}).find("WEC art. 43 lid 1") !=
          std::string::npos);
    CHECK(WaitsFor(dossier) == "inzage");
    CHECK(Record(dossier, {.on = On("2016-12-20")}) == "recorded");
    CHECK(WaitsFor(dossier).empty());
  }
}

TEST_CASE_FIXTURE(Source, "inspection: not on a day that is still to come, by the clock in the Netherlands") {
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  CHECK(Record(dossier, {.on = On("2017-01-01")}) == "recorded");
  world.clock.Advance(23 * 3600 - 1);
  CHECK(Record(dossier, {.on = On("2017-01-02")}) == "invalid-argument: the day of the inspection lies ahead");
  world.clock.Advance(1);
  CHECK(Record(dossier, {.on = On("2017-01-02")}) == "recorded");
}

TEST_CASE_FIXTURE(Source, "inspection: consent that is withdrawn closes an offer at once") {
  const DossierId dossier = noord.Add(TestFile("vovo.xml"));
  noord.RecordInspection(dossier, Consent::kGiven);
  noord.SetReady(dossier);
  CHECK(WaitsFor(dossier).empty());
  noord.RecordInspection(dossier, Consent::kRefused);
  CHECK(WaitsFor(dossier) == "toestemming");
  noord.RecordInspection(dossier, Consent::kNotNeeded);
  CHECK(WaitsFor(dossier) == "toestemming");
}

TEST_CASE_FIXTURE(Source, "inspection: agreement is no condition") {
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  for (const Agreement agreement : {Agreement::kNo, Agreement::kUnknown, Agreement::kYes}) {
    CHECK(Record(dossier, {.on = On("2016-12-20"), .agreement = agreement}) == "recorded");
    CHECK(WaitsFor(dossier).empty());
  }
}

TEST_CASE_FIXTURE(Source, "inspection: a transfer within one BRIN asks for none") {
  const DossierId dossier = noord.Add(TestFile("binnenbrin.xml"));
  CHECK(WaitsFor(dossier).empty());
  CHECK(Record(dossier, {.on = On("2016-12-20")}).starts_with("invalid-argument: only a transfer between schools"));
}

TEST_CASE_FIXTURE(Source, "inspection: of another content than the dossier has it does not count") {
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  const DossierId changed = noord.Add(Replaced(TestFile("povo.xml"), "Noor", "Noortje"));
  REQUIRE(Stored(dossier).content);
  CHECK(Stored(dossier).content != Stored(changed).content);
  CHECK(Record(changed, {.on = On("2016-12-20")}, Stored(dossier).content).starts_with("conflict: "));
  CHECK(WaitsFor(changed) == "inzage");
  CHECK(Record(changed, {.on = On("2016-12-20")}, Stored(changed).content) == "recorded");
  CHECK(Count(noord.audit, "inspection-recorded", "\"content\":\"" + *Stored(changed).content + "\"") == 1);
}

TEST_CASE_FIXTURE(Source, "inspection: who recorded it, and when, is kept with it") {
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  noord.RecordInspection(dossier);
  const auto inspection = Stored(dossier).inspection;
  CHECK(inspection->recorded_at == world.clock.Now());
  CHECK(inspection->recorded_by == "account:anna");
}

TEST_CASE("law: without a date of birth the age of a pupil is not known, and 16 it is not") {
  StoredDossier dossier = Between(dossier::Profile::kVovo);
  dossier.inspection = Inspection{.on = On("2018-06-05"), .by = InspectedBy::kPupil};
  const LegalRule* obstacle = ObstacleToRecord({.dossier = dossier}, On("2018-06-05"));
  REQUIRE(obstacle != nullptr);
  CHECK(obstacle->id == "leeftijd");
  dossier.inspection->by = InspectedBy::kParent;  // of whom nobody knows that they are 18
  CHECK(ObstacleToRecord({.dossier = dossier}, On("2018-06-05")) == nullptr);
}

TEST_CASE("law: on each day since the school report is law, each rule has the article of that day") {
  for (const LegalRule& rule : school::source::LegalRules()) {
    CAPTURE(std::string(rule.id));
    CHECK(rule.ArticleOn(On("2012-07-31")) == nullptr);
    for (Day day = On("2012-08-01"); day < On("2030-01-01"); day = day.PlusDays(1)) {
      const auto holds = std::ranges::count_if(
          rule.articles, [&](const auto& one) { return one.from <= day && (!one.until || day < *one.until); });
      REQUIRE_MESSAGE(holds == 1, day.ToString());
    }
  }
}

TEST_CASE("law: a rule is asked only while it is law") {
  const StoredDossier dossier = Between(dossier::Profile::kPovo);
  CHECK(ObstacleToLeave(dossier, On("2012-07-31")) == nullptr);
  const LegalRule* obstacle = ObstacleToLeave(dossier, On("2012-08-01"));
  REQUIRE(obstacle != nullptr);
  CHECK(obstacle->id == "inzage");
}

TEST_CASE("law: the article of consent is that of the day") {
  const auto rules = school::source::LegalRules();
  const auto consent = std::ranges::find(rules, "toestemming", &LegalRule::id);
  REQUIRE(consent != rules.end());
  CHECK(consent->ArticleOn(On("2022-07-31"))->text == "WVO art. 103b lid 7");
  CHECK(consent->ArticleOn(On("2022-08-01"))->text.starts_with("WVO 2020"));
}

TEST_CASE("law: who inspected in primary education holds also for what was recorded before it was asked") {
  StoredDossier dossier = Between(dossier::Profile::kPovo);
  dossier.inspection = Inspection{.on = On("2016-12-20"), .by = InspectedBy::kPupil};
  const auto cleared = Clear(dossier, On("2017-01-01"));
  REQUIRE(std::holds_alternative<const LegalRule*>(cleared));
  CHECK(std::get<const LegalRule*>(cleared)->id == "inzage-door");
}

}  // namespace
}  // namespace oso::scenario
