#include "audit/note.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "audit/utf8.h"
#include "base/fakes.h"
#include "crypto/base64url.h"

namespace oso::audit {
namespace {

constexpr std::string_view kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
// The published example of golang.org/x/mod/sumdb/note, made by another implementation.
constexpr std::string_view kPublished =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

NoteSigner Signer(std::string name, NoteKeyType type = NoteKeyType::kEd25519) {
  return NoteSigner::Create(std::move(name), type, crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519))
      .value();
}
Note SignedBy(const NoteSigner& signer, std::string text, Instant now = FakeClock().Now()) {
  Note note{std::move(text), {}};
  note.signatures.push_back(signer.Sign(note.text, now));
  return note;
}

TEST_CASE("a note of another implementation is read, verified and written back byte for byte") {
  const auto note = ParseNote(kPublished);
  const auto verifier = NoteVerifier::Parse(kPeter);
  REQUIRE(note.ok());
  REQUIRE(verifier.ok());
  CHECK(verifier->name() == "PeterNeumann");
  CHECK(verifier->ToString() == kPeter);
  CHECK(VerifySignature(*note, *verifier).ok());
  CHECK(ToString(*note) == kPublished);
}

TEST_CASE("published verifier keys of both types are read, also one with a '+' in its Base64") {
  for (const char* key : {"TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
                          "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                          "witness.smoxy.io/mosskeys+166ebeca+BGH3na/gZAJSrrZzeJ7uXkZaIkqcLvEtuAUyoOJisb+3",
                          "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"}) {
    const auto verifier = NoteVerifier::Parse(key);
    REQUIRE_MESSAGE(verifier.ok(), key);
    CHECK(verifier->ToString() == key);
  }
}

TEST_CASE("a verifier key that is cut, or of which any character is another, is refused") {
  for (std::size_t i = 0; i < kPeter.size(); ++i) {
    std::string other(kPeter);
    ++other[i];
    CHECK_MESSAGE(!NoteVerifier::Parse(other).ok(), other);
    CHECK_FALSE(NoteVerifier::Parse(kPeter.substr(0, i)).ok());
    if (i > 0) CHECK_FALSE(NoteVerifier::Parse(kPeter.substr(i)).ok());
  }
  CHECK_FALSE(NoteVerifier::Parse("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").ok());
}

TEST_CASE("with any one bit of the published note flipped it is not believed") {
  const NoteVerifier verifier = NoteVerifier::Parse(kPeter).value();
  for (std::size_t bit = 0; bit < kPublished.size() * 8; ++bit) {
    std::string other(kPublished);
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    const auto note = ParseNote(other);
    const bool believed = note.ok() && VerifySignature(*note, verifier).ok();
    CHECK_MESSAGE(!believed, "bit " << bit);
  }
}

TEST_CASE("a cosignature says when it was made, and holds for that moment only") {
  const NoteSigner witness = Signer("witness.example.nl/w1", NoteKeyType::kCosignature);
  FakeClock clock;
  Note note = SignedBy(witness, "log\n1\nroot\n", clock.Now());
  CHECK(VerifySignature(note, witness.verifier()).value() == clock.Now());
  CHECK(note.signatures[0].bytes.size() == 72);
  ++note.signatures[0].bytes[7];
  CHECK(VerifySignature(note, witness.verifier()).error().code == ErrorCode::kUnauthenticated);
  // A signature of the same key over the text alone is no cosignature, and the other way round.
  const Note at_zero = SignedBy(witness, "log\n1\nroot\n", Instant{});
  CHECK(VerifySignature(at_zero, witness.verifier()).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("signatures of strangers are passed over; of two with one key both must be right") {
  const NoteSigner log = Signer("log.example.nl");
  const NoteSigner stranger = Signer("log.example.nl");  // the same name, another key
  Note note = SignedBy(stranger, "text\n");
  CHECK(VerifySignature(note, log.verifier()).error().code == ErrorCode::kNotFound);
  note.signatures.push_back(log.Sign(note.text, {}));
  CHECK(VerifySignature(note, log.verifier()).ok());
  note.signatures.push_back({"log.example.nl", log.verifier().id(), Bytes(64)});
  CHECK(VerifySignature(note, log.verifier()).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("what is written is read back: any text of lines, with any number of signatures") {
  const NoteSigner signer = Signer("a");
  CHECK(rc::check([&] {
    Note note{*rc::gen::container<std::string>(rc::gen::element('a', '\n', ' ', '+')) + '\n', {}};
    const auto count = *rc::gen::inRange<std::size_t>(1, 20);
    for (std::size_t i = 0; i < count; ++i) note.signatures.push_back(signer.Sign(note.text, {}));
    const auto read = ParseNote(ToString(note));
    RC_ASSERT(read.ok());
    RC_ASSERT(read->text == note.text);
    RC_ASSERT(read->signatures == note.signatures);
  }));
}

TEST_CASE("what is not a note is refused") {
  const std::string dash = "\xe2\x80\x94 ";
  const std::string good = "t\n\n" + dash + "a AAAAAQE=\n";
  CHECK(ParseNote(good).ok());
  for (const std::string& text : std::initializer_list<std::string>{
           std::string(), std::string("t\n"), std::string("t\n\n"), "t\n" + dash + "a AAAAAQE=\n",
           "t\n\n" + dash + "a AAAAAQE=", "t\n\n- a AAAAAQE=\n", "t\n\n" + dash + " AAAAAQE=\n", "t\n\n" + dash + "a\n",
           "t\n\n" + dash + "a+b AAAAAQE=\n", "t\n\n" + dash + "a AAAAAQ==\n", "t\n\n" + dash + "a AAAA AQE=\n",
           "t\n\n" + dash + "a AAAAAQE\n", "t\n\n" + dash + "a\xc2\xa0z AAAAAQE=\n", "t\r\n\n" + dash + "a AAAAAQE=\n",
           "t\xff\n\n" + dash + "a AAAAAQE=\n", good + "x\n", good + "\n"}) {
    CHECK_MESSAGE(ParseNote(text).error().code == ErrorCode::kInvalidArgument, text);
  }
  CHECK(ParseNote(std::string(kMaxNote + 1, 'a')).error().code == ErrorCode::kTooLarge);
  std::string many = "t\n\n";
  for (std::size_t i = 0; i < kMaxNoteSignatures; ++i) many += dash + "a AAAAAQE=\n";
  CHECK(ParseNote(many).ok());
  CHECK(ParseNote(many + dash + "a AAAAAQE=\n").error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a name with white space or '+', and a key of another kind, sign nothing") {
  const auto key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  for (const char* name : {"", "a b", "a+b", "a\nb", "a\xe2\x80\x83z", "\xff"}) {
    CHECK_FALSE(NoteSigner::Create(name, NoteKeyType::kEd25519, key).ok());
  }
  CHECK_FALSE(NoteSigner::Create(std::string(256, 'a'), NoteKeyType::kEd25519, key).ok());
  const auto other = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  CHECK(NoteSigner::Create("a", NoteKeyType::kEd25519, other).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("UTF-8 is told from what only looks like it, and made of it") {
  for (const char* text :
       {"", "a", "\xc3\xa9", "\xe2\x80\x94", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "\xef\xbf\xbd"}) {
    CHECK(IsUtf8(text));
    CHECK(MadeUtf8(text) == text);
  }
  for (const char* text : {"\x80", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe2\x80"}) {
    CHECK_FALSE(IsUtf8(text));
  }
  CHECK(MadeUtf8("a\xffz\xe2\x80") == "a\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(rc::check([](const std::string& text) { RC_ASSERT(IsUtf8(MadeUtf8(text))); }));
}

}  // namespace
}  // namespace oso::audit
