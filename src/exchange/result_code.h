// The result codes of the protocol: what one system answers another, and what a target reports when it closes a
// session. One table: wire name, rank, who can mend it. docs/choices.md says which are published and which are ours.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace oso::exchange {

enum class ResultCode : std::uint8_t {
  // Answers of a source to a document request.
  kTransferSucceeded,    // OverdrachtGeslaagd
  kNotNewer,             // GeenNieuwereLeerlinginfo: nothing collected after aanvraagdatum
  kVersionNotAvailable,  // DossierVersieNietBeschikbaar
  kNotInspected,         // LeerlinginfoNietOpvraagbaar: no inspection by the parents on record
  kNotAvailable,         // LeerlinginfoNietBeschikbaar: unknown pupil, not set ready, or not for this school
  // Answers of the centre to a session check.
  kSessionValid,              // SessieValide
  kSessionDiffers,            // SessieAfwijkend
  kUnknownAccessPoint,        // OnbekendAanleverpunt: the target's access point differs
  kWrongCertificate,          // ClientCertificaatOnjuist: this access point is not of this certificate's supplier
  kNoRelationWithTarget,      // GeenRelatieMetDoel: within one BRIN, but two BRINs
  kSessionAlreadyClosed,      // SessieReedsAfgemeld
  kSessionUnknown,            // SessieOnbekend
  kSessionExpired,            // SessieVerlopen
  kSourceUnknown,             // VerstrekkerNietBekend
  kSourceAccessPointUnknown,  // VerstrekkerAanleverpuntNietBekend
  // Answers of the centre to opening a session.
  kTargetAccessPointNotActive,  // OntvangerAanleverpuntNietActief
  kSourceNotActive,             // VerstrekkerNietActief: the source school has no active access point for this
  kKeyNotAccepted,              // SleutelOnjuist: not exactly one of zoeksleutel and koppelsleutel, or one never issued
  // Results that a target finds by itself.
  kSourceUnreachable,  // BronNietBereikbaar
  kDossierRefused,     // DossierOngeldig: what arrived is not a dossier that may be imported
  // Further answers of the centre: who may take part.
  kNoAgreement,      // GeenOvereenkomst: the school's board has no agreement in force for this
  kNoMandate,        // GeenMandaat: the board has not let this supplier act for the school
  kNotQualified,     // NietGekwalificeerd: the supplier's product is not qualified for this role and transfer
  kPurposeDiffers,   // DoelOnjuist: an access point of another purpose
  kTooManyRequests,  // TeVeelVerzoeken: over a limit; try again later
  // Notifications, feedback, registration.
  kNotificationReceived,  // NotificatieOntvangen
  kFeedbackReceived,      // TerugkoppelingOntvangen
  kRegistered,            // AanleverpuntGeregistreerd
  kRegistrationKeyWrong,  // RegistratiesleutelOnjuist: unknown, used, too old, or of another access point
  kSessionUsed,           // SessieReedsGebruikt: a signed session serves once at its source
};

struct ResultCodeInfo {
  ResultCode code;
  std::string_view wire_name;
  std::uint8_t rank;           // higher = nearer to a received dossier; "best result" of afmelding is the highest
  std::string_view who_mends;  // "parent", "source school", "target school", "supplier", "board", "nobody"
  std::string_view meaning;    // Dutch, for a school's administrator
};

std::span<const ResultCodeInfo> ResultCodes();  // every code once, in the order of the enum
const ResultCodeInfo& Info(ResultCode code);
std::string_view WireName(ResultCode code);
std::optional<ResultCode> ParseResultCode(std::string_view wire_name);

// The better of two; on a tie the later one (protocol: "ties: the last asked AP with that result").
ResultCode Better(ResultCode earlier, ResultCode later);

}  // namespace oso::exchange
