// What the parents saw is what goes: a dossier is composed before they have, and their inspection is recorded in it.
#include <doctest/doctest.h>

#include <algorithm>

#include "dossier/values.h"
#include "scenarios/network.h"
#include "school/source/inspection_copy.h"
#include "school/source/splice.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {
namespace {

using school::Reading;
using school::source::Agreement;
using school::source::Consent;
using school::source::Inspection;
using school::source::RecordInspection;
using school::source::StoredDossier;
using school::target::Intake;

constexpr std::string_view kPupil = "101211151";  // of povo.xml

Day On(std::string_view text) { return Day::Parse(text).value(); }
audit::Actor Anna() { return audit::Actor::ForAccount("anna", "command"); }

// A file as it is before the parents have seen anything.
std::string Uninspected(const std::string& file) {
  std::string text = TestFile(file);
  const std::size_t begin = text.find("  <inzage>\n    ");
  const std::string_view end = "  </inzage>\n";
  REQUIRE(begin != std::string::npos);
  return text.erase(begin, text.find(end) + end.size() - begin);
}

// A store where somebody else was first, or that fails.
class Refusing final : public school::source::DossierStore {
 public:
  Refusing(school::source::DossierStore& inner, ErrorCode code) : inner_(inner), code_(code) {}
  Task<Status> Add(StoredDossier dossier, audit::Event event) override { return inner_.Add(std::move(dossier), event); }
  Task<Result<std::optional<StoredDossier>>> Find(DossierId id) override { return inner_.Find(id); }
  Task<Result<std::vector<StoredDossier>>> List(Brin school) override { return inner_.List(school); }
  Task<Status> RecordInspection(StoredDossier, DocumentId, audit::Event) override { co_return Fail(code_, "refused"); }
  Task<Status> SetReady(DossierId id, school::source::Offer offer, audit::Event event) override {
    return inner_.SetReady(id, std::move(offer), std::move(event));
  }
  Task<Status> Withdraw(DossierId id, audit::Event event) override { return inner_.Withdraw(id, std::move(event)); }
  Task<Result<std::vector<StoredDossier>>> FindOffered(Brin school, exchange::SearchKey key) override {
    return inner_.FindOffered(school, std::move(key));
  }

 private:
  school::source::DossierStore& inner_;
  ErrorCode code_;
};

struct Source : Network {
  StoredDossier Stored(DossierId dossier) { return *world.executor.Run(noord.dossiers.Find(dossier)).value(); }
  std::string TextOf(DossierId dossier) { return noord.documents.documents().at(Stored(dossier).document.id); }
  void Record(DossierId dossier, RecordInspection::Record record) {
    const auto done = noord.Inspect(dossier, std::move(record));
    REQUIRE_MESSAGE(done.ok(), done.error().detail);
    REQUIRE(std::holds_alternative<StoredDossier>(*done));
  }
  Intake Ask() {
    const auto asked = zuid.Ask(kPupil, School("01AA"), Ap("02BB/1"));
    REQUIRE(asked.ok());
    const auto done = zuid.Complete(*asked);
    REQUIRE(done.ok());
    return *done;
  }
  std::string Result() { return std::string(WireName(*Ask().result)); }
};

TEST_CASE_FIXTURE(Source, "inspected document: composed, set ready, inspected, handed over") {
  const std::string text = Uninspected("povo.xml");
  const DossierId dossier = noord.Add(text);
  CHECK(TextOf(dossier) == RootOf(text));
  noord.SetReady(dossier);
  CHECK(Result() == "LeerlinginfoNietOpvraagbaar");
  noord.RecordInspection(dossier);
  const Intake intake = Ask();
  CHECK(intake.state == school::target::IntakeState::kConfirmed);
  CHECK(zuid.documents.documents().at(intake.document->id) == Inspected(RootOf(text)));
  CHECK(intake.document->sha256 == Stored(dossier).document.sha256);
}

TEST_CASE_FIXTURE(Source,
                  "inspected document: recording changes the document, not its content, and leaves one document") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  const StoredDossier before = Stored(dossier);
  noord.RecordInspection(dossier);
  const StoredDossier after = Stored(dossier);
  CHECK(before.content == after.content);
  CHECK(before.document.sha256 != after.document.sha256);
  CHECK(after.document.size == TextOf(dossier).size());
  CHECK(noord.documents.documents().size() == 1);
  noord.RecordInspection(dossier);  // the same once more
  CHECK(Stored(dossier).document.id == after.document.id);
}

