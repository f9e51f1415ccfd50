// The identifiers of the field, each its own type: one made from text is valid, and none can stand for another.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"

namespace oso {

// BRIN4, the number of an institution: two digits and two capital letters ("00YY"; data set: [0-9][0-9][A-Z][A-Z]).
class Brin {
 public:
  static Result<Brin> Parse(std::string_view text);  // kInvalidArgument
  std::string_view text() const { return {text_.data(), text_.size()}; }
  auto operator<=>(const Brin&) const = default;

 private:
  std::array<char, 4> text_{};
};

// OIN, the organisation identification number of Digikoppeling: 20 digits, in the certificate's subject.serialNumber.
class Oin {
 public:
  static Result<Oin> Parse(std::string_view text);  // kInvalidArgument
  std::string_view text() const { return {text_.data(), text_.size()}; }
  auto operator<=>(const Oin&) const = default;

 private:
  std::array<char, 20> text_{};
};

// An access point (aanleverpunt, AP): one system of one school, "00YY/1". The index is 0 to 9999.
struct AccessPointId {
  Brin brin;
  std::uint16_t index = 0;

  static Result<AccessPointId> Parse(std::string_view text);  // "00YY/1"; kInvalidArgument
  std::string ToString() const;
  auto operator<=>(const AccessPointId&) const = default;
};

// The index alone, as it stands in messages: "0" to "9999", no sign, no leading zeros. Error: kInvalidArgument.
Result<std::uint16_t> ParseAccessPointIndex(std::string_view text);

// UUID, RFC 9562. Text is lower case; reading takes either case.
class Uuid {
 public:
  static Uuid NewV4(Random& random);                 // 122 random bits: cannot be guessed
  static Uuid NewV7(Instant now, Random& random);    // in the order of time, to the millisecond; then 74 random bits
  static Uuid FirstV7(Instant now);                  // not above any that NewV7 makes from then on
  static Result<Uuid> Parse(std::string_view text);  // kInvalidArgument
  std::string ToString() const;
  auto operator<=>(const Uuid&) const = default;
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

// Tags keep one kind of id from being taken for another.
template <class Tag>
struct TaggedUuid {
  Uuid uuid;

  static TaggedUuid New(Random& random) { return {Uuid::NewV4(random)}; }
  static TaggedUuid NewAt(Instant now, Random& random) { return {Uuid::NewV7(now, random)}; }
  static TaggedUuid FirstAt(Instant now) { return {Uuid::FirstV7(now)}; }
  static Result<TaggedUuid> Parse(std::string_view text) {
    ASSIGN_OR_RETURN(Uuid uuid, Uuid::Parse(text));
    return TaggedUuid{uuid};
  }
  std::string ToString() const { return uuid.ToString(); }
  auto operator<=>(const TaggedUuid&) const = default;
};

using SessionId = TaggedUuid<struct SessionTag>;    // sessieId: the centre's permission to fetch one dossier
using DossierId = TaggedUuid<struct DossierTag>;    // one composed version of one dossier at its source
using DocumentId = TaggedUuid<struct DocumentTag>;  // the bytes of one dossier in a document store
using IntakeId = TaggedUuid<struct IntakeTag>;      // one dossier that a target asked for, from asking to confirming

}  // namespace oso
