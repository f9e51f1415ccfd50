#include "wire/rest/problem.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace oso::wire::rest {
namespace {

using exchange::ResultCode;
using enum ResultCode;

constexpr int kRetrySeconds = 5;

// How a refusal looks, and what it means in English; its Dutch is the result code's own meaning. A status of 200: this
// code never refuses.
struct RefusalRow {
  ResultCode code;
  int status;
  std::string_view english;
};

constexpr std::array kRefusals = std::to_array<RefusalRow>({
    {kTransferSucceeded, 200, "The dossier was handed over."},
    {kNotNewer, 404, "There is no dossier that was collected after the date you gave."},
    {kVersionNotAvailable, 404, "The source school does not have the dossier in this version of the data set."},
    {kNotInspected, 409, "The source school has not yet recorded the inspection by the parents."},
    {kNotAvailable, 404, "The source school has no dossier of this pupil ready for your school."},
    {kSessionValid, 200, "The session is valid."},
    {kSessionDiffers, 409, "The facts differ from those with which the session was opened."},
    {kUnknownAccessPoint, 409, "The target's access point is not the one with which the session was opened."},
    {kWrongCertificate, 403, "The certificate is not of the supplier of this access point."},
    {kNoRelationWithTarget, 409, "Within a BRIN only systems of one institution can exchange."},
    {kSessionAlreadyClosed, 409, "The session was closed before."},
    {kSessionUnknown, 404, "The Traffic Center does not know this session."},
    {kSessionExpired, 409, "The session has expired; ask for the dossier again."},
    {kSourceUnknown, 404, "The source school is not known to OSO; check the BRIN."},
    {kSourceAccessPointUnknown, 404, "The source school's access point is not known, or not active."},
    {kTargetAccessPointNotActive, 409, "Your school's access point is not active."},
    {kSourceNotActive, 409, "The source school has no active access point for this transfer."},
    {kKeyNotAccepted, 409, "The search key or link key is wrong."},
    {kSourceUnreachable, 503, "The source school's system cannot be reached; try again later."},
    {kDossierRefused, 409, "The dossier that was received does not meet the demands and was not taken over."},
    {kNoAgreement, 403, "The board has no OSO agreement in force for this."},
    {kNoMandate, 403, "The board has not given this supplier a mandate for the school."},
    {kNotQualified, 403, "The system is not qualified for this role and this transfer."},
    {kPurposeDiffers, 409, "The access point has another purpose."},
    {kTooManyRequests, 429, "Too many requests were made; try again later."},
    {kNotificationReceived, 200, "The notification was received."},
    {kFeedbackReceived, 200, "The feedback was received."},
    {kRegistered, 200, "The access point is registered."},
    {kRegistrationKeyWrong, 403, "The registration key is wrong, expired or used; make a new one in Mijn OSO."},
    {kSessionUsed, 409, "The dossier was fetched with this session before; ask for it again."},
});

constexpr bool InEnumOrder() {
  for (std::size_t i = 0; i < kRefusals.size(); ++i) {
    if (static_cast<std::size_t>(kRefusals[i].code) != i) return false;
  }
  return static_cast<std::size_t>(kSessionUsed) + 1 == kRefusals.size();
}
static_assert(InEnumOrder());

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view dutch;
  std::string_view english;
};

constexpr std::string_view kDefectDutch = "Er is een storing in dit systeem; de beheerder kan deze verhelpen.";
constexpr std::string_view kDefectEnglish = "This system has a defect; its operator can mend it.";

constexpr std::array kErrors = std::to_array<ErrorRow>({
    {ErrorCode::kInvalidArgument, 400, "Het verzoek bevat een onjuiste waarde.", "A value in the request is wrong."},
    {ErrorCode::kMalformedXml, 400, "De inhoud is geen welgevormde XML.", "The content is not well-formed XML."},
    {ErrorCode::kForbiddenXml, 400, "De inhoud bevat XML die niet is toegestaan.",
     "The content holds XML that is not allowed."},
    {ErrorCode::kMalformedMessage, 400, "De inhoud is geen geldig JSON-object.",
     "The content is not a valid JSON object."},
    {ErrorCode::kUnknownOperation, 404, "Deze operatie bestaat niet op dit adres.", "There is no such operation here."},
    {ErrorCode::kTooLarge, 413, "Het verzoek is te groot.", "The request is too large."},
    {ErrorCode::kNotADossier, 400, "Het document is geen overstapdossier.", "The document is not a dossier."},
    {ErrorCode::kUnsupportedMedia, 415, "Dit type inhoud wordt niet ondersteund; gebruik application/json.",
     "This type of content is not supported; use application/json."},
    {ErrorCode::kUnauthenticated, 401, "Uw identiteit kan niet worden vastgesteld.",
     "Your identity cannot be established."},
    {ErrorCode::kForbidden, 403, "U bent hiertoe niet gerechtigd.", "You are not allowed to do this."},
    {ErrorCode::kUnavailable, 503, "Dit is tijdelijk niet mogelijk; probeer het later opnieuw.",
     "This is not possible at the moment; try again later."},
    {ErrorCode::kTimeout, 504, "Een systeem antwoordt niet op tijd; probeer het later opnieuw.",
     "A system does not answer in time; try again later."},
    {ErrorCode::kTooManyCalls, 429, "Er zijn te veel verzoeken gedaan; probeer het later opnieuw.",
     "Too many requests were made; try again later."},
    {ErrorCode::kNotFound, 404, "Het gevraagde bestaat niet.", "There is no such thing."},
    {ErrorCode::kAlreadyExists, 409, "Het gevraagde bestaat al met een andere inhoud.",
     "It exists already, and differs."},
    {ErrorCode::kConflict, 409, "Dit is in de huidige toestand niet mogelijk.",
     "The state it is in does not allow this."},
    {ErrorCode::kPeerRefused, 502, "Een ander systeem weigert de vraag die hiervoor nodig is.",
     "Another system refuses what this takes."},
    {ErrorCode::kConfiguration, 500, kDefectDutch, kDefectEnglish},
    {ErrorCode::kStorage, 503, "Dit is tijdelijk niet mogelijk; probeer het later opnieuw.",
     "This is not possible at the moment; try again later."},
    {ErrorCode::kCertificate, 500, kDefectDutch, kDefectEnglish},
    {ErrorCode::kInternal, 500, kDefectDutch, kDefectEnglish},
});

