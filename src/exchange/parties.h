// Who takes part, as the register of the centre knows them: boards, schools, suppliers, access points, and what binds
// them: agreements, mandates, qualifications. Values; register.h puts them together, register_json.h writes them down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "dossier/vocabulary.h"

namespace oso::exchange {

// Sector of a school, as sessiecontrole tells the source. Wire names "PO", "SO", "VO", "VSO", "SWV".
enum class Sector { kPrimary, kSpecial, kSecondary, kSpecialSecondary, kPartnership };

// doel of an access point: "OV" (overstap: between schools and within one BRIN) or "PaO" (passend onderwijs: to a SWV).
enum class Purpose { kTransfer, kInclusiveEducation };

// The way in of an access point (docs/connecting.md). Only an active one exchanges dossiers of pupils; from registered
// on it may exchange with the test school.
enum class AccessPointState {
  kAnnounced,   // the school has made it; no system answers yet
  kRegistered,  // its supplier's system has put its address there, with the one-time key
  kTested,      // a dossier of the test school was exchanged with it
  kQualified,   // the operator has qualified the school with it
  kActive,
  kPaused,
  kLeft,  // for good; its index is not used again
};

// What a system at an access point speaks. "soap-17", "soap-18", "soap-21", "rest-1".
enum class Protocol { kSoap17, kSoap18, kSoap21, kRest1 };

// What a supplier's product may be in an exchange. "bron", "doel".
enum class Role { kSource, kTarget };

struct Board {
  std::string number;  // bevoegd gezag nummer: 5 digits
  std::string name;
  bool operator==(const Board&) const = default;
};

struct Address {
  std::string street = {};
  std::string house_number = {};  // with its addition
  std::string postcode = {};      // "1234 AB"
  std::string town = {};
  std::string municipality = {};
  std::string province = {};
  bool operator==(const Address&) const = default;
};

// A branch (vestiging) of a school.
struct Branch {
  std::string code = {};  // BRIN and two digits: "01AA00"
  std::string name = {};
  Address address = {};
  std::string denomination = {};
  std::string phone = {};
  std::string website = {};
  bool operator==(const Branch&) const = default;
};

// A school closed, or taken up in another.
struct SchoolEnd {
  Instant at;
  std::optional<Brin> into = {};  // a merger: the school that took it up
  bool operator==(const SchoolEnd&) const = default;
};

struct School {
  Brin brin;
  std::string name;
  Sector sector = Sector::kPrimary;
  std::string board;                    // its number
  std::vector<Branch> branches = {};    // by code
  std::optional<SchoolEnd> ended = {};  // none: it is there
  bool operator==(const School&) const = default;
};

// One certificate, many access points: the OIN in the certificate's subject.serialNumber is who a system is.
struct Supplier {
  Oin oin;
  std::string name;
  std::vector<std::string> products = {};
  bool blocked = false;  // the operator let it out: no call of its systems is let in
  bool operator==(const Supplier&) const = default;
};

// A certificate of a supplier that the register knows of. Others of the same OIN are let in too: the authority vouches
// for them. One that is withdrawn here is refused at once, before any revocation list says so.
struct SupplierCertificate {
  std::string fingerprint;  // SHA-256 of the DER, lower-case hexadecimal
  Oin supplier;
  Instant not_after;
  bool withdrawn = false;
  bool operator==(const SupplierCertificate&) const = default;
};

// What a school says of an access point that it makes for one of its systems.
struct Announcement {
  Brin school;
  std::optional<std::uint16_t> index = {};  // absent: the lowest that was never used
  Purpose purpose = Purpose::kTransfer;
  Oin supplier;
  std::optional<std::uint16_t> replaces = {};  // is left when this one becomes active (moving to another supplier)
};

struct AccessPoint {
  AccessPointId id;
  Purpose purpose = Purpose::kTransfer;
  Sector sector = Sector::kPrimary;
  Oin supplier;
  std::string url = {};  // https://host[:port]/path, where this system answers documentRequest; "" until registered
  std::string notification_url = {};                   // where it takes notifications and feedback; "": at `url`
  std::vector<dossier::DataSetVersion> versions = {};  // that it can take in; empty: not said
  std::vector<Protocol> protocols = {};                // that it answers in; empty: soap-17
  AccessPointState state = AccessPointState::kAnnounced;
  std::optional<std::uint16_t> replaces = {};  // the index of the one that is left when this one becomes active
  bool operator==(const AccessPoint&) const = default;

  bool Speaks(Protocol protocol) const;
  const std::string& NotificationUrl() const { return notification_url.empty() ? url : notification_url; }
};

// The board has signed the OSO agreement: one for all its schools.
struct Agreement {
  std::string board;
  std::string signed_by;  // function and name of who signed, as the board gave it
  Instant signed_at;
  std::string version;        // of the text that was signed: "2017"
  bool partnerships = false;  // the extension "OSO voor SWV"
  std::optional<Instant> ended = {};
  bool operator==(const Agreement&) const = default;
};

// The board lets a supplier act for one school and purpose.
struct Mandate {
  std::string board;
  Oin supplier;
  Brin school;
  Purpose purpose = Purpose::kTransfer;
  Instant from;
  std::optional<Instant> until = {};  // also what revoking sets
  bool operator==(const Mandate&) const = default;
};

// A supplier's product has shown that it can play a role with a profile in a version of the data set.
struct Qualification {
  Oin supplier;
  std::string product;
  Role role = Role::kSource;
  dossier::Profile profile = dossier::Profile::kPovo;
  dossier::DataSetVersion version = dossier::DataSetVersion::k2016_1;
  Instant from;
  std::optional<Instant> until = {};
  bool operator==(const Qualification&) const = default;
};

// The key with which a supplier's system registers an access point: shown once, used once. Of the key itself only this
// is kept.
struct RegistrationKey {
  AccessPointId access_point;
  std::string digest;  // SHA-256, lower-case hexadecimal
  Instant expires_at;
  std::optional<Instant> used_at = {};
  bool operator==(const RegistrationKey&) const = default;
};

std::string_view WireName(Sector sector);
std::string_view WireName(Purpose purpose);
std::string_view WireName(AccessPointState state);  // "announced", "registered", "tested", "qualified", ...
std::string_view WireName(Protocol protocol);
std::string_view WireName(Role role);
std::optional<Sector> ParseSector(std::string_view text);
std::optional<Purpose> ParsePurpose(std::string_view text);
std::optional<AccessPointState> ParseAccessPointState(std::string_view text);
std::optional<Protocol> ParseProtocol(std::string_view text);
std::optional<Role> ParseRole(std::string_view text);

}  // namespace oso::exchange
