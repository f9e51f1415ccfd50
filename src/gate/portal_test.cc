#include "gate/portal.h"

#include <doctest/doctest.h>

#include "gate/gate_fixture.h"

namespace oso::gate {
namespace {

const PortalUser kAnna{"anna", PortalRole::kBoard, "40001"};

std::string SignedBy(const crypto::SigningKey& key, std::string_view header, std::string_view claims) {
  return crypto::SignCompact(key, header, AsBytes(claims)).value();
}

TEST_CASE("a token tells who it was given to, until it ends") {
  Door door;
  const std::string token = IssueToken(door.key, "k-1", kAnna, door.clock.Now(), 60).value();
  REQUIRE(door.tokens.Verify(token).ok());
  CHECK(*door.tokens.Verify(token) == kAnna);
  door.clock.Advance(59);
  CHECK(door.tokens.Verify(token).ok());
  door.clock.Advance(1);
  CHECK(door.tokens.Verify(token).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("a token of another key, for another use or audience, or with other claims is refused") {
  Door door;
  const auto other = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  CHECK_FALSE(door.tokens.Verify(IssueToken(other, "k-1", kAnna, door.clock.Now(), 60).value()).ok());
  CHECK_FALSE(door.tokens.Verify(IssueToken(door.key, "k-2", kAnna, door.clock.Now(), 60).value()).ok());

  const std::string header = R"({"alg":"ES256","kid":"k-1","typ":"oso-portal+jwt"})";
  const std::string end = std::to_string(door.clock.Now().micros / 1'000'000 + 60);
  const std::string rest = R"(,"exp":)" + end + "}";
  const std::string good = R"({"sub":"anna","role":"board","scope":"40001","aud":"oso-portal")" + rest;
  CHECK(door.tokens.Verify(SignedBy(door.key, header, good)).ok());
  CHECK_FALSE(door.tokens.Verify(SignedBy(door.key, R"({"alg":"ES256","kid":"k-1"})", good)).ok());
  for (const std::string& claims :
       {R"({"sub":"anna","role":"board","scope":"40001","aud":"oso-other")" + rest,
        R"({"sub":"anna","role":"admin","scope":"40001","aud":"oso-portal")" + rest,
        R"({"sub":"anna","role":"board","scope":"01AA","aud":"oso-portal")" + rest,
        R"({"sub":"anna","role":"school","scope":"40001","aud":"oso-portal")" + rest,
        R"({"sub":"anna","role":"operator","scope":"40001","aud":"oso-portal")" + rest,
        R"({"sub":"an na","role":"board","scope":"40001","aud":"oso-portal")" + rest,
        R"({"role":"board","scope":"40001","aud":"oso-portal")" + rest,
        std::string(R"({"sub":"anna","role":"board","scope":"40001","aud":"oso-portal"})"),
        std::string(R"({"sub":"anna","role":"board","scope":"40001","aud":"oso-portal","exp":"9999999999"})"),
        std::string(R"({"sub":"anna","role":"board","scope":"40001","aud":"oso-portal","exp":9999999999})"),
        std::string("[]"), std::string("no json")}) {
    CHECK_MESSAGE(!door.tokens.Verify(SignedBy(door.key, header, claims)).ok(), claims);
  }
  for (const char* text : {"", ".", "a.b.c", "Bearer"}) CHECK_FALSE(door.tokens.Verify(text).ok());
  CHECK_FALSE(NoPortal().Verify(SignedBy(door.key, header, good)).ok());
}

TEST_CASE("no token is given for an account, scope or time that there cannot be") {
  Door door;
  const Instant now = door.clock.Now();
  for (const PortalUser& user :
       {PortalUser{"", PortalRole::kBoard, "40001"}, PortalUser{"Anna", PortalRole::kBoard, "40001"},
        PortalUser{"anna", PortalRole::kBoard, "4000"}, PortalUser{"anna", PortalRole::kSchool, "1AAA"},
        PortalUser{"anna", PortalRole::kServiceDesk, "01AA"}, PortalUser{"anna", PortalRole::kOperator, "01AA"}}) {
    CHECK(IssueToken(door.key, "k-1", user, now, 60).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK_FALSE(IssueToken(door.key, "k-1", kAnna, now, 0).ok());
  CHECK_FALSE(IssueToken(door.key, "k-1", kAnna, now, 86'401).ok());
}

TEST_CASE(
    "a board acts for itself and its own schools, a school for itself; the service desk and the operator see all") {
  Door door;
  const auto may = [&](PortalRole role, const char* scope, const char* board, const char* school) {
    audit::Subject subject{.board = board, .school = {}};
    if (*school != '\0') subject.school = Brin::Parse(school).value();
    return door.Admit(std::nullopt, "readSchoolHistory", {}, door.Token(role, scope), subject).ok();
  };
  CHECK(may(PortalRole::kBoard, "40001", "", "01AA"));
  CHECK(may(PortalRole::kBoard, "40001", "40001", ""));
  CHECK(may(PortalRole::kBoard, "40001", "40001", "01AA"));
  CHECK_FALSE(may(PortalRole::kBoard, "40001", "", "02BB"));
  CHECK_FALSE(may(PortalRole::kBoard, "40001", "40002", ""));
  CHECK_FALSE(may(PortalRole::kBoard, "40001", "40001", "02BB"));
  CHECK_FALSE(may(PortalRole::kBoard, "40001", "40002", "01AA"));
  CHECK_FALSE(may(PortalRole::kBoard, "40001", "", "99ZZ"));  // of no board that we know
  CHECK(may(PortalRole::kSchool, "01AA", "", "01AA"));
  CHECK_FALSE(may(PortalRole::kSchool, "01AA", "", "02BB"));
  CHECK_FALSE(may(PortalRole::kSchool, "01AA", "40001", ""));
  CHECK_FALSE(may(PortalRole::kSchool, "01AA", "40001", "01AA"));
  CHECK(may(PortalRole::kServiceDesk, "", "40002", "02BB"));
  CHECK(may(PortalRole::kOperator, "", "40002", "02BB"));
  CHECK(door.audit.events.size() == 8);
  for (const audit::Event& event : door.audit.events) CHECK(event.actor.name == "account:anna");
}

}  // namespace
}  // namespace oso::gate
