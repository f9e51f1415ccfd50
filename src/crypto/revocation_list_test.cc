#include "crypto/revocation_list.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/fakes.h"
#include "crypto/certificate.h"
#include "crypto/digest.h"

namespace oso::crypto {
namespace {

struct Authority {
  FakeClock clock;
  FakeRandom random;
  Issued keys;

  explicit Authority(const char* name, std::uint64_t seed = 1)
      : random(seed), keys(CreateAuthority({.common_name = name}, clock, random).value()) {}
  std::string List(std::int64_t number, const std::vector<std::string>& serials = {}, int days = 1) const {
    return IssueRevocationList(keys, serials, number, clock, days).value();
  }
  Result<RevocationList> Read(std::string_view text) const {
    return ReadRevocationList(AsBytes(text), keys.certificate, clock.Now());
  }
};

std::string Der(const std::string& pem) {
  const std::size_t begin = pem.find('\n') + 1;
  std::string base64;
  for (const char c : pem.substr(begin, pem.find("-----END") - begin)) {
    if (c != '\n') base64 += c;
  }
  return std::string(AsText(Base64Decode(base64).value()));
}

TEST_CASE("a list is read in PEM and in DER, and is the same") {
  const Authority authority("Test");
  const std::string pem = authority.List(7, {"ab12"});
  const auto read = authority.Read(pem);
  REQUIRE(read.ok());
  CHECK(read->pem == pem);
  CHECK(read->next_update == authority.clock.Now().PlusSeconds(86400));
  CHECK(read->issuer == ReadCertificate(authority.keys.certificate)->issuer);
  CHECK(authority.Read(Der(pem))->pem == pem);
}

TEST_CASE("a list is refused of another authority, also of the same name, and when it is not valid") {
  Authority authority("Test", 1);
  const Authority namesake("Test", 2);
  const Authority other("Other", 3);
  CHECK(authority.Read(namesake.List(1)).error().detail.find("not signed") != std::string::npos);
  CHECK(authority.Read(other.List(1)).error().detail.find("not signed") != std::string::npos);
  CHECK(authority.Read(authority.List(1, {}, 0)).error().detail.find("expired") != std::string::npos);
  const std::string list = authority.List(1);
  CHECK(ReadRevocationList(AsBytes(list), authority.keys.certificate, authority.clock.Now().PlusSeconds(-86400))
            .error()
            .detail.find("not yet valid") != std::string::npos);
  authority.clock.Advance(86400);
  CHECK(authority.Read(list).error().code == ErrorCode::kCertificate);
}

TEST_CASE("what is no list is refused: nothing, a page, half a list, two lists, a list with more behind it") {
  const Authority authority("Test");
  const std::string pem = authority.List(1);
  const std::string der = Der(pem);
  for (const std::string& text : {std::string(), std::string("<html>0</html>"), pem.substr(0, pem.size() / 2),
                                  der.substr(0, der.size() - 1), der + '\0', pem + pem, authority.keys.certificate}) {
    const auto read = authority.Read(text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kCertificate);
  }
}

TEST_CASE("property: a list with any bit changed is refused") {
  const Authority authority("Test");
  const std::string der = Der(authority.List(3, {"01", "02"}));
  CHECK(rc::check([&] {
    std::string changed = der;
    const auto bit = *rc::gen::inRange<std::size_t>(0, der.size() * 8);
    changed[bit / 8] = static_cast<char>(static_cast<unsigned char>(changed[bit / 8]) ^ (1U << (bit % 8)));
    RC_ASSERT_FALSE(authority.Read(changed).ok());
  }));
}

TEST_CASE("a fetched list takes the place of its issuer's, and of no other's") {
  const Authority ours("Ours", 1);
  const Authority theirs("Theirs", 2);
  const std::string their_list = theirs.List(1);
  const std::string lists = ours.List(1) + their_list;
  const std::string next = ours.List(2, {"ab"});
  const auto merged = TakeOver(lists, *ours.Read(next));
  REQUIRE(merged.ok());
  CHECK(**merged == their_list + next);
  CHECK(TakeOver(**merged, *ours.Read(next))->has_value() == false);  // it is there
  CHECK(**TakeOver("", *ours.Read(next)) == next);
  CHECK(TakeOver("-----BEGIN X509 CRL-----\nhalf", *ours.Read(next)).error().code == ErrorCode::kCertificate);
}

TEST_CASE("an older list never takes the place of a later one") {
  Authority authority("Test");
  const std::string early = authority.List(255);
  authority.clock.Advance(60);
  const std::string same_number = authority.List(255);
  const std::string late = authority.List(256);
  CHECK(TakeOver(late, *authority.Read(early)).error().code == ErrorCode::kConflict);
  CHECK(TakeOver(same_number, *authority.Read(early)).error().code == ErrorCode::kConflict);
  CHECK(**TakeOver(early, *authority.Read(same_number)) == same_number);
  CHECK(**TakeOver(early, *authority.Read(late)) == late);
}

}  // namespace
}  // namespace oso::crypto
