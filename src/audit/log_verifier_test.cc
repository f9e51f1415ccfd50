#include "audit/log_verifier.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "audit/log_fixture.h"

namespace oso::audit {
namespace {

using testing::EntryText;
using testing::TestLog;

LogReport Verify(TestLog& log, std::optional<Checkpoint> trusted = std::nullopt) {
  return testing::InlineExecutor().Run(VerifyLog(log, log.Policy(), std::move(trusted))).value();
}
std::optional<LogFinding> Grown(TestLog& log, const Checkpoint& trusted) {
  return testing::InlineExecutor().Run(VerifyGrowth(log, trusted, log.checkpoint)).value();
}
// "fault path entry" of each finding.
std::vector<std::string> Names(const LogReport& report) {
  std::vector<std::string> names;
  for (const LogFinding& finding : report.findings) {
    names.push_back(std::string(WireName(finding.fault)) + ' ' + finding.path +
                    (finding.entry ? ' ' + std::to_string(*finding.entry) : ""));
  }
  return names;
}
using Lines = std::vector<std::string>;

TEST_CASE("a whole log is found whole, at sizes around every edge") {
  for (const std::uint64_t size : {0UL, 1UL, 2UL, 255UL, 256UL, 257UL, 511UL, 512UL, 1000UL}) {
    TestLog log(size);
    const LogReport report = Verify(log, Checkpoint{TestLog::kOrigin, 0, EmptyRoot(), {}});
    CHECK(Names(report).empty());
    CHECK(report.entries == size);
    CHECK(report.checkpoint->size == size);
  }
}

TEST_CASE("a log that grew by steps holds what was trusted at every step") {
  TestLog log;
  std::vector<Checkpoint> seen;
  for (const std::uint64_t size : {0UL, 3UL, 250UL, 256UL, 300UL, 300UL, 520UL}) {
    log.GrowTo(size);
    seen.push_back(log.checkpoint);
    for (const Checkpoint& trusted : seen) {
      CHECK(Names(Verify(log, trusted)).empty());
      CHECK_FALSE(Grown(log, trusted));
    }
  }
}

TEST_CASE("any one bit flipped in any file is found, at the entry it is about") {
  TestLog log(600);
  for (const auto& [path, bytes] : std::map(log.files)) {
    const auto tile = ParseTilePath(path);
    for (std::size_t bit = path.size() % 7; bit < bytes.size() * 8; bit += bytes.size() > 1000 ? 4001 : 97) {
      log.files[path][bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      const LogReport report = Verify(log);
      log.files[path] = bytes;
      REQUIRE_MESSAGE(!report.findings.empty(), path << " bit " << bit);
      const LogFinding& first = report.findings.front();
      CHECK(first.path == path);
      if (!tile) {
        CHECK((first.fault == LogFault::kNotSigned || first.fault == LogFault::kBadCheckpoint));
      } else if (tile->level == TileId::kEntries) {
        CHECK((first.fault == LogFault::kEntryChanged || first.fault == LogFault::kBadBundle));
      } else {
        CHECK(first.fault == LogFault::kTileChanged);
        CHECK(*first.entry == (tile->index * 256 + bit / 8 / 32) << (8U * static_cast<unsigned>(tile->level)));
      }
    }
  }
}

TEST_CASE("a changed entry is named, and told from a changed tile") {
  TestLog log(300);
  log.files["tile/entries/001.p/44"][2 + EntryText(256).size() + 4] ^= 1U;
  CHECK(Names(Verify(log)) == Lines{"entry-changed tile/entries/001.p/44 257"});
  TestLog other(300);
  other.files["tile/0/001.p/44"][32] ^= 1U;
  CHECK(Names(Verify(other)) == Lines{"tile-changed tile/0/001.p/44 257"});
}

TEST_CASE("a file that is missing is named; a full one stands in for a partial one") {
  TestLog log(700);
  for (const auto& [path, bytes] : std::map(log.files)) {
    log.files.erase(path);
    const LogReport report = Verify(log);
    log.files[path] = bytes;
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].fault == LogFault::kMissing);
    CHECK(report.findings[0].path == path);
  }
  TestLog grown(300);
  const Bytes checkpoint = grown.files["checkpoint"];
  grown.GrowTo(600);
  std::erase_if(grown.files, [](const auto& file) { return file.first.ends_with("001.p/44"); });
  grown.files["checkpoint"] = checkpoint;  // an old one, as a cache may still give
  CHECK(Names(Verify(grown)) == Lines{});
}

TEST_CASE("entries that were dropped, added, put in another order or cut are found where it begins") {
  const auto with_entries = [](const std::vector<std::uint64_t>& order) {
    TestLog log(10);
    Bytes bundle;
    for (const std::uint64_t i : order) REQUIRE(AppendEntry(bundle, AsBytes(EntryText(i))).ok());
    log.files["tile/entries/000.p/10"] = bundle;
    return Names(Verify(log));
  };
  CHECK(with_entries({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).empty());
  CHECK(with_entries({0, 1, 2, 4, 5, 6, 7, 8, 9}) == Lines{"bad-bundle tile/entries/000.p/10 3"});
  CHECK(with_entries({0, 1, 2, 3, 4, 5, 6, 7, 8}) == Lines{"bad-bundle tile/entries/000.p/10 9"});
  CHECK(with_entries({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9}) == Lines{"bad-bundle tile/entries/000.p/10 10"});
  CHECK(with_entries({0, 1, 5, 3, 4, 2, 6, 7, 8, 9}) ==
        Lines{"entry-changed tile/entries/000.p/10 2", "entry-changed tile/entries/000.p/10 5"});
  TestLog log(10);
  log.files["tile/entries/000.p/10"].resize(40);
  CHECK(Names(Verify(log)) == Lines{"bad-bundle tile/entries/000.p/10 3"});
}

TEST_CASE("a log whose operator changed an entry and every tile over it does not fit what was signed") {
  TestLog honest(600);
  TestLog forged;
  forged.signer = honest.signer;
  for (std::uint64_t i = 0; i < 600; ++i) forged.Append(i == 17 ? "another" : EntryText(i));
  forged.Publish();
  const Bytes signed_by_operator = forged.files["checkpoint"];
  forged.files["checkpoint"] = honest.files["checkpoint"];
  CHECK(Names(Verify(forged)) == Lines{"wrong-root checkpoint"});
  // Signed anew as well: only who kept an earlier checkpoint can tell, and does.
  forged.files["checkpoint"] = signed_by_operator;
  CHECK(Names(Verify(forged)).empty());
  CHECK(Names(Verify(forged, honest.checkpoint)) == Lines{"forked checkpoint"});
  TestLog earlier(300);
  CHECK(Names(Verify(forged, earlier.checkpoint)) == Lines{"forked checkpoint"});
  CHECK(Grown(forged, earlier.checkpoint)->fault == LogFault::kForked);
  CHECK(Grown(forged, honest.checkpoint)->fault == LogFault::kForked);
  TestLog before_it(17);  // until the change the two are one
  CHECK(Names(Verify(forged, before_it.checkpoint)).empty());
  CHECK_FALSE(Grown(forged, before_it.checkpoint));
}

TEST_CASE("an operator who changed an entry and only the lowest tile is found at the tile above it") {
  TestLog log(600);
  Bytes bundle;
  for (std::uint64_t i = 256; i < 512; ++i) REQUIRE(AppendEntry(bundle, AsBytes(i == 300 ? "x" : EntryText(i))).ok());
  log.files["tile/entries/001"] = bundle;
  std::ranges::copy(LeafHash(AsBytes("x")), log.files["tile/0/001"].begin() + 44 * 32);
  CHECK(Names(Verify(log)) == Lines{"tile-changed tile/1/000.p/2 256", "wrong-root checkpoint"});
}

TEST_CASE("a log that was rolled back is found by whoever kept a later checkpoint") {
  TestLog log(300);
  const auto files = log.files;
  const Checkpoint before = log.checkpoint;
  log.GrowTo(301);
  const Checkpoint later = log.checkpoint;
  log.files = files;
  log.checkpoint = before;
  CHECK(Names(Verify(log)).empty());
  CHECK(Names(Verify(log, later)) == Lines{"rolled-back checkpoint"});
  CHECK(Grown(log, later)->fault == LogFault::kRolledBack);
}

TEST_CASE("a checkpoint that is missing, of another log or of another key is not believed, and nothing else is read") {
  TestLog log(3);
  log.checkpoint.origin = "log.example.nl/other";
  log.Sign();
  CHECK(Names(Verify(log)) == Lines{"not-signed checkpoint"});
  CHECK_FALSE(Verify(log).checkpoint);
  TestLog other(3);
  log.files["checkpoint"] = other.files["checkpoint"];
  CHECK(Names(Verify(log)) == Lines{"not-signed checkpoint"});
  log.files["checkpoint"] = Bytes(10, 'x');
  CHECK(Names(Verify(log)) == Lines{"bad-checkpoint checkpoint"});
  log.files.erase("checkpoint");
  CHECK(Names(Verify(log)) == Lines{"missing checkpoint"});
}

TEST_CASE("growth cannot be told when the tiles of its proof are missing or changed") {
  TestLog log(300);
  const Checkpoint before = log.checkpoint;
  log.GrowTo(600);
  const Bytes tile = log.files["tile/0/001"];
  log.files["tile/0/001"].pop_back();
  CHECK(Grown(log, before)->fault == LogFault::kTileChanged);
  log.files["tile/0/001"] = tile;
  log.files["tile/0/001"][44 * 32] ^= 1U;
  CHECK(Grown(log, before)->fault == LogFault::kForked);
  log.files.erase("tile/0/001");
  CHECK(Grown(log, before)->fault == LogFault::kMissing);
}

TEST_CASE("a log that cannot be asked is an error and no finding") {
  TestLog log(600);
  const Checkpoint before{TestLog::kOrigin, 1, LeafHash(AsBytes(EntryText(0))), {}};
  log.is_away = true;
  testing::InlineExecutor executor;
  CHECK(executor.Run(VerifyLog(log, log.Policy(), std::nullopt)).error().code == ErrorCode::kUnavailable);
  CHECK(executor.Run(VerifyGrowth(log, before, log.checkpoint)).error().code == ErrorCode::kUnavailable);
}

TEST_CASE("without its entries the tree of a log is verified, and what was signed before is its beginning") {
  TestLog earlier(300);
  TestLog log;
  log.signer = earlier.signer;
  log.GrowTo(700);
  std::erase_if(log.files, [](const auto& file) { return file.first.starts_with("tile/entries/"); });
  const auto verify = [&](std::optional<Checkpoint> trusted) {
    return testing::InlineExecutor().Run(VerifyLog(log, log.Policy(), std::move(trusted), LogDepth::kHashes)).value();
  };
  CHECK(Names(verify(earlier.checkpoint)).empty());
  CHECK(verify({}).entries == 0);
  Checkpoint other = earlier.checkpoint;
  other.root[0] ^= 1U;
  CHECK(Names(verify(other)) == Lines{"forked checkpoint"});
  for (const auto& [path, bytes] : std::map(log.files)) {
    log.files[path][5] ^= 1U;
    CHECK_MESSAGE(!verify({}).findings.empty(), path);
    log.files[path] = bytes;
    log.files.erase(path);
    CHECK(verify({}).findings.front().path == path);
    log.files[path] = bytes;
  }
  log.files["tile/0/001"][44 * 32] ^= 1U;
  CHECK(Names(verify({})) == Lines{"tile-changed tile/1/000.p/2 256", "wrong-root checkpoint"});
}

TEST_CASE("findings end at a hundred") {
  TestLog log(600);
  for (std::size_t i = 0; i < 256; ++i) log.files["tile/0/000"][i * 32] ^= 1U;
  CHECK(Verify(log).findings.size() == kMostFindings);
}

}  // namespace
}  // namespace oso::audit
