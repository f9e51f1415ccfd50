#include "audit/prove.h"

#include <doctest/doctest.h>

#include "audit/log_fixture.h"
#include "audit/receipt.h"

namespace oso::audit {
namespace {

using testing::EntryText;
using testing::InlineExecutor;
using testing::TestLog;

std::string NoteOf(TestLog& log) { return std::string(AsText(log.files["checkpoint"])); }

TEST_CASE("an entry is read, found by its hash and proved, wherever it stands") {
  TestLog log(600);
  for (const std::uint64_t index : {0UL, 17UL, 255UL, 256UL, 511UL, 512UL, 599UL}) {
    const std::string entry = InlineExecutor().Run(ReadLogEntry(log, index, 600)).value();
    CHECK(entry == EntryText(index));
    CHECK(InlineExecutor().Run(FindLeaf(log, LeafHash(AsBytes(entry)), 600)).value() == index);
    const auto receipt = InlineExecutor().Run(ProveEntry(log, log.Policy(), NoteOf(log), entry, index));
    REQUIRE(receipt.ok());
    CHECK(VerifyReceipt(*receipt, log.Policy())->index == index);
  }
}

TEST_CASE("an entry that is not there is not found, and one beyond the checkpoint is not proved") {
  TestLog log(299);
  log.GrowTo(300);
  CHECK_FALSE(InlineExecutor().Run(FindLeaf(log, LeafHash(AsBytes("other")), 300)).value());
  CHECK_FALSE(InlineExecutor().Run(FindLeaf(log, LeafHash(AsBytes(EntryText(299))), 299)).value());
  CHECK(InlineExecutor().Run(ReadLogEntry(log, 300, 300)).error().code == ErrorCode::kNotFound);
}

TEST_CASE("no receipt is given of another entry than the one that stands there") {
  TestLog log(300);
  const auto receipt = InlineExecutor().Run(ProveEntry(log, log.Policy(), NoteOf(log), EntryText(6), 5));
  CHECK(receipt.error().code == ErrorCode::kUnauthenticated);
  log.files["tile/0/000"][6 * 32] ^= 1U;  // the neighbour's hash, which the proof needs
  CHECK_FALSE(InlineExecutor().Run(ProveEntry(log, log.Policy(), NoteOf(log), EntryText(7), 7)).ok());
}

TEST_CASE("no growth is given from a later checkpoint or from a fork") {
  TestLog log(300);
  const Checkpoint later = log.checkpoint;
  const auto code = [&](const Checkpoint& trusted) {
    return InlineExecutor().Run(ProveGrowth(log, log.Policy(), NoteOf(log), trusted)).error().code;
  };
  Checkpoint forked = later;
  forked.size = 200;
  CHECK(code(forked) == ErrorCode::kUnauthenticated);
  Checkpoint of_more = later;
  of_more.size = 301;
  CHECK(code(of_more) == ErrorCode::kUnauthenticated);
}

}  // namespace
}  // namespace oso::audit