TEST_CASE_FIXTURE(Source, "inspected document: one that says just what is recorded stays as it is") {
  world.clock.Advance(366L * 24 * 3600);
  const DossierId dossier = noord.Add(TestFile("povo.xml"));
  Record(dossier, {.inspection = {.on = On("2017-03-31"), .agreement = Agreement::kYes}});
  CHECK(TextOf(dossier) == RootOf(TestFile("povo.xml")));
  Record(dossier, {.inspection = {.on = On("2017-04-01"), .agreement = Agreement::kYes}});
  CHECK(TextOf(dossier) != RootOf(TestFile("povo.xml")));
}

TEST_CASE_FIXTURE(Source, "inspected document: new content asks for a new inspection, and the old goes on") {
  const std::string old = Uninspected("povo.xml");
  const DossierId first = noord.Add(old);
  noord.RecordInspection(first);
  noord.SetReady(first);
  world.clock.Advance(60);
  const std::string corrected = Replaced(old, "Noor", "Noortje");
  const DossierId second = noord.Add(corrected);
  CHECK(Stored(first).content != Stored(second).content);
  CHECK_FALSE(Stored(second).inspection);
  noord.SetReady(second);
  CHECK(zuid.documents.documents().at(Ask().document->id) == Inspected(RootOf(old)));
  noord.RecordInspection(second);
  CHECK(zuid.documents.documents().at(Ask().document->id) == Inspected(RootOf(corrected)));
}

TEST_CASE_FIXTURE(Source, "inspected document: what is composed keeps all other rules, and may have an inspection") {
  const auto add = [this](const std::string& text) {
    school::source::AddDossier use_case(noord.dossiers, noord.documents, world.clock, world.random, {});
    wire::soap::TextDocument file(text, text.size());
    const auto added = world.executor.Run(use_case.Run(Anna(), School("01AA"), file));
    REQUIRE(added.ok());
    return std::holds_alternative<school::source::AddDossier::Added>(*added);
  };
  CHECK(add(Uninspected("povo.xml")));
  CHECK(add(TestFile("hostile/no_consent.xml")));
  CHECK(add(TestFile("hostile/not_inspected.xml")));
  CHECK_FALSE(add(Replaced(Uninspected("povo.xml"), "<cat_ouderinzage>VERPLICHT", "<cat_ouderinzage>OPT-UIT")));
  CHECK_FALSE(add(Replaced(Uninspected("povo.xml"), "<onderwijsnummer>101211151", "<onderwijsnummer>101211152")));
  CHECK(noord.documents.documents().size() == 3);
}

TEST_CASE_FIXTURE(Source, "inspected document: consent stands in it as it was recorded, and rules follow it") {
  const DossierId dossier = noord.Add(Uninspected("vovo.xml"));
  const std::string root = RootOf(Uninspected("vovo.xml"));
  noord.SetReady(dossier);
  noord.RecordInspection(dossier, Consent::kRefused);
  CHECK(TextOf(dossier) == Inspected(root, "Nee"));
  noord.SetReady(dossier);  // waits on
  CHECK(ObstacleToLeave(Stored(dossier), On("2017-01-01"))->id == "toestemming");
  noord.RecordInspection(dossier, Consent::kGiven);
  CHECK(TextOf(dossier) == Inspected(root, "Ja"));
  noord.SetReady(dossier);
  CHECK(ObstacleToLeave(Stored(dossier), On("2017-01-01")) == nullptr);
}

TEST_CASE_FIXTURE(Source, "inspected document: what the parents say travels in it, and is kept nowhere else") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  const Inspection disagrees{.on = On("2016-12-20"), .agreement = Agreement::kNo};
  Record(dossier, {.inspection = disagrees, .reason = "cijfer 5 < 6 & \"oneens\"", .provisional = true});
  CHECK(TextOf(dossier).find("<redennietakkoord>cijfer 5 &lt; 6 &amp; &quot;oneens&quot;</redennietakkoord>") !=
        std::string::npos);
  CHECK(TextOf(dossier).find("<voorlopigdossier>true<") != std::string::npos);
  CHECK(Count(noord.audit, "inspection-recorded", "oneens") == 0);
  // Not told again it stays; agreed, it goes.
  Record(dossier, {.inspection = {.on = On("2016-12-21"), .agreement = Agreement::kNo}});
  CHECK(TextOf(dossier).find("oneens") != std::string::npos);
  Record(dossier, {.inspection = {.on = On("2016-12-21"), .agreement = Agreement::kYes}, .provisional = false});
  CHECK(TextOf(dossier).find("oneens") == std::string::npos);
  CHECK(TextOf(dossier).find("<voorlopigdossier>false<") != std::string::npos);
  for (const std::string& reason : {std::string(2001, 'x'), std::string("\xff")}) {
    CHECK(noord.Inspect(dossier, {.inspection = disagrees, .reason = reason}).error().code ==
          ErrorCode::kInvalidArgument);
  }
}

