#include "exchange/key_set.h"

#include <doctest/doctest.h>

namespace oso::exchange {
namespace {

using crypto::SignatureAlgorithm;
using crypto::SigningKey;
using crypto::VerifyingKey;

SigningKey NewKey() { return SigningKey::Generate(SignatureAlgorithm::kEs256); }

bool Has(const std::vector<VerifyingKey>& keys, const SigningKey& key) {
  return FinderOf(keys)(key.public_key().Thumbprint()).has_value();
}

ErrorCode CodeOf(std::string_view text) {
  const auto read = ReadKeySet(text);
  REQUIRE_FALSE(read.ok());
  return read.error().code;
}

TEST_CASE("a key is trusted when the one before it vouched for it, however many came between") {
  const SigningKey first = NewKey();
  const SigningKey second = NewKey();
  const SigningKey third = NewKey();
  const KeySet published{.keys = {third.public_key(), second.public_key()},
                         .successions = {SignSuccession(first, second.public_key()).value(),
                                         SignSuccession(second, third.public_key()).value()},
                         .list = {}};
  const KeySet read = ReadKeySet(WriteKeySet(published)).value();

  // Who has only the first, which is retired, has the other two; and not the first any more.
  const std::vector<VerifyingKey> pinned{first.public_key()};
  const auto trusted = TrustedKeys(read, pinned);
  CHECK(trusted.size() == 2);
  CHECK(Has(trusted, second));
  CHECK(Has(trusted, third));
  CHECK_FALSE(Has(trusted, first));
  // Nothing leads back: who begins with the last trusts the last.
  const std::vector<VerifyingKey> last{third.public_key()};
  CHECK(TrustedKeys(read, last).size() == 1);
}

TEST_CASE("a key that nobody who is trusted vouched for is not trusted") {
  const SigningKey own = NewKey();
  const SigningKey stranger = NewKey();
  const std::vector<VerifyingKey> anchors{own.public_key()};
  const std::string document = R"({"alg":"ES256","kid":")" + own.public_key().Thumbprint() + R"(","typ":"JWT"})";
  for (const std::string& word :
       {SignSuccession(stranger, stranger.public_key()).value(),                           // itself
        crypto::SignCompact(own, document, AsBytes(stranger.public_key().Jwk())).value(),  // other type
        SignSuccession(own, stranger.public_key()).value() + "A",                          // changed
        crypto::SignCompact(
            stranger, R"({"alg":"ES256","typ":"oso-succession+jwk","kid":")" + own.public_key().Thumbprint() + R"("})",
            AsBytes(stranger.public_key().Jwk()))
            .value(),  // in the name of another
        std::string("nonsense")}) {
    const KeySet set{.keys = {own.public_key(), stranger.public_key()}, .successions = {word}, .list = {}};
    const auto trusted = TrustedKeys(set, anchors);
    CHECK(trusted.size() == 1);
    CHECK_FALSE(Has(trusted, stranger));
  }
  // The control: with the key's own word it is.
  const KeySet good{.keys = {own.public_key(), stranger.public_key()},
                    .successions = {SignSuccession(own, stranger.public_key()).value()},
                    .list = {}};
  CHECK(TrustedKeys(good, anchors).size() == 2);
  CHECK(TrustedKeys(good, {}).empty());
}

KeySet Listed(std::vector<VerifyingKey> keys, const SigningKey& signing, std::uint64_t version) {
  KeySet set{.keys = std::move(keys), .successions = {}, .list = {}};
  set.list = SignKeyList(signing, set.keys, version).value();
  return set;
}

TEST_CASE("a set of keys has a version, which one of its keys signed with it") {
  const SigningKey own = NewKey();
  const SigningKey next = NewKey();
  const std::vector<VerifyingKey> anchors{own.public_key()};
  KeySet set = Listed({own.public_key(), next.public_key()}, next, 7);
  set.successions = {SignSuccession(own, next.public_key()).value()};
  const auto trusted = VerifyKeySet(ReadKeySet(WriteKeySet(set)).value(), anchors);
  REQUIRE(trusted.ok());
  CHECK(trusted->version == 7);
  CHECK(trusted->keys.size() == 2);
  CHECK(VerifyKeySet(Listed({own.public_key()}, own, std::uint64_t{1} << 53U), anchors)->version == 9007199254740992);
}

TEST_CASE("a set of keys is refused without a list of its keys that one of them signed") {
  const SigningKey own = NewKey();
  const SigningKey stranger = NewKey();
  const SigningKey retired = NewKey();
  const std::vector<VerifyingKey> both{own.public_key(), retired.public_key()};
  const KeySet good = Listed(both, own, 7);
  REQUIRE(VerifyKeySet(good, both).ok());
  const auto refuses = [&](const KeySet& set, const std::vector<VerifyingKey>& anchors) {
    const auto trusted = VerifyKeySet(set, anchors);
    return !trusted.ok() && trusted.error().code == ErrorCode::kUnauthenticated;
  };
  const auto with = [&](std::string list) {
    KeySet set = good;
    set.list = std::move(list);
    return set;
  };
  CHECK(refuses(with(""), both));
  CHECK(refuses(with(good.list + "A"), both));
  CHECK(refuses(with(Listed({own.public_key()}, own, 8).list), both));                        // of fewer keys
  CHECK(refuses(with(Listed({retired.public_key(), own.public_key()}, own, 8).list), both));  // in another order
  CHECK(refuses(with(SignSuccession(own, retired.public_key()).value()), both));              // of another type
  CHECK(refuses(with(SignKeyList(stranger, both, 8).value()), both));
  CHECK(refuses(Listed({own.public_key()}, retired, 8), both));  // by a key that is not listed, though it leads there
  CHECK(refuses(good, {stranger.public_key()}));                 // no key follows
  for (const std::uint64_t version : {std::uint64_t{0}, (std::uint64_t{1} << 53U) + 1}) {
    CHECK(refuses(Listed(both, own, version), both));
  }
  KeySet without = good;
  without.keys.pop_back();
  CHECK(refuses(without, both));
}

TEST_CASE("a set of keys that is none is refused; a key of another kind is passed over") {
  const SigningKey key = NewKey();
  const std::string good = WriteKeySet({.keys = {key.public_key()}, .successions = {}, .list = {}});
  CHECK(ReadKeySet(good).value().keys.size() == 1);
  CHECK(ReadKeySet(R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})").value().keys.empty());
  std::string renamed = good;
  renamed.replace(renamed.find("\"kid\":\"") + 7, 1, renamed[renamed.find("\"kid\":\"") + 7] == 'A' ? "B" : "A");
  CHECK(CodeOf(renamed) == ErrorCode::kInvalidArgument);
  for (const char* text :
       {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[1]})", R"({"keys":[],"successions":{}})",
        R"({"keys":[],"successions":[1]})", R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})"}) {
    CHECK(CodeOf(text) == ErrorCode::kInvalidArgument);
  }
  CHECK(CodeOf(std::string(kMaxKeySetBytes + 1, ' ')) == ErrorCode::kTooLarge);
}

TEST_CASE("only keys for ES256 follow each other") {
  const SigningKey key = NewKey();
  const SigningKey other = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  CHECK_FALSE(SignSuccession(key, other.public_key()).ok());
  CHECK_FALSE(SignSuccession(other, key.public_key()).ok());
}

}  // namespace
}  // namespace oso::exchange
