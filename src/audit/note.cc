#include "audit/note.h"

#include <algorithm>

#include "audit/utf8.h"
#include "crypto/digest.h"

namespace oso::audit {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kIdSize = 4;
constexpr std::size_t kTimeSize = 8;

Error Refuse(std::string_view why) { return Fail(ErrorCode::kInvalidArgument, std::string(why)); }

// Unicode's White_Space, which a name must not have.
bool IsSpace(char32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool IsName(std::string_view name) {
  if (name.empty() || name.size() > kMaxName) return false;
  while (const auto c = TakeCharacter(name)) {
    if (*c < 0x20 || *c == '+' || IsSpace(*c)) return false;
  }
  return name.empty();
}

template <class Number>
Bytes BigEndian(Number number) {
  Bytes bytes(sizeof number);
  for (std::size_t i = bytes.size(); i-- > 0; number = static_cast<Number>(number >> 8U)) {
    bytes[i] = static_cast<std::uint8_t>(number);
  }
  return bytes;
}

std::uint64_t FromBigEndian(ByteView bytes) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8U | byte;
  return number;
}

Bytes TypedKey(NoteKeyType type, const crypto::VerifyingKey& key) {
  Bytes bytes{static_cast<std::uint8_t>(type)};
  bytes.insert(bytes.end(), key.raw().begin(), key.raw().end());
  return bytes;
}

// Base64 of one text only: that of the standard, with padding and nothing between.
Result<Bytes> DecodeStrictly(std::string_view text) {
  ASSIGN_OR_RETURN(Bytes bytes, crypto::Base64Decode(text));
  if (crypto::Base64Encode(bytes) != text) return Refuse("base64: white space");
  return bytes;
}

std::string CosignedText(std::string_view text, std::uint64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + '\n' + std::string(text);
}

Result<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kDash)) return Refuse("note: a line below the text is not a signature");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == line.npos || !IsName(line.substr(0, space))) return Refuse("note: a signature without a key's name");
  ASSIGN_OR_RETURN(const Bytes bytes, DecodeStrictly(line.substr(space + 1)));
  if (bytes.size() <= kIdSize) return Refuse("note: a signature that is too short");
  return NoteSignature{std::string(line.substr(0, space)),
                       static_cast<std::uint32_t>(FromBigEndian(ByteView(bytes).first(kIdSize))),
                       Bytes(bytes.begin() + kIdSize, bytes.end())};
}

bool IsNoteText(std::string_view text) {
  while (const auto c = TakeCharacter(text)) {
    if (*c < 0x20 && *c != '\n') return false;
  }
  return text.empty();
}

}  // namespace

NoteVerifier::NoteVerifier(std::string name, NoteKeyType type, crypto::VerifyingKey key)
    : name_(std::move(name)), type_(type), id_(0), key_(std::move(key)) {
  const crypto::Sha256Digest digest = crypto::Sha256(AsBytes(name_ + '\n'), TypedKey(type_, key_));
  id_ = static_cast<std::uint32_t>(FromBigEndian(ByteView(digest).first(kIdSize)));
}

Result<NoteVerifier> NoteVerifier::Create(std::string name, NoteKeyType type, crypto::VerifyingKey key) {
  if (!IsName(name)) return Refuse("note key: a name has no white space, '+' or control characters");
  if (key.algorithm() != crypto::SignatureAlgorithm::kEd25519) return Refuse("note key: not an Ed25519 key");
  return NoteVerifier(std::move(name), type, std::move(key));
}

Result<NoteVerifier> NoteVerifier::Parse(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return Refuse("note key: not name+id+key");
  ASSIGN_OR_RETURN(const Bytes typed, DecodeStrictly(text.substr(second + 1)));
  if (typed.empty() || (typed[0] != static_cast<std::uint8_t>(NoteKeyType::kEd25519) &&
                        typed[0] != static_cast<std::uint8_t>(NoteKeyType::kCosignature))) {
    return Refuse("note key: neither of type 1 (Ed25519) nor 4 (cosignature)");
  }
  ASSIGN_OR_RETURN(auto key,
                   crypto::VerifyingKey::FromRaw(crypto::SignatureAlgorithm::kEd25519, ByteView(typed).subspan(1)));
  ASSIGN_OR_RETURN(NoteVerifier verifier,
                   Create(std::string(text.substr(0, first)), NoteKeyType{typed[0]}, std::move(key)));
  if (verifier.ToString() != text) return Refuse("note key: the id is that of another key");
  return verifier;
}

