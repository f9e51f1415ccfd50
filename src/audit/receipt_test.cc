#include "audit/receipt.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "audit/log_fixture.h"

namespace oso::audit {
namespace {

using testing::EntryText;
using testing::TestLog;

Receipt ReceiptFor(TestLog& log, std::uint64_t index) {
  const std::uint64_t size = log.checkpoint.size;
  Proof proof = testing::InlineExecutor().Run(ReadProof(log, InclusionPlan(index, size).value(), size)).value();
  return {EntryText(index), {}, index, std::move(proof), std::string(AsText(log.files["checkpoint"]))};
}

TEST_CASE("every entry's receipt is verified without the log") {
  TestLog log(300);
  for (std::uint64_t index = 0; index < 300; index += 13) {
    const auto verified = VerifyReceipt(ToString(ReceiptFor(log, index)), log.Policy());
    REQUIRE(verified.ok());
    CHECK(verified->entry == EntryText(index));
    CHECK(verified->index == index);
    CHECK(verified->checkpoint.checkpoint == log.checkpoint);
  }
}

TEST_CASE("a receipt is an entry, an empty line and a tlog-proof") {
  TestLog log(2);
  Receipt receipt = ReceiptFor(log, 1);
  receipt.extra = Bytes{1, 2, 3};
  CHECK(ToString(receipt) == "{\"entry\":1}\n\nc2sp.org/tlog-proof@v1\nextra AQID\nindex 1\n" +
                                 crypto::Base64Encode(LeafHash(AsBytes("{\"entry\":0}"))) + "\n\n" +
                                 receipt.checkpoint);
  const auto read = ParseReceipt(ToString(receipt));
  REQUIRE(read.ok());
  CHECK(read->extra == receipt.extra);
  CHECK(ToString(*read) == ToString(receipt));
  CHECK(VerifyReceipt(ToString(receipt), log.Policy()).ok());
}

TEST_CASE("the only entry of a log needs no hashes") {
  TestLog log(1);
  const Receipt receipt = ReceiptFor(log, 0);
  CHECK(receipt.proof.empty());
  CHECK(VerifyReceipt(ToString(receipt), log.Policy()).ok());
}

TEST_CASE("a receipt with any one bit flipped proves nothing") {
  TestLog log(300);
  const std::string text = ToString(ReceiptFor(log, 170));
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string other = text;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    CHECK_MESSAGE(!VerifyReceipt(other, log.Policy()).ok(), "bit " << bit);
  }
}

TEST_CASE("an entry of another place, of another log, or without enough witnesses is refused") {
  TestLog log(300);
  Receipt receipt = ReceiptFor(log, 170);
  receipt.entry = EntryText(171);
  CHECK(VerifyReceipt(ToString(receipt), log.Policy()).error().code == ErrorCode::kUnauthenticated);
  receipt = ReceiptFor(log, 170);
  receipt.index = 171;
  CHECK(VerifyReceipt(ToString(receipt), log.Policy()).error().code == ErrorCode::kUnauthenticated);
  receipt = ReceiptFor(log, 170);
  TestLog other(300);
  CHECK(VerifyReceipt(ToString(receipt), other.Policy()).error().code == ErrorCode::kUnauthenticated);

  const NoteSigner witness = testing::NewSigner("witness.example.nl", NoteKeyType::kCosignature);
  const LogPolicy policy{log.signer.verifier(), {witness.verifier()}, 1};
  CHECK(VerifyReceipt(ToString(receipt), policy).error().code == ErrorCode::kUnauthenticated);
  receipt.checkpoint = ToString(Cosign(ParseNote(receipt.checkpoint).value(), witness, FakeClock().Now()));
  CHECK(VerifyReceipt(ToString(receipt), policy).value().checkpoint.cosigned[0].at == FakeClock().Now());
}

TEST_CASE("a text that is not exactly a receipt is refused") {
  const std::string hash = crypto::Base64Encode(EmptyRoot());
  const std::string head = "{}\n\nc2sp.org/tlog-proof@v1\n";
  CHECK(ParseReceipt(head + "index 0\n\nx").ok());
  for (const std::string& text :
       std::initializer_list<std::string>{"",
                                          "{}",
                                          "{}\n\n",
                                          head,
                                          head + "index 0\n",
                                          head + "index 0",
                                          head + "\n",
                                          head + "index 01\n\n",
                                          head + "index -1\n\n",
                                          head + "index\n\n",
                                          head + "extra \nindex 0\n\n",
                                          head + "extra AQ\nindex 0\n\n",
                                          head + "extra A Q==\nindex 0\n\n",
                                          head + "index 0\nextra AQ==\n\n",
                                          head + "index 0\nAAAA\n\n",
                                          head + "index 0\n" + hash + " \n\n",
                                          "{}\nx\nc2sp.org/tlog-proof@v1\nindex 0\n\n",
                                          "{}\n\nc2sp.org/tlog-proof@v2\nindex 0\n\n",
                                          "{}\r\n\r\nc2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n",
                                          std::string(65536, 'x') + "\n\nc2sp.org/tlog-proof@v1\nindex 0\n\n"}) {
    CHECK_MESSAGE(ParseReceipt(text).error().code == ErrorCode::kInvalidArgument, text.substr(0, 80));
  }
  std::string high = head + "index 0\n";
  for (int i = 0; i < 65; ++i) high += hash + '\n';
  CHECK(ParseReceipt(high + '\n').error().code == ErrorCode::kInvalidArgument);
  CHECK(ParseReceipt(std::string(kMaxReceipt + 1, 'x')).error().code == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace oso::audit
