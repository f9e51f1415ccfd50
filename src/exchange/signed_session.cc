#include "exchange/signed_session.h"

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/base64url.h"
#include "crypto/digest.h"

namespace oso::exchange {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::string_view kType =
    "oso-session+jwt";  // RFC 8725, 3.11: no other document of the centre is taken for it
constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // of the year 9999
constexpr std::size_t kFingerprintBytes = 32;
constexpr std::size_t kMaxIssuer = 200;

Error Wrong(std::string_view claim) {
  return Fail(ErrorCode::kInvalidArgument,
              std::string("signed session: ").append(claim).append(" is missing or wrong"));
}

std::optional<std::uint8_t> Nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

// Nothing: not lower-case hexadecimal.
std::optional<Bytes> FromHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = Nibble(text[i]);
    const auto low = Nibble(text[i + 1]);
    if (!high || !low) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(*high << 4U | *low));
  }
  return bytes;
}

// Reads members of one object; the first that is missing or wrong is kept.
class Claims {
 public:
  Claims(const value* json, std::string_view flaw_if_none) {
    if (json != nullptr && json->is_object()) {
      object_ = &json->get_object();
    } else {
      flaw_ = flaw_if_none;
    }
  }

  const value* Member(std::string_view name) {
    const value* member = object_ == nullptr ? nullptr : object_->if_contains(name);
    if (member == nullptr) Blame(name);
    return member;
  }
  std::string_view Text(std::string_view name) {
    const value* member = Member(name);
    if (member == nullptr) return {};
    if (member->is_string()) return member->get_string();
    Blame(name);
    return {};
  }
  // A text through `parse`, which gives a Result or an optional.
  template <class T>
  void Parsed(std::string_view name, T& into, auto parse) {
    if (!Assign(parse(Text(name)), into)) Blame(name);
  }
  void Seconds(std::string_view name, Instant& into) {
    const value* member = Member(name);
    if (member == nullptr) return;
    boost::system::error_code error;
    const auto seconds = member->to_number<std::int64_t>(error);
    if (error || !(member->is_int64() || member->is_uint64()) || seconds < 0 || seconds > kLastSecond) {
      return Blame(name);
    }
    into = Instant{seconds * kMicros};
  }
  template <std::size_t kSize>
  void Octets(std::string_view name, std::array<std::uint8_t, kSize>& into) {
    const Result<Bytes> bytes = crypto::Base64UrlDecode(Text(name));
    if (!bytes.ok() || bytes->size() != kSize) return Blame(name);
    std::ranges::copy(*bytes, into.begin());
  }
  void Blame(std::string_view name) {
    if (flaw_.empty()) flaw_ = name;
  }
  const std::string& flaw() const { return flaw_; }

 private:
  template <class T>
  static bool Assign(const Result<T>& parsed, T& into) {
    if (parsed.ok()) into = *parsed;
    return parsed.ok();
  }
  template <class T>
  static bool Assign(const std::optional<T>& parsed, T& into) {
    if (parsed) into = *parsed;
    return parsed.has_value();
  }

  const object* object_ = nullptr;
  std::string flaw_;
};

std::optional<std::string> ParseIssuer(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (text.empty() || text.size() > kMaxIssuer || std::ranges::any_of(text, is_control)) return std::nullopt;
  return std::string(text);
}

void ReadSources(Claims& claims, SignedSession& session) {
  Claims source(claims.Member("source"), "source");
  source.Parsed("brin", session.source, Brin::Parse);
  const value* list = source.Member("accessPoints");
  const bool is_list = list != nullptr && list->is_array() && !list->get_array().empty() &&
                       list->get_array().size() <= kMaxSignedSources;
  if (!is_list) {
    source.Blame("accessPoints");
  } else {
    for (const value& one : list->get_array()) {
      Claims row(&one, "accessPoints");
      SignedSource& added = session.sources.emplace_back();
      row.Parsed("id", added.access_point, AccessPointId::Parse);
      row.Parsed("oin", added.supplier, Oin::Parse);
      if (!row.flaw().empty() || added.access_point.brin != session.source) source.Blame("accessPoints");
    }
  }
  if (!source.flaw().empty()) claims.Blame("source");
}

Result<SignedSession> Read(const value& json) {
  SignedSession session;
  Claims claims(&json, "claims");
  claims.Parsed("iss", session.issuer, ParseIssuer);
  claims.Parsed("jti", session.id, SessionId::Parse);
  claims.Seconds("iat", session.issued_at);
  claims.Seconds("exp", session.expires_at);
  if (session.expires_at <= session.issued_at) claims.Blame("exp");

  Claims target(claims.Member("target"), "target");
  target.Parsed("accessPoint", session.target, AccessPointId::Parse);
  target.Parsed("oin", session.target_supplier, Oin::Parse);
  if (!target.flaw().empty()) claims.Blame("target");
  Claims confirmation(claims.Member("cnf"), "cnf");
  std::array<std::uint8_t, kFingerprintBytes> fingerprint{};
  confirmation.Octets("x5t#S256", fingerprint);
  if (!confirmation.flaw().empty()) claims.Blame("cnf");
  session.target_certificate = ToHex(fingerprint);
  claims.Parsed("targetSector", session.target_sector, ParseSector);

  ReadSources(claims, session);
  claims.Parsed("overdrachtsoort", session.kind, dossier::ParseTransferKind);
  Claims key(claims.Member("key"), "key");
  key.Octets("blinding", session.blinding);
  key.Octets("digest", session.key);
  if (!key.flaw().empty()) claims.Blame("key");
  if (!claims.flaw().empty()) return Wrong(claims.flaw());
  return session;
}

