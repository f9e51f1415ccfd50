// Signed notes (c2sp.org/signed-note) and cosignatures (c2sp.org/tlog-cosignature), both with Ed25519: a text, an empty
// line, and a line for each signature: an em dash, the key's name, and in Base64 the key's id and the signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "crypto/signing_key.h"

namespace oso::audit {

inline constexpr std::size_t kMaxNote = 65'536;  // bytes
inline constexpr std::size_t kMaxNoteSignatures = 64;

enum class NoteKeyType : std::uint8_t {
  kEd25519 = 0x01,      // signs the text as it is: a log
  kCosignature = 0x04,  // signs the text and a time (cosignature/v1): a witness
};

// Whom to believe: a name, and a public key for one type of signature. A value; any thread.
class NoteVerifier {
 public:
  // A name is not empty and has neither white space (of Unicode) nor '+' nor control characters; at most 255 bytes.
  // kInvalidArgument, also for a key that is not Ed25519.
  static Result<NoteVerifier> Create(std::string name, NoteKeyType type, crypto::VerifyingKey key);
  // The key as it is published: name+id+key, with the id in eight hexadecimal digits and in Base64 the type's byte and
  // the 32 bytes of the key. kInvalidArgument: not this, another type, or the id of another key.
  static Result<NoteVerifier> Parse(std::string_view text);
  std::string ToString() const;

  const std::string& name() const { return name_; }
  NoteKeyType type() const { return type_; }
  std::uint32_t id() const { return id_; }  // the first four bytes of SHA-256(name || 0x0A || type || key)
  const crypto::VerifyingKey& key() const { return key_; }

 private:
  NoteVerifier(std::string name, NoteKeyType type, crypto::VerifyingKey key);
  std::string name_;
  NoteKeyType type_;
  std::uint32_t id_;
  crypto::VerifyingKey key_;
};

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  Bytes bytes;  // after the id

  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends with a line end
  std::vector<NoteSignature> signatures;
};

// kTooLarge, kInvalidArgument: not a note. Every text that is read is the one that ToString gives for what was read.
Result<Note> ParseNote(std::string_view text);
std::string ToString(const Note& note);

// A name and its private key. A value; any thread.
class NoteSigner {
 public:
  // As NoteVerifier::Create.
  static Result<NoteSigner> Create(std::string name, NoteKeyType type, crypto::SigningKey key);
  const NoteVerifier& verifier() const { return verifier_; }
  // `now` counts for a cosignature only, in whole seconds; it is after 1970-01-01T00:00:00Z.
  NoteSignature Sign(std::string_view text, Instant now) const;

 private:
  NoteSigner(NoteVerifier verifier, crypto::SigningKey key);
  NoteVerifier verifier_;
  crypto::SigningKey key_;
};

// What this key signed in the note: the cosignature's time, or for a log's own signature an Instant{}. kNotFound: no
// signature of this key; kUnauthenticated: one that is wrong, so that the whole note is not to be believed.
Result<Instant> VerifySignature(const Note& note, const NoteVerifier& verifier);

}  // namespace oso::audit
