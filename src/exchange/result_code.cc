#include "exchange/result_code.h"

#include <algorithm>
#include <array>

namespace oso::exchange {
namespace {

using enum ResultCode;

constexpr std::array kTable = std::to_array<ResultCodeInfo>({
    {kTransferSucceeded, "OverdrachtGeslaagd", 100, "nobody", "Het dossier is overgedragen."},
    {kNotNewer, "GeenNieuwereLeerlinginfo", 80, "nobody", "Er is geen dossier dat na uw aanvraagdatum is verzameld."},
    {kVersionNotAvailable, "DossierVersieNietBeschikbaar", 70, "supplier",
     "De bronschool heeft het dossier niet in de gevraagde versie van de gegevensset."},
    {kNotInspected, "LeerlinginfoNietOpvraagbaar", 60, "source school",
     "De bronschool heeft de inzage door de ouders nog niet vastgelegd."},
    {kNotAvailable, "LeerlinginfoNietBeschikbaar", 50, "source school",
     "De bronschool heeft voor deze leerling geen dossier voor uw school klaargezet."},
    {kSessionValid, "SessieValide", 0, "nobody", "De sessie is geldig."},
    {kSessionDiffers, "SessieAfwijkend", 20, "supplier", "De gegevens wijken af van die waarmee de sessie is geopend."},
    {kUnknownAccessPoint, "OnbekendAanleverpunt", 20, "supplier",
     "Het aanleverpunt van de doelschool is niet dat waarmee de sessie is geopend."},
    {kWrongCertificate, "ClientCertificaatOnjuist", 10, "supplier",
     "Het certificaat hoort niet bij de leverancier van dit aanleverpunt."},
    {kNoRelationWithTarget, "GeenRelatieMetDoel", 20, "supplier",
     "Een overdracht binnen een BRIN is alleen mogelijk tussen systemen van dezelfde instelling."},
    {kSessionAlreadyClosed, "SessieReedsAfgemeld", 20, "nobody", "De sessie is al afgemeld."},
    {kSessionUnknown, "SessieOnbekend", 20, "supplier", "Het Traffic Center kent deze sessie niet."},
    {kSessionExpired, "SessieVerlopen", 20, "target school", "De sessie is verlopen; vraag het dossier opnieuw op."},
    {kSourceUnknown, "VerstrekkerNietBekend", 15, "target school",
     "De bronschool is niet bekend bij OSO; controleer de BRIN."},
    {kSourceAccessPointUnknown, "VerstrekkerAanleverpuntNietBekend", 15, "supplier",
     "Het aanleverpunt van de bronschool is niet bekend of niet actief."},
    {kTargetAccessPointNotActive, "OntvangerAanleverpuntNietActief", 15, "supplier",
     "Het aanleverpunt van uw school is niet actief."},
    {kSourceNotActive, "VerstrekkerNietActief", 15, "source school",
     "De bronschool heeft geen actief aanleverpunt voor deze overdracht."},
    {kKeyNotAccepted, "SleutelOnjuist", 15, "supplier", "De zoeksleutel of koppelsleutel is onjuist."},
    {kSourceUnreachable, "BronNietBereikbaar", 30, "supplier",
     "Het systeem van de bronschool is niet bereikbaar; probeer het later opnieuw."},
    {kDossierRefused, "DossierOngeldig", 40, "source school",
     "Het ontvangen dossier voldoet niet aan de eisen en is niet overgenomen."},
    {kNoAgreement, "GeenOvereenkomst", 15, "board", "Het schoolbestuur heeft hiervoor geen geldige OSO-overeenkomst."},
    {kNoMandate, "GeenMandaat", 15, "board",
     "Het schoolbestuur heeft deze leverancier niet gemachtigd voor de school."},
    {kNotQualified, "NietGekwalificeerd", 15, "supplier",
     "Het systeem is niet gekwalificeerd voor deze rol en deze overstap."},
    {kPurposeDiffers, "DoelOnjuist", 15, "supplier", "Het aanleverpunt heeft een ander doel."},
    {kTooManyRequests, "TeVeelVerzoeken", 25, "target school",
     "Er zijn te veel verzoeken gedaan; probeer het later opnieuw."},
    {kNotificationReceived, "NotificatieOntvangen", 0, "nobody", "De notificatie is ontvangen."},
    {kFeedbackReceived, "TerugkoppelingOntvangen", 0, "nobody", "De terugkoppeling is ontvangen."},
    {kRegistered, "AanleverpuntGeregistreerd", 0, "nobody", "Het aanleverpunt is geregistreerd."},
    {kRegistrationKeyWrong, "RegistratiesleutelOnjuist", 15, "source school",
     "De registratiesleutel is onjuist, verlopen of al gebruikt; maak in Mijn OSO een nieuwe."},
    {kSessionUsed, "SessieReedsGebruikt", 20, "target school",
     "Met deze sessie is het dossier al opgehaald; vraag het opnieuw op."},
});

// The table is indexed by the enum, so it must list every code in its order.
constexpr bool InEnumOrder() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].code) != i) return false;
  }
  return static_cast<std::size_t>(kSessionUsed) + 1 == kTable.size();
}
static_assert(InEnumOrder());

}  // namespace

std::span<const ResultCodeInfo> ResultCodes() { return kTable; }

const ResultCodeInfo& Info(ResultCode code) { return kTable[static_cast<std::size_t>(code)]; }

std::string_view WireName(ResultCode code) { return Info(code).wire_name; }

std::optional<ResultCode> ParseResultCode(std::string_view wire_name) {
  const auto* found = std::ranges::find(kTable, wire_name, &ResultCodeInfo::wire_name);
  if (found == kTable.end()) return std::nullopt;
  return found->code;
}

ResultCode Better(ResultCode earlier, ResultCode later) {
  return Info(earlier).rank > Info(later).rank ? earlier : later;
}

}  // namespace oso::exchange