std::string NoteVerifier::ToString() const {
  return name_ + '+' + ToHex(BigEndian(id_)) + '+' + crypto::Base64Encode(TypedKey(type_, key_));
}

Result<Note> ParseNote(std::string_view text) {
  if (text.size() > kMaxNote) return Fail(ErrorCode::kTooLarge, "note: more than " + std::to_string(kMaxNote));
  if (!IsNoteText(text)) return Refuse("note: not UTF-8, or control characters");
  const std::size_t end = text.rfind("\n\n");
  if (end == text.npos) return Refuse("note: no empty line between text and signatures");
  Note note{std::string(text.substr(0, end + 1)), {}};
  std::string_view rest = text.substr(end + 2);
  while (!rest.empty()) {
    const std::size_t line = rest.find('\n');
    if (line == rest.npos) return Refuse("note: the last line does not end");
    if (note.signatures.size() == kMaxNoteSignatures) return Fail(ErrorCode::kTooLarge, "note: too many signatures");
    ASSIGN_OR_RETURN(NoteSignature signature, ParseSignature(rest.substr(0, line)));
    note.signatures.push_back(std::move(signature));
    rest.remove_prefix(line + 1);
  }
  if (note.signatures.empty()) return Refuse("note: no signature");
  return note;
}

std::string ToString(const Note& note) {
  std::string text = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    Bytes bytes = BigEndian(signature.id);
    bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
    text += std::string(kDash) + signature.name + ' ' + crypto::Base64Encode(bytes) + '\n';
  }
  return text;
}

NoteSigner::NoteSigner(NoteVerifier verifier, crypto::SigningKey key)
    : verifier_(std::move(verifier)), key_(std::move(key)) {}

Result<NoteSigner> NoteSigner::Create(std::string name, NoteKeyType type, crypto::SigningKey key) {
  ASSIGN_OR_RETURN(NoteVerifier verifier, NoteVerifier::Create(std::move(name), type, key.public_key()));
  return NoteSigner(std::move(verifier), std::move(key));
}

NoteSignature NoteSigner::Sign(std::string_view text, Instant now) const {
  NoteSignature signature{verifier_.name(), verifier_.id(), {}};
  std::string signed_text(text);
  if (verifier_.type() == NoteKeyType::kCosignature) {
    const auto seconds = static_cast<std::uint64_t>(now.micros / 1'000'000);
    signature.bytes = BigEndian(seconds);
    signed_text = CosignedText(text, seconds);
  }
  const crypto::Signature made = key_.Sign(AsBytes(signed_text));
  signature.bytes.insert(signature.bytes.end(), made.begin(), made.end());
  return signature;
}

Result<Instant> VerifySignature(const Note& note, const NoteVerifier& verifier) {
  constexpr std::uint64_t kMaxSeconds = 253'402'300'799;  // the end of the year 9999
  std::optional<Instant> when;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != verifier.name() || signature.id != verifier.id()) continue;
    const Error wrong = Fail(ErrorCode::kUnauthenticated, "note: the signature of " + verifier.name() + " is wrong");
    ByteView bytes = signature.bytes;
    std::string signed_text = note.text;
    Instant at;
    if (verifier.type() == NoteKeyType::kCosignature) {
      if (bytes.size() < kTimeSize) return wrong;
      const std::uint64_t seconds = FromBigEndian(bytes.first(kTimeSize));
      if (seconds == 0 || seconds > kMaxSeconds) return wrong;
      at = Instant{}.PlusSeconds(static_cast<std::int64_t>(seconds));
      signed_text = CosignedText(note.text, seconds);
      bytes = bytes.subspan(kTimeSize);
    }
    if (!verifier.key().Verify(AsBytes(signed_text), bytes)) return wrong;
    when = std::max(when.value_or(at), at);
  }
  if (!when) return Fail(ErrorCode::kNotFound, "note: no signature of " + verifier.name());
  return *when;
}

}  // namespace oso::audit
