#include "gate/portal.h"

#include <algorithm>
#include <boost/json.hpp>

namespace oso::gate {
namespace {

namespace json = boost::json;

// Another document that the same key signs (a session, the register) is no token (RFC 8725, 3.11).
constexpr std::string_view kType = "oso-portal+jwt";
constexpr std::string_view kAudience = "oso-portal";
constexpr std::size_t kMaxToken = 4096;
constexpr std::int64_t kMaxSeconds = 86'400;

Error No(std::string_view why) { return Fail(ErrorCode::kUnauthenticated, "token: " + std::string(why)); }

bool IsAccount(std::string_view text) {
  constexpr std::size_t kMost = 64;
  const bool good = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
  });
  return good && !text.empty() && text.size() <= kMost;
}

bool IsScope(PortalRole role, std::string_view scope) {
  switch (role) {
    case PortalRole::kSchool:
      return Brin::Parse(scope).ok();
    case PortalRole::kBoard:
      return scope.size() == 5 && std::ranges::all_of(scope, [](char c) { return c >= '0' && c <= '9'; });
    case PortalRole::kServiceDesk:
    case PortalRole::kOperator:
      return scope.empty();
  }
  return false;
}

Result<json::object> ParseObject(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse(text, error);
  if (error || !value.is_object()) return No("no JSON object");
  return std::move(value.get_object());
}

std::string_view Text(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string_view(member->get_string()) : std::string_view();
}

}  // namespace

std::string_view WireName(PortalRole role) {
  switch (role) {
    case PortalRole::kSchool:
      return "school";
    case PortalRole::kBoard:
      return "board";
    case PortalRole::kServiceDesk:
      return "service-desk";
    case PortalRole::kOperator:
      return "operator";
  }
  return "";
}

std::optional<PortalRole> ParsePortalRole(std::string_view text) {
  for (const PortalRole role :
       {PortalRole::kSchool, PortalRole::kBoard, PortalRole::kServiceDesk, PortalRole::kOperator}) {
    if (WireName(role) == text) return role;
  }
  return std::nullopt;
}

Result<PortalUser> SignedTokens::Verify(std::string_view token) const {
  const Result<crypto::VerifiedJws> jws = crypto::VerifyCompact(token, find_key_, kMaxToken);
  if (!jws.ok()) return No(jws.error().detail);
  ASSIGN_OR_RETURN(const json::object header, ParseObject(jws->header));
  if (Text(header, "typ") != kType) return No("signed for another use");
  ASSIGN_OR_RETURN(const json::object claims, ParseObject(AsText(jws->payload)));
  if (Text(claims, "aud") != kAudience) return No("for another audience");

  const json::value* expires = claims.if_contains("exp");
  const std::int64_t now = clock_.Now().micros / 1'000'000;
  if (expires == nullptr || !expires->is_int64() || expires->get_int64() <= now) return No("expired");
  if (expires->get_int64() - now > kMaxSeconds) return No("good for too long");

  const std::optional<PortalRole> role = ParsePortalRole(Text(claims, "role"));
  PortalUser user{.account = std::string(Text(claims, "sub")),
                  .role = role.value_or(PortalRole::kSchool),
                  .scope = std::string(Text(claims, "scope"))};
  if (!role || !IsAccount(user.account) || !IsScope(user.role, user.scope)) return No("claims that we do not know");
  return user;
}

Result<std::string> IssueToken(const crypto::SigningKey& key, std::string_view kid, const PortalUser& user, Instant now,
                               std::int64_t seconds) {
  if (!IsAccount(user.account)) return Fail(ErrorCode::kInvalidArgument, "account: 1 to 64 of a-z 0-9 . - _ @");
  if (!IsScope(user.role, user.scope)) {
    return Fail(ErrorCode::kInvalidArgument, "scope: a school's BRIN, a board's 5 digits, nothing for others");
  }
  if (seconds < 1 || seconds > kMaxSeconds) return Fail(ErrorCode::kInvalidArgument, "good for 1 second to a day");
  const std::int64_t from = now.micros / 1'000'000;
  const json::object header{{"alg", "ES256"}, {"kid", kid}, {"typ", kType}};
  const json::object claims{{"sub", user.account}, {"role", WireName(user.role)},
                            {"scope", user.scope}, {"aud", kAudience},
                            {"iat", from},         {"exp", from + seconds}};
  return crypto::SignCompact(key, json::serialize(header), AsBytes(json::serialize(claims)));
}

bool MayActFor(const PortalUser& user, const audit::Subject& subject, std::string_view board_of_school) {
  const bool names_someone = !subject.board.empty() || subject.school.has_value();
  switch (user.role) {
    case PortalRole::kServiceDesk:
    case PortalRole::kOperator:
      return true;
    case PortalRole::kBoard:
      if (!subject.board.empty() && subject.board != user.scope) return false;
      return names_someone && (!subject.school || board_of_school == user.scope);
    case PortalRole::kSchool:
      return subject.board.empty() && subject.school && subject.school->text() == user.scope;
  }
  return false;
}

}  // namespace oso::gate
