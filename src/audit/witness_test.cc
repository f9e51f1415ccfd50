#include "audit/witness.h"

#include <doctest/doctest.h>

#include "audit/log_fixture.h"

namespace oso::audit {
namespace {

using testing::InlineExecutor;
using testing::TestLog;

// A folder, and a disk that may fail at one of its writes.
struct Folder final : WitnessStore {
  std::optional<std::string> kept;
  std::optional<std::string> cosigned;
  std::vector<std::string> evidence;
  int writes_left = 1000;

  Result<std::optional<std::string>> Kept() override { return kept; }
  Status Keep(const std::string& note) override {
    return Put([&] { kept = note; });
  }
  Status Publish(const std::string& note) override {
    return Put([&] { cosigned = note; });
  }
  Status KeepEvidence(const std::string& note) override {
    return Put([&] { evidence.push_back(note); });
  }

 private:
  Status Put(const std::function<void()>& put) {
    if (writes_left-- <= 0) return Fail(ErrorCode::kStorage, "the disk is full");
    put();
    return {};
  }
};

struct Scene {
  TestLog log{5};
  Folder folder;
  FakeClock clock;
  NoteSigner key = testing::NewSigner("witness.example.nl", NoteKeyType::kCosignature);

  Result<Witness::Seen> Look() {
    Witness witness(log, folder, log.Policy(), key, clock);
    return InlineExecutor().Run(witness.Look());
  }
  std::string Note() { return std::string(AsText(log.files["checkpoint"])); }
  // The size that a reader who demands this witness believes.
  std::uint64_t CosignedSize() const {
    LogPolicy policy{log.signer.verifier(), {key.verifier()}, 1};
    return VerifyCheckpoint(folder.cosigned.value(), policy).value().checkpoint.size;
  }
};

TEST_CASE("a witness keeps and cosigns what grew, turn after turn") {
  Scene scene;
  std::optional<Checkpoint> before;
  for (const std::uint64_t size : {5UL, 5UL, 300UL, 700UL}) {
    scene.log.GrowTo(size);
    const auto seen = scene.Look();
    REQUIRE(seen.ok());
    CHECK_FALSE(seen->refused);
    CHECK(seen->before == before);
    before = seen->present;
    CHECK(scene.folder.kept == scene.Note());
    CHECK(scene.CosignedSize() == size);
  }
}

TEST_CASE("a cosignature says when the witness saw it last") {
  Scene scene;
  REQUIRE(scene.Look().ok());
  scene.clock.Advance(60);
  REQUIRE(scene.Look().ok());
  const LogPolicy policy{scene.log.signer.verifier(), {scene.key.verifier()}, 1};
  CHECK(VerifyCheckpoint(*scene.folder.cosigned, policy)->cosigned[0].at == scene.clock.Now());
}

TEST_CASE("a fork is refused at every turn, and kept as evidence beside what it contradicts") {
  Scene scene;
  REQUIRE(scene.Look().ok());
  const auto kept = scene.folder.kept;
  const auto cosigned = scene.folder.cosigned;
  TestLog fork;
  fork.signer = scene.log.signer;
  fork.Append("another");
  fork.GrowTo(9);
  scene.log.files = fork.files;
  for (int turn = 0; turn < 2; ++turn) {
    const auto seen = scene.Look();
    REQUIRE(seen.ok());
    REQUIRE(seen->refused);
    CHECK(seen->refused->fault == LogFault::kForked);
    CHECK(scene.folder.kept == kept);
    CHECK(scene.folder.cosigned == cosigned);
    CHECK(scene.folder.evidence.back() == scene.Note());
  }
}

TEST_CASE("a log that was rolled back, is not signed or is gone is refused") {
  Scene scene;
  const auto files = scene.log.files;
  scene.log.GrowTo(6);
  REQUIRE(scene.Look().ok());
  scene.log.files = files;
  CHECK(scene.Look()->refused->fault == LogFault::kRolledBack);
  TestLog of_another_key(7);
  scene.log.files = of_another_key.files;
  CHECK(scene.Look()->refused->fault == LogFault::kNotSigned);
  scene.log.files.clear();
  CHECK(scene.Look()->refused->fault == LogFault::kMissing);
  CHECK(scene.folder.evidence.size() == 1);  // of what the log signed itself
  CHECK(scene.CosignedSize() == 6);
}

TEST_CASE("a witness that goes down between keeping and cosigning knows what it may have vouched for") {
  Scene scene;
  REQUIRE(scene.Look().ok());
  scene.log.GrowTo(8);
  scene.folder.writes_left = 1;
  CHECK(scene.Look().error().code == ErrorCode::kStorage);
  CHECK(scene.folder.kept == scene.Note());
  CHECK(scene.CosignedSize() == 5);
  scene.folder.writes_left = 0;
  scene.log.GrowTo(9);
  CHECK(scene.Look().error().code == ErrorCode::kStorage);
  CHECK(scene.CosignedSize() == 5);  // not kept, so not cosigned
  scene.folder.writes_left = 1000;
  REQUIRE(scene.Look().ok());
  CHECK(scene.CosignedSize() == 9);
}

TEST_CASE("what is kept of another log stops the witness, and is not written over") {
  Scene scene;
  TestLog other(3);
  scene.folder.kept = std::string(AsText(other.files["checkpoint"]));
  const auto kept = scene.folder.kept;
  CHECK(scene.Look().error().code == ErrorCode::kConfiguration);
  CHECK(scene.folder.kept == kept);
  CHECK_FALSE(scene.folder.cosigned);
}

TEST_CASE("a log that cannot be asked changes nothing") {
  Scene scene;
  REQUIRE(scene.Look().ok());
  scene.log.is_away = true;
  CHECK(scene.Look().error().code == ErrorCode::kUnavailable);
  CHECK(scene.folder.evidence.empty());
}

TEST_CASE("what others signed on a checkpoint is not in what a witness publishes") {
  Scene scene;
  const NoteSigner other = testing::NewSigner("other.example.nl", NoteKeyType::kCosignature);
  Note note = ParseNote(scene.Note()).value();
  for (int i = 0; i < 60; ++i) note.signatures.push_back(other.Sign(note.text, scene.clock.Now()));
  const std::string text = ToString(note);
  scene.log.files["checkpoint"] = Bytes(text.begin(), text.end());
  REQUIRE(scene.Look().ok());
  CHECK(ParseNote(*scene.folder.cosigned)->signatures.size() == 2);
  CHECK(scene.CosignedSize() == 5);
}

}  // namespace
}  // namespace oso::audit
