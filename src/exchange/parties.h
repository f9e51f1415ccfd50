// Who takes part: boards, schools, suppliers and their access points, as the register of the centre knows them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"

namespace oso::exchange {

// Sector of a school, as sessiecontrole tells the source. Wire names "PO", "SO", "VO", "VSO", "SWV".
enum class Sector { kPrimary, kSpecial, kSecondary, kSpecialSecondary, kPartnership };

// doel of an access point: "OV" (overstap: between schools and within one BRIN) or "PaO" (passend onderwijs: to a SWV).
enum class Purpose { kTransfer, kInclusiveEducation };

enum class AccessPointState { kInactive, kActive };

struct Board {
  std::string number;  // bevoegd gezag nummer: 5 digits
  std::string name;
};

struct School {
  Brin brin;
  std::string name;
  Sector sector = Sector::kPrimary;
  std::string board;  // its number
};

// One certificate, many access points: the OIN in the certificate's subject.serialNumber is who a system is.
struct Supplier {
  Oin oin;
  std::string name;
};

struct AccessPoint {
  AccessPointId id;
  Purpose purpose = Purpose::kTransfer;
  Sector sector = Sector::kPrimary;
  Oin supplier;
  std::string url;  // https://host[:port]/path, where this system answers documentRequest
  AccessPointState state = AccessPointState::kInactive;
};

std::string_view WireName(Sector sector);
std::string_view WireName(Purpose purpose);
std::string_view WireName(AccessPointState state);  // "inactive", "active"
std::optional<Sector> ParseSector(std::string_view text);
std::optional<Purpose> ParsePurpose(std::string_view text);
std::optional<AccessPointState> ParseAccessPointState(std::string_view text);

}  // namespace oso::exchange