bool HasOurType(std::string_view header) {
  boost::system::error_code error;
  const value json = boost::json::parse(header, error);
  if (error || !json.is_object()) return false;
  const value* type = json.get_object().if_contains("typ");
  return type != nullptr && type->is_string() && std::string_view(type->get_string()) == kType;
}

// ---- what a source looks at

struct Question {
  const SignedSession& session;
  const SignedSessionUse& use;
};

const SignedSource* FindSource(const Question& q) {
  const auto found = std::ranges::find(q.session.sources, q.use.facts.source, &SignedSource::access_point);
  return found == q.session.sources.end() ? nullptr : &*found;
}

struct Row {
  std::string_view holds;
  bool (*test)(const Question&);
  ResultCode otherwise;
};

// Each row may rely on those above it. The certificate first: a session that was taken from someone tells nothing.
constexpr std::array kConditions = std::to_array<Row>({
    {"the caller has the certificate that the session was given to",
     [](const Question& q) { return q.use.caller_certificate == q.session.target_certificate; },
     ResultCode::kWrongCertificate},
    {"it is the session that the request names", [](const Question& q) { return q.use.facts.session == q.session.id; },
     ResultCode::kSessionDiffers},
    {"it is between these two schools",
     [](const Question& q) {
       return q.use.facts.source.brin == q.session.source && q.use.facts.target.brin == q.session.target.brin;
     },
     ResultCode::kSessionDiffers},
    {"it is for this kind of transfer", [](const Question& q) { return q.use.facts.kind == q.session.kind; },
     ResultCode::kSessionDiffers},
    {"it is for this pupil's key",
     [](const Question& q) {
       return crypto::ConstantTimeEqual(q.session.key, DigestOf(q.session.blinding, q.use.facts.key));
     },
     ResultCode::kSessionDiffers},
    {"it may be used at the access point that is asked", [](const Question& q) { return FindSource(q) != nullptr; },
     ResultCode::kSessionDiffers},
    {"the access point that is asked is of this system",
     [](const Question& q) { return FindSource(q)->supplier == q.use.own; }, ResultCode::kSourceAccessPointUnknown},
    {"it was given to the access point that asks",
     [](const Question& q) { return q.use.facts.target == q.session.target; }, ResultCode::kUnknownAccessPoint},
    {"a transfer within one BRIN is within one BRIN",
     [](const Question& q) {
       return q.session.kind != dossier::TransferKind::kWithinBrin || q.session.source == q.session.target.brin;
     },
     ResultCode::kNoRelationWithTarget},
    {"it has not expired", [](const Question& q) { return q.use.now < q.session.expires_at; },
     ResultCode::kSessionExpired},
});

}  // namespace

std::string ClaimsText(const SignedSession& session) {
  array sources;
  for (const SignedSource& source : session.sources) {
    sources.push_back(object{{"id", source.access_point.ToString()}, {"oin", source.supplier.text()}});
  }
  const Bytes fingerprint = FromHex(session.target_certificate).value_or(Bytes());
  const object claims{
      {"iss", session.issuer},
      {"jti", session.id.ToString()},
      {"iat", session.issued_at.micros / kMicros},
      {"exp", session.expires_at.micros / kMicros},
      {"target", object{{"accessPoint", session.target.ToString()}, {"oin", session.target_supplier.text()}}},
      {"cnf", object{{"x5t#S256", crypto::Base64UrlEncode(fingerprint)}}},
      {"targetSector", WireName(session.target_sector)},
      {"source", object{{"brin", session.source.text()}, {"accessPoints", std::move(sources)}}},
      {"overdrachtsoort", dossier::WireName(session.kind)},
      {"key", object{{"blinding", crypto::Base64UrlEncode(session.blinding)},
                     {"digest", crypto::Base64UrlEncode(session.key)}}}};
  return boost::json::serialize(claims);
}

Result<SignedSession> ParseClaims(std::string_view text) {
  boost::system::error_code error;
  const value json = boost::json::parse(text, error);
  if (error) return Fail(ErrorCode::kInvalidArgument, "signed session: the claims are not JSON");
  return Read(json);
}

Result<std::string> SignSession(const SignedSession& session, const crypto::SigningKey& key) {
  const std::string claims = ClaimsText(session);
  RETURN_IF_ERROR(ParseClaims(claims));
  const object header{{"alg", "ES256"}, {"typ", kType}, {"kid", key.public_key().Thumbprint()}};
  return crypto::SignCompact(key, boost::json::serialize(header), AsBytes(claims));
}

Result<SignedSession> ReadSignedSession(std::string_view text, const crypto::FindKey& keys, Instant now) {
  ASSIGN_OR_RETURN(const crypto::VerifiedJws verified, crypto::VerifyCompact(text, keys, kMaxSignedSessionSize));
  if (!HasOurType(verified.header)) return Wrong("typ");
  ASSIGN_OR_RETURN(SignedSession session, ParseClaims(AsText(verified.payload)));
  if (session.issued_at > now.PlusSeconds(kClockSkewSeconds)) return Wrong("iat");
  return session;
}

std::optional<ResultCode> CheckSignedSession(const SignedSession& session, const SignedSessionUse& use) {
  const Question question{session, use};
  for (const Row& row : kConditions) {
    if (!row.test(question)) return row.otherwise;
  }
  return std::nullopt;
}

std::vector<SignedSessionCondition> ConditionsOfSignedSession() {
  std::vector<SignedSessionCondition> conditions;
  conditions.reserve(kConditions.size());
  for (const Row& row : kConditions) conditions.push_back({row.holds, row.otherwise});
  return conditions;
}

}  // namespace oso::exchange