TEST_CASE_FIXTURE(Source,
                  "inspected document: where recording fails nothing is lost, and where it may have been written "
                  "nothing is removed") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  const std::string before = TextOf(dossier);
  for (const auto& [code, documents] : {std::pair(ErrorCode::kConflict, 1), std::pair(ErrorCode::kStorage, 2)}) {
    Refusing store(noord.dossiers, code);
    RecordInspection record(store, noord.documents, world.clock, world.random, {});
    const auto done = world.executor.Run(record.Run(Anna(), dossier, {.inspection = {.on = On("2016-12-20")}}));
    CHECK(done.error().code == code);
    CHECK(noord.documents.documents().size() == static_cast<std::size_t>(documents));
    CHECK(TextOf(dossier) == before);
    CHECK_FALSE(Stored(dossier).inspection);
  }
}

TEST_CASE_FIXTURE(Source, "inspected document: a document that cannot be written leaves the dossier as it was") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  for (int nth = 1; nth <= 3; ++nth) {
    world.faults.Plan(FaultKind::kWriteFails, nth);
    const auto done = noord.Inspect(dossier, {.inspection = {.on = On("2016-12-20")}});
    REQUIRE(world.faults.struck());
    CHECK_FALSE(done.ok());
    CHECK_FALSE(Stored(dossier).inspection);
    CHECK(noord.documents.documents().size() == 1);
  }
  world.faults.Clear();
  noord.RecordInspection(dossier);
}

TEST_CASE_FIXTURE(Source, "inspected document: replaced between looking and opening, the new one is served") {
  const DossierId dossier = noord.Offer(Uninspected("povo.xml"));
  const Intake before = Ask();
  world.faults.BeforeOpen([&] {
    ManualExecutor another;
    RecordInspection record(noord.dossiers, noord.documents, world.clock, world.random, {});
    REQUIRE(another.Run(record.Run(Anna(), dossier, {.inspection = {.on = On("2016-12-24")}})).ok());
  });
  const Intake intake = Ask();
  CHECK(intake.state == school::target::IntakeState::kConfirmed);
  CHECK(zuid.documents.documents().at(intake.document->id) == TextOf(dossier));
  CHECK(intake.document->sha256 != before.document->sha256);
}

TEST_CASE_FIXTURE(Source, "inspected document: one that is gone is an error, and not looked for forever") {
  noord.Offer(Uninspected("povo.xml"));
  noord.documents.documents().clear();
  CHECK(Result() == "BronNietBereikbaar");
}

TEST_CASE_FIXTURE(Source, "inspected document: another one than was composed is not set ready") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  std::string& stored = noord.documents.documents().at(Stored(dossier).document.id);
  stored = Replaced(stored, "Noor", "Nora");
  PlainKeys keys;
  school::source::SetReady set_ready(noord.dossiers, noord.documents, keys, world.clock, {});
  const auto ready = world.executor.Run(set_ready.Run(Anna(), dossier, std::nullopt));
  REQUIRE_FALSE(ready.ok());
  CHECK(ready.error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(Source,
                  "inspection copy: it carries the digest that the inspection is recorded of, and is on record first") {
  const DossierId dossier = noord.Add(Uninspected("povo.xml"));
  FaultyLog log(noord.audit, world.faults);
  school::source::MakeInspectionCopy make(noord.dossiers, noord.documents, log, world.clock, {});
  const auto copy = world.executor.Run(make.Run(Anna(), dossier));
  REQUIRE(copy.ok());
  CHECK(copy->content == Stored(dossier).content);
  CHECK(copy->document.Value("overdrachtsoort") == "overstapdossier");
  CHECK(Count(noord.audit, "inspection-copy-made", copy->content) == 1);
  Record(dossier, {.inspection = {.on = On("2016-12-20")}, .content = copy->content});
  CHECK(world.executor.Run(make.Run(Anna(), dossier))->content == copy->content);  // of what they saw

  world.faults.Plan(FaultKind::kWriteFails, 1);
  CHECK(world.executor.Run(make.Run(Anna(), dossier)).error().code == ErrorCode::kStorage);
  CHECK(world.executor.Run(make.Run(Anna(), DossierId::New(world.random))).error().code == ErrorCode::kNotFound);
}

class Kept final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView bytes) override {
    text += AsText(bytes);
    co_return Status{};
  }
  std::string text;
};

