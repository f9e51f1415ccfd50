#include "exchange/signed_session.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "base/fakes.h"

namespace oso::exchange {
namespace {

using crypto::SigningKey;
using dossier::TransferKind;

const Instant kNow = FakeClock().Now();
const std::string kCertificate = std::string(62, 'a') + "07";

Brin School(std::string_view text) { return Brin::Parse(text).value(); }
AccessPointId Ap(std::string_view text) { return AccessPointId::Parse(text).value(); }
Oin Supplier(char last) { return Oin::Parse("0000000100000000000" + std::string(1, last)).value(); }
DossierKey Key(std::uint8_t byte) { return SearchKey::FromBytes(Bytes(128, byte)).value(); }

SignedSession Session() {
  SignedSession session{.issuer = "oso",
                        .id = SessionId::Parse("0190a7e2-3a4b-7c5d-8e9f-001122334455").value(),
                        .issued_at = kNow,
                        .expires_at = kNow.PlusSeconds(3600),
                        .target = Ap("02BB/1"),
                        .target_supplier = Supplier('2'),
                        .target_certificate = kCertificate,
                        .target_sector = Sector::kSecondary,
                        .source = School("01AA"),
                        .sources = {{Ap("01AA/1"), Supplier('1')}, {Ap("01AA/2"), Supplier('3')}},
                        .kind = TransferKind::kBetweenSchools};
  session.blinding.fill(9);
  session.key = DigestOf(session.blinding, Key(1));
  return session;
}

SessionFacts Facts() {
  return {.source = Ap("01AA/1"),
          .target = Ap("02BB/1"),
          .key = Key(1),
          .kind = TransferKind::kBetweenSchools,
          .session = Session().id};
}

const SigningKey& Signer() {
  static const SigningKey key = SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  return key;
}
std::optional<crypto::VerifyingKey> Known(std::string_view kid) {
  if (kid != Signer().public_key().Thumbprint()) return std::nullopt;
  return Signer().public_key();
}
std::string Signed(std::string_view header, const SignedSession& session) {
  return crypto::SignCompact(Signer(), header, AsBytes(ClaimsText(session))).value();
}
std::string HeaderOf(std::string_view type) {
  return R"({"alg":"ES256","typ":")" + std::string(type) + R"(","kid":")" + Signer().public_key().Thumbprint() + "\"}";
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a signed session is read back as it was") {
  const std::string text = SignSession(Session(), Signer()).value();
  CHECK(text.size() < 1500);
  const auto read = ReadSignedSession(text, Known, kNow);
  REQUIRE(read.ok());
  CHECK(*read == Session());
}

TEST_CASE("a session of an unknown key, changed, of another type, from the future or too long is not read") {
  const std::string text = SignSession(Session(), Signer()).value();
  const auto code = [](std::string_view jws) { return ReadSignedSession(jws, Known, kNow).error().code; };
  const auto stranger = SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  CHECK(code(SignSession(Session(), stranger).value()) == ErrorCode::kUnauthenticated);
  std::string changed = text;
  changed[text.find('.') + 20] = changed[text.find('.') + 20] == 'A' ? 'B' : 'A';
  CHECK(code(changed) == ErrorCode::kUnauthenticated);
  CHECK(ReadSignedSession(Signed(HeaderOf("oso-session+jwt"), Session()), Known, kNow).ok());
  CHECK(code(Signed(HeaderOf("oso-register+jwt"), Session())) == ErrorCode::kInvalidArgument);
  CHECK(code(Signed(HeaderOf(""), Session())) == ErrorCode::kInvalidArgument);
  CHECK(code(std::string(kMaxSignedSessionSize + 1, 'a')) == ErrorCode::kTooLarge);
  CHECK(code("") == ErrorCode::kInvalidArgument);
  CHECK(ReadSignedSession(text, Known, kNow.PlusSeconds(-kClockSkewSeconds)).ok());
  CHECK_FALSE(ReadSignedSession(text, Known, kNow.PlusSeconds(-kClockSkewSeconds - 1)).ok());
}

TEST_CASE("what could not be read is not signed") {
  SignedSession session = Session();
  session.target_certificate = "no fingerprint";
  CHECK_FALSE(SignSession(session, Signer()).ok());
  session = Session();
  session.sources.clear();
  CHECK_FALSE(SignSession(session, Signer()).ok());
  session = Session();
  session.sources[1].access_point = Ap("03CC/1");
  CHECK_FALSE(SignSession(session, Signer()).ok());
  session = Session();
  session.expires_at = session.issued_at;
  CHECK_FALSE(SignSession(session, Signer()).ok());
  CHECK_FALSE(SignSession(Session(), SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519)).ok());
}

