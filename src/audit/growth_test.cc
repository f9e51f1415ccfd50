#include "audit/growth.h"

#include <doctest/doctest.h>

#include "audit/log_fixture.h"
#include "audit/prove.h"

namespace oso::audit {
namespace {

using testing::TestLog;

std::string GrowthOf(TestLog& log, const Checkpoint& trusted) {
  const std::string note(AsText(log.files["checkpoint"]));
  return testing::InlineExecutor().Run(ProveGrowth(log, log.Policy(), note, trusted)).value();
}

TEST_CASE("growth is proved without the log, from every size to every later one") {
  TestLog log;
  std::vector<Checkpoint> seen;
  for (const std::uint64_t size : {0UL, 1UL, 255UL, 256UL, 300UL, 300UL, 520UL}) {
    log.GrowTo(size);
    seen.push_back(log.checkpoint);
    for (const Checkpoint& trusted : seen) {
      const auto verified = VerifyGrowthProof(GrowthOf(log, trusted), trusted, log.Policy());
      REQUIRE(verified.ok());
      CHECK(verified->checkpoint == log.checkpoint);
    }
  }
}

TEST_CASE("a growth is the body of tlog-witness's add-checkpoint") {
  TestLog log(1);
  const Checkpoint trusted = log.checkpoint;
  log.GrowTo(2);
  CHECK(GrowthOf(log, trusted) == "old 1\n" + crypto::Base64Encode(LeafHash(AsBytes(testing::EntryText(1)))) + "\n\n" +
                                      std::string(AsText(log.files["checkpoint"])));
}

TEST_CASE("a growth with any one bit flipped proves nothing") {
  TestLog log(300);
  const Checkpoint trusted = log.checkpoint;
  log.GrowTo(520);
  const std::string text = GrowthOf(log, trusted);
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string other = text;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    CHECK_MESSAGE(!VerifyGrowthProof(other, trusted, log.Policy()).ok(), "bit " << bit);
  }
}

TEST_CASE("a growth proves nothing from another checkpoint, of another log, or to a fork") {
  TestLog log(100);
  const Checkpoint trusted = log.checkpoint;
  log.GrowTo(200);
  const std::string text = GrowthOf(log, trusted);
  TestLog other(100);
  CHECK(VerifyGrowthProof(text, trusted, other.Policy()).error().code == ErrorCode::kUnauthenticated);
  Checkpoint of_another_size = trusted;
  of_another_size.size = 99;
  CHECK(VerifyGrowthProof(text, of_another_size, log.Policy()).error().code == ErrorCode::kUnauthenticated);
  Checkpoint forked = trusted;
  forked.root[0] ^= 1U;
  CHECK(VerifyGrowthProof(text, forked, log.Policy()).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("what is no growth is told so") {
  const auto code = [](std::string_view text) { return ParseGrowth(text).error().code; };
  CHECK(code("") == ErrorCode::kInvalidArgument);
  CHECK(code("old 01\n\nx") == ErrorCode::kInvalidArgument);
  CHECK(code("old 1\nAAAA\n\nx") == ErrorCode::kInvalidArgument);
  CHECK(code("old 1\n") == ErrorCode::kInvalidArgument);
  CHECK(code(std::string(kMaxGrowth + 1, 'x')) == ErrorCode::kTooLarge);
  const std::string line = crypto::Base64Encode(EmptyRoot()) + "\n";
  std::string too_many = "old 1\n";
  for (int i = 0; i < 64; ++i) too_many += line;
  CHECK(code(too_many + "\nx") == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace oso::audit