constexpr std::array kOfHttp = std::to_array<ProblemInfo>({
    {kMethodNotAllowed, 405, "Dit adres kent deze methode niet.", "This address does not know this method.", "caller"},
    {kNotAcceptable, 406, "Dit is er niet in een vorm die u aanneemt.", "This is not there in a form that you take.",
     "caller"},
    {kPreconditionFailed, 412, "Aan de voorwaarde van het verzoek is niet voldaan.",
     "The condition of the request does not hold.", "caller"},
});

std::vector<ProblemInfo> AllProblems() {
  std::vector<ProblemInfo> all;
  all.reserve(kErrors.size() + kOfHttp.size() + kRefusals.size());
  for (const ErrorRow& row : kErrors) {
    all.push_back({WireName(row.code), row.status, row.dutch, row.english, WhoActs(row.code)});
  }
  all.insert(all.end(), kOfHttp.begin(), kOfHttp.end());
  for (const RefusalRow& row : kRefusals) {
    const exchange::ResultCodeInfo& info = exchange::Info(row.code);
    if (row.status != 200) all.push_back({info.wire_name, row.status, info.meaning, row.english, info.who_mends});
  }
  return all;
}

// In the words of whoever reads it: who can do something about it.
std::string DetailOf(const ProblemInfo& info, Language language) {
  if (language == Language::kEnglish) return "Who can act on this: " + std::string(info.who) + ".";
  constexpr std::array kDutch = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"caller", "de aanroeper"},
      {"caller's supplier", "de leverancier van de aanroeper"},
      {"try again later", "niemand; probeer het later opnieuw"},
      {"see the state", "de aanroeper, die de huidige toestand opvraagt"},
      {"operator", "de beheerder van het Traffic Center"},
      {"developer", "de ontwikkelaar van het Traffic Center"},
      {"parent", "de ouder"},
      {"source school", "de bronschool"},
      {"target school", "de doelschool"},
      {"supplier", "de leverancier"},
      {"board", "het schoolbestuur"},
      {"nobody", "niemand"},
  });
  const auto* found = std::ranges::find(kDutch, info.who, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view who = found == kDutch.end() ? info.who : found->second;
  return "Wie dit kan verhelpen: " + std::string(who) + ".";
}

}  // namespace

std::span<const ProblemInfo> Problems() {
  static const std::vector<ProblemInfo> all = AllProblems();
  return all;
}

const ProblemInfo* FindProblem(std::string_view code) {
  const auto found = std::ranges::find(Problems(), code, &ProblemInfo::code);
  return found == Problems().end() ? nullptr : &*found;
}

std::string ProblemText(const Problem& problem, Language language, std::string_view request_id) {
  const ProblemInfo* known = FindProblem(problem.code);
  const ProblemInfo& info = known == nullptr ? *FindProblem(WireName(ErrorCode::kInternal)) : *known;
  boost::json::object json{{"type", "/v1/problems/" + std::string(info.code)},
                           {"title", language == Language::kEnglish ? info.english : info.title},
                           {"status", info.status},
                           {"detail", DetailOf(info, language)},
                           {"code", info.code},
                           {"whoActs", info.who}};
  if (!request_id.empty()) json["requestId"] = request_id;
  if (!problem.invalid.empty()) {
    boost::json::array parts;
    for (const InvalidPart& part : problem.invalid) {
      parts.push_back(boost::json::object{{"in", part.in}, {"place", part.place}, {"reason", part.reason}});
    }
    json["invalid"] = std::move(parts);
  }
  return boost::json::serialize(json);
}

http::Response ProblemResponse(const Problem& problem, Language language, std::string_view request_id) {
  const ProblemInfo* known = FindProblem(problem.code);
  const int status = known == nullptr ? 500 : known->status;
  http::Response response{.status = status,
                          .headers = {{"Content-Type", "application/problem+json"},
                                      {"Content-Language", language == Language::kEnglish ? "en" : "nl"}},
                          .body = ProblemText(problem, language, request_id)};
  if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", std::to_string(kRetrySeconds));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"oso-portal\"");
  return response;
}

}  // namespace oso::wire::rest