TEST_CASE("a claim that is missing or wrong is named") {
  struct Flaw {
    std::string from, to, names;
  };
  const std::string text = ClaimsText(Session());
  for (const auto& [from, to, names] : std::vector<Flaw>{
           {R"("iss":"oso")", R"("iss":"")", "iss"},
           {R"("iss")", R"("issuer")", "iss"},
           {R"("jti":"0)", R"("jti":"x)", "jti"},
           {R"("iat":1483228800)", R"("iat":"1483228800")", "iat"},
           {R"("iat":1483228800)", R"("iat":1483228800.5)", "iat"},
           {R"("exp":1483232400)", R"("exp":1483228800)", "exp"},
           {R"("exp":1483232400)", R"("exp":99999999999999)", "exp"},
           {R"("exp":1483232400)", R"("exp":-1)", "exp"},
           {R"("accessPoint":"02BB/1")", R"("accessPoint":"02BB")", "target"},
           {R"("target":{)", R"("target":[],"x":{)", "target"},
           {R"("x5t#S256":")", R"("x5t#S256":"A)", "cnf"},
           {R"("targetSector":"VO")", R"("targetSector":"vo")", "targetSector"},
           {R"("brin":"01AA")", R"("brin":"03CC")", "source"},
           {R"("id":"01AA/2","oin":"0)", R"("id":"01AA/2","oin":")", "source"},
           {R"("accessPoints":[)", R"("accessPoints":[],"x":[)", "source"},
           {"overstapdossier", "dossier", "overdrachtsoort"},
           {R"("blinding":")", R"("blinding":"AA)", "key"},
           {R"("digest")", R"("digests")", "key"},
       }) {
    CAPTURE(from);
    const auto read = ParseClaims(Replaced(text, from, to));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kInvalidArgument);
    CHECK(read.error().detail == "signed session: " + names + " is missing or wrong");
  }
  CHECK_FALSE(ParseClaims("[]").ok());
  CHECK_FALSE(ParseClaims("{").ok());
  CHECK(ParseClaims(Replaced(text, R"("iss")", R"("later":[1],"iss")")).ok());
}

TEST_CASE("any session with whole seconds is written and read back the same") {
  using Blinding = std::array<std::uint8_t, 16>;
  using Digest = std::array<std::uint8_t, 32>;
  CHECK(rc::check([](const Blinding& blinding, const Digest& key, std::uint16_t index) {
    SignedSession session = Session();
    session.blinding = blinding;
    session.key = key;
    session.sources[0].access_point.index = static_cast<std::uint16_t>(index % 10'000);
    session.expires_at = session.issued_at.PlusSeconds(1 + index);
    const auto read = ParseClaims(ClaimsText(session));
    RC_ASSERT(read.ok());
    RC_ASSERT((*read == session));
  }));
}

TEST_CASE("a digest is of the key and the blinding, of either kind of key") {
  std::array<std::uint8_t, 16> one{}, other{};
  other.fill(1);
  const DossierKey link = LinkKey::Parse("42a12e8a-f721-4b26-b2d9-586e2b2123ec").value();
  CHECK(DigestOf(one, Key(1)) == DigestOf(one, Key(1)));
  CHECK(DigestOf(one, Key(1)) != DigestOf(other, Key(1)));
  CHECK(DigestOf(one, Key(1)) != DigestOf(one, Key(2)));
  CHECK(DigestOf(one, link) != DigestOf(other, link));
}

TEST_CASE("a signed session: each flaw has its code, and each condition a flaw") {
  struct Use {
    SignedSession session = Session();
    SessionFacts facts = Facts();
    std::string certificate = kCertificate;
    Oin own = Supplier('1');
    Instant now = kNow;
  };
  struct Flaw {
    std::string_view breaks;  // the condition, in its words
    std::string name;
    void (*spoil)(Use&);
  };
  const std::vector<Flaw> flaws{
      {"the caller has the certificate that the session was given to", "another certificate",
       [](Use& use) { use.certificate[0] = 'b'; }},
      {"the caller has the certificate that the session was given to", "no certificate",
       [](Use& use) { use.certificate.clear(); }},
      {"it is the session that the request names", "another session",
       [](Use& use) { use.facts.session = SessionId::Parse("0190a7e2-3a4b-7c5d-8e9f-001122334456").value(); }},
      {"it is between these two schools", "another source school", [](Use& use) { use.facts.source = Ap("03CC/1"); }},
      {"it is between these two schools", "another target school", [](Use& use) { use.facts.target = Ap("03CC/1"); }},
      {"it is for this kind of transfer", "another kind", [](Use& use) { use.facts.kind = TransferKind::kWithinBrin; }},
      {"it is for this pupil's key", "another pupil", [](Use& use) { use.facts.key = Key(2); }},
      {"it is for this pupil's key", "a koppelsleutel instead",
       [](Use& use) { use.facts.key = LinkKey::Parse("42a12e8a-f721-4b26-b2d9-586e2b2123ec").value(); }},
      {"it may be used at the access point that is asked", "an access point that was not named",
       [](Use& use) { use.facts.source = Ap("01AA/3"); }},
      {"the access point that is asked is of this system", "at another system of the school",
       [](Use& use) { use.facts.source = Ap("01AA/2"); }},
      {"the access point that is asked is of this system", "another system is asked",
       [](Use& use) { use.own = Supplier('2'); }},
      {"it was given to the access point that asks", "another access point of the target",
       [](Use& use) { use.facts.target = Ap("02BB/2"); }},
      {"a transfer within one BRIN is within one BRIN", "within one BRIN, between two",
       [](Use& use) { use.session.kind = use.facts.kind = TransferKind::kWithinBrin; }},
      {"it has not expired", "expired", [](Use& use) { use.now = use.session.expires_at; }},
  };
  const auto check = [](const Use& use) {
    return CheckSignedSession(use.session, {use.facts, use.certificate, use.own, use.now});
  };
  CHECK_FALSE(check({}));
  Use last;
  last.now = Instant{last.session.expires_at.micros - 1};
  CHECK_FALSE(check(last));

  const auto conditions = ConditionsOfSignedSession();
  std::set<std::string_view> broken;
  for (const Flaw& flaw : flaws) {
    CAPTURE(flaw.name);
    Use use;
    flaw.spoil(use);
    const auto condition = std::ranges::find(conditions, flaw.breaks, &SignedSessionCondition::holds);
    REQUIRE(condition != conditions.end());
    CHECK(check(use) == condition->otherwise);
    broken.insert(flaw.breaks);
  }
  CHECK(broken.size() == conditions.size());
}

}  // namespace
}  // namespace oso::exchange