// `text`, cut in pieces.
class Pieces final : public exchange::DocumentSource {
 public:
  Pieces(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  std::uint64_t size() const override { return text_.size(); }
  Task<Result<ByteView>> Next() override {
    const std::size_t size = std::min(piece_, text_.size() - at_);
    at_ += size;
    co_return AsBytes(text_).subspan(at_ - size, size);
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct Read {
  std::string text;
  Reading reading;
};
Read ReadWhole(exchange::DocumentSource& source) {
  ManualExecutor executor;
  Kept kept;
  auto reading = executor.Run(school::ReadDossier(source, kept, {}));
  REQUIRE(reading.ok());
  return {kept.text, std::move(reading).value()};
}
Read Spliced(const Read& read, std::size_t piece, const std::string& block) {
  const auto source =
      school::source::WithInspection(std::make_unique<Pieces>(read.text, piece), read.reading.inspection, block);
  const std::uint64_t size = source->size();
  Read spliced = ReadWhole(*source);
  CHECK(spliced.text.size() == size);
  return spliced;
}

TEST_CASE("splice: in every document, however it is cut, the block comes in and the content stays") {
  const Inspection inspection{.on = On("2017-03-30"), .agreement = Agreement::kUnknown, .consent = Consent::kGiven};
  const std::string block = InspectionBlock(inspection, {}, dossier::DataSetVersion::k2019_1);
  std::vector<std::string> documents;
  for (const char* file : {"popo.xml", "povo.xml", "vovo.xml"}) {
    documents.push_back(TestFile(file));
    documents.push_back(Uninspected(file));
  }
  const std::string bare = Uninspected("povo.xml");
  for (const char* other :
       {"<inzage/>", "<inzage>\r\n<!-- <huidigeschool> -->\r\n</inzage>\r\n  ", "<!-- inzage -->"}) {
    documents.push_back(Replaced(bare, "<huidigeschool>", std::string(other) + "<huidigeschool>"));
  }
  for (const std::string& text : documents) {
    Pieces file(text, text.size());
    const Read before = ReadWhole(file);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}, text.size()}) {
      const Read after = Spliced(before, piece, block);
      CHECK(after.reading.content == before.reading.content);
      CHECK(after.text.find(block) != std::string::npos);
      CHECK(Tells(after.reading.document, inspection, {}));
      CHECK(after.reading.document.schema_errors().empty());
      // And out again: what is left is the content.
      const Read without = Spliced(after, piece, "");
      CHECK(without.reading.content == before.reading.content);
      CHECK(without.text.find(block) == std::string::npos);
    }
  }
}

TEST_CASE("splice: a root with a prefix is no matter") {
  std::string text = RootOf(Uninspected("povo.xml"));
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    text.insert(at + (text[at + 1] == '/' ? 2 : 1), "o:");
  }
  text = Replaced(text, " xmlns=", " xmlns:o=");
  Pieces file(text, text.size());
  const Read before = ReadWhole(file);
  const Inspection inspection{.on = On("2017-03-30"), .agreement = Agreement::kYes};
  const Read after = Spliced(before, 100, InspectionBlock(inspection, {}, dossier::DataSetVersion::k2019_1));
  CHECK(after.reading.document.schema_errors().empty());
  CHECK(Tells(after.reading.document, inspection, {}));
  CHECK(after.reading.content == before.reading.content);
  CHECK(std::holds_alternative<profile::ValidatedDossier>(profile::Validate(after.reading.document)));
}

TEST_CASE("splice: a block is told apart by each of its parts") {
  const Inspection inspection{.on = On("2017-03-30"), .agreement = Agreement::kNo, .consent = Consent::kGiven};
  const school::source::InspectionText text{.reason = "oneens"};
  const std::string file = TestFile("vovo.xml");
  Pieces source(file, file.size());
  const Read read =
      Spliced(ReadWhole(source), 1000, InspectionBlock(inspection, text, dossier::DataSetVersion::k2019_1));
  const auto tells = [&](const Inspection& other, const school::source::InspectionText& said) {
    return Tells(read.reading.document, other, said);
  };
  CHECK(tells(inspection, text));
  CHECK_FALSE(tells(inspection, {}));
  CHECK_FALSE(tells(inspection, {.provisional = true, .reason = "oneens"}));
  for (void (*change)(Inspection&) : {+[](Inspection& one) { one.on = one.on.PlusDays(1); },
                                      +[](Inspection& one) { one.agreement = Agreement::kYes; },
                                      +[](Inspection& one) { one.consent = Consent::kRefused; },
                                      +[](Inspection& one) { one.consent = Consent::kNotNeeded; }}) {
    Inspection other = inspection;
    change(other);
    CHECK_FALSE(tells(other, text));
  }
}

}  // namespace
}  // namespace oso::scenario
