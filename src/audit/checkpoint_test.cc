#include "audit/checkpoint.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/fakes.h"

namespace oso::audit {
namespace {

NoteSigner Signer(std::string name, NoteKeyType type) {
  return NoteSigner::Create(std::move(name), type, crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519))
      .value();
}

struct Parties {
  NoteSigner log = Signer("log.example.nl/oso", NoteKeyType::kEd25519);
  NoteSigner first = Signer("witness.example.nl/1", NoteKeyType::kCosignature);
  NoteSigner second = Signer("witness.example.nl/2", NoteKeyType::kCosignature);
  Checkpoint checkpoint{"log.example.nl/oso", 3, LeafHash(AsBytes("root")), {}};
  FakeClock clock;

  LogPolicy Policy(std::size_t quorum) const { return {log.verifier(), {first.verifier(), second.verifier()}, quorum}; }
};

constexpr std::string_view kRoot = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

TEST_CASE("the checkpoint of tlog-checkpoint's page is read") {
  const auto read = ParseCheckpointText("example.com/behind-the-sofa\n20852163\n" + std::string(kRoot) + "\n");
  REQUIRE(read.ok());
  CHECK(read->origin == "example.com/behind-the-sofa");
  CHECK(read->size == 20'852'163);
  CHECK(crypto::Base64Encode(read->root) == kRoot);
  CHECK(read->extensions.empty());
}

TEST_CASE("any checkpoint that is written is read back") {
  CHECK(rc::check([] {
    Checkpoint checkpoint;
    checkpoint.origin = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('!', '~')));
    checkpoint.size = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 63U);
    for (auto& byte : checkpoint.root) byte = *rc::gen::arbitrary<std::uint8_t>();
    checkpoint.extensions = *rc::gen::container<std::vector<std::string>>(
        rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange(' ', '~'))));
    const auto read = ParseCheckpointText(CheckpointText(checkpoint));
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == checkpoint);
  }));
}

TEST_CASE("a text that is not exactly a checkpoint is refused") {
  const std::string root(kRoot);
  for (const std::string& text : std::initializer_list<std::string>{
           std::string(), std::string("o\n1\n"), "o\n1\n" + root, "\n1\n" + root + "\n", "o\n01\n" + root + "\n",
           "o\n-1\n" + root + "\n", "o\n+1\n" + root + "\n", "o\n1 \n" + root + "\n", "o\n\n" + root + "\n",
           "o\n9223372036854775808\n" + root + "\n", "o\n1\n" + root + " \n", "o\n1\nCsUY\n", "o\n1\n\n",
           "o\n1\n" + root + "\n\n", "o\n1\n" + root + "\nx", "o\n1\n" + root + "\nx\n\n"}) {
    CHECK_MESSAGE(ParseCheckpointText(text).error().code == ErrorCode::kInvalidArgument, text);
  }
  CHECK(ParseCheckpointText("o\n9223372036854775807\n" + root + "\nx\n").ok());
}

TEST_CASE("a checkpoint that the log signed and witnesses cosigned is believed, and says who saw it when") {
  Parties parties;
  std::string text = SignCheckpoint(parties.checkpoint, parties.log);
  REQUIRE(VerifyCheckpoint(text, parties.Policy(0)).ok());
  CHECK(VerifyCheckpoint(text, parties.Policy(1)).error().code == ErrorCode::kUnauthenticated);
  text = ToString(Cosign(ParseNote(text).value(), parties.second, parties.clock.Now()));
  const auto verified = VerifyCheckpoint(text, parties.Policy(1));
  REQUIRE(verified.ok());
  CHECK(verified->checkpoint == parties.checkpoint);
  REQUIRE(verified->cosigned.size() == 1);
  CHECK(verified->cosigned[0].witness == "witness.example.nl/2");
  CHECK(verified->cosigned[0].at == parties.clock.Now());
  CHECK(VerifyCheckpoint(text, parties.Policy(2)).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("a checkpoint of a public log, with signatures of kinds not known here, is believed") {
  // As published; the log and the witness run other implementations.
  const std::string dash = "\n\xe2\x80\x94 ";
  const std::string text =
      "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n" + dash +
      "arche2025h1.staging.ct.transparency.dev "
      "zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lv"
      "Gt0=" +
      dash +
      "arche2025h1.staging.ct.transparency.dev "
      "ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=" +
      dash +
      "remora.n621.de "
      "2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n";
  const LogPolicy policy{
      NoteVerifier::Parse(
          "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f")
          .value(),
      {NoteVerifier::Parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2").value()},
      1};
  const auto verified = VerifyCheckpoint(text, policy);
  REQUIRE(verified.ok());
  CHECK(verified->checkpoint.size == 1'432'088'532);
  CHECK(ToIso8601(verified->cosigned.at(0).at) == "2026-05-23T21:50:24.000000Z");
}

TEST_CASE("one witness counts once however often it cosigns") {
  Parties parties;
  Note note = ParseNote(SignCheckpoint(parties.checkpoint, parties.log)).value();
  note = Cosign(std::move(note), parties.first, parties.clock.Now());
  const NoteSignature earlier = note.signatures.back();
  parties.clock.Advance(60);
  note = Cosign(std::move(note), parties.first, parties.clock.Now());
  CHECK(note.signatures.size() == 2);
  note.signatures.push_back(earlier);
  CHECK(VerifyCheckpoint(ToString(note), parties.Policy(2)).error().code == ErrorCode::kUnauthenticated);
  CHECK(VerifyCheckpoint(ToString(note), parties.Policy(1)).value().cosigned[0].at == parties.clock.Now());
}

TEST_CASE("a checkpoint of another log, of another key or with a damaged cosignature is not believed") {
  Parties parties;
  Checkpoint other = parties.checkpoint;
  other.origin = "log.example.nl/other";
  CHECK(VerifyCheckpoint(SignCheckpoint(other, parties.log), parties.Policy(0)).error().code ==
        ErrorCode::kUnauthenticated);
  const NoteSigner stranger = Signer("log.example.nl/oso", NoteKeyType::kEd25519);
  CHECK(VerifyCheckpoint(SignCheckpoint(parties.checkpoint, stranger), parties.Policy(0)).error().code ==
        ErrorCode::kUnauthenticated);
  Note note = ParseNote(SignCheckpoint(parties.checkpoint, parties.log)).value();
  note = Cosign(std::move(note), parties.first, parties.clock.Now());
  note.signatures.back().bytes[20] ^= 1U;
  CHECK(VerifyCheckpoint(ToString(note), parties.Policy(0)).error().code == ErrorCode::kUnauthenticated);
  CHECK(VerifyCheckpoint("", parties.Policy(0)).error().code == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace oso::audit
