// Users of the portal: schools, boards, the service desk and the operator. The centre signs who they are (a compact
// JWS, RFC 7515, ES256, by its own signing key); they show it as `Authorization: Bearer` (RFC 6750).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/event.h"
#include "base/clock.h"
#include "base/ids.h"
#include "crypto/jws.h"

namespace oso::gate {

enum class PortalRole { kSchool, kBoard, kServiceDesk, kOperator };
std::string_view WireName(PortalRole role);  // "school", "board", "service-desk", "operator"
std::optional<PortalRole> ParsePortalRole(std::string_view text);

struct PortalUser {
  std::string account;  // 1 to 64 of a-z 0-9 . - _ @: who it was, in the audit log
  PortalRole role = PortalRole::kSchool;
  std::string scope;  // the school's BRIN, the board's number; "" of the others
  bool operator==(const PortalUser&) const = default;
};

class PortalTokens {
 public:
  virtual ~PortalTokens() = default;
  // kUnauthenticated: not a token of ours, for another use, or not valid now.
  virtual Result<PortalUser> Verify(std::string_view token) const = 0;
};

// Where nobody has one: every token is refused.
class NoPortal final : public PortalTokens {
 public:
  Result<PortalUser> Verify(std::string_view) const override {
    return Fail(ErrorCode::kUnauthenticated, "tokens are not taken here");
  }
};

inline const NoPortal kNoPortal;

class SignedTokens final : public PortalTokens {
 public:
  // `find_key` gives the centre's own keys; `clock` outlives this.
  SignedTokens(crypto::FindKey find_key, const Clock& clock) : find_key_(std::move(find_key)), clock_(clock) {}
  Result<PortalUser> Verify(std::string_view token) const override;

 private:
  crypto::FindKey find_key_;
  const Clock& clock_;
};

// A token for `user` from `now`, good for `seconds`: at most a day, since it cannot be taken back.
// kInvalidArgument: another account, scope or time than there can be.
Result<std::string> IssueToken(const crypto::SigningKey& key, std::string_view kid, const PortalUser& user, Instant now,
                               std::int64_t seconds);

// May the user act for `subject`? `board_of_school` is the number of the board of `subject.school` as the register has
// it, "" when it has none or there is no school in it. The one place that decides: the service desk and the operator
// are there for all, a board acts for itself and its own schools, a school for itself.
bool MayActFor(const PortalUser& user, const audit::Subject& subject, std::string_view board_of_school);

}  // namespace oso::gate
