// Agreements, mandates and qualifications: what binds the parties.
#include <boost/json.hpp>

#include "app/center/commands.h"
#include "exchange/register_json.h"

namespace oso::app {
namespace {

// "": now.
Result<Instant> MomentOr(const Clock& clock, const std::string& text) {
  if (text.empty()) return clock.Now();
  return ParseDateTime(text);
}

template <class T>
Result<T> Known(std::string_view what, std::optional<T> word, std::string_view allowed) {
  if (word) return *word;
  return Fail(ErrorCode::kInvalidArgument, std::string(what).append(" must be one of ").append(allowed));
}

// As the command names it, for the board that the school is of now.
Result<exchange::Mandate> ReadMandate(const CenterCommand& command, const MandateTexts& texts) {
  exchange::Mandate mandate;
  ASSIGN_OR_RETURN(mandate.supplier, Oin::Parse(texts.supplier));
  ASSIGN_OR_RETURN(mandate.school, Brin::Parse(texts.school));
  ASSIGN_OR_RETURN(mandate.purpose, Known("purpose", exchange::ParsePurpose(texts.purpose), "OV, PaO"));
  ASSIGN_OR_RETURN(mandate.from, MomentOr(command.parts.clock, texts.from));
  if (!texts.until.empty()) {
    ASSIGN_OR_RETURN(mandate.until, ParseDateTime(texts.until));
  }
  const std::shared_ptr<const exchange::Register> registry = command.parts.registry.Now();
  const exchange::School* school = registry->FindSchool(mandate.school);
  if (school == nullptr) return Fail(ErrorCode::kNotFound, "no school " + texts.school + " in the register");
  mandate.board = school->board;
  return mandate;
}

Result<exchange::Qualification> ReadQualification(const CenterCommand& command, const QualificationTexts& texts) {
  exchange::Qualification qualification{.supplier = {}, .product = texts.product, .from = command.parts.clock.Now()};
  ASSIGN_OR_RETURN(qualification.supplier, Oin::Parse(texts.supplier));
  ASSIGN_OR_RETURN(qualification.role, Known("role", exchange::ParseRole(texts.role), "bron, doel"));
  ASSIGN_OR_RETURN(qualification.profile,
                   Known("profile", dossier::ParseProfile(texts.profile), "POPO, POVO, VOVO, POSWV, VOSWV"));
  ASSIGN_OR_RETURN(qualification.version,
                   Known("version", dossier::ParseDataSetVersion(texts.version), "2016.1, 2017.1, 2018.1, 2019.1"));
  return qualification;
}

// What the register has of it now.
Status PrintKept(const CenterCommand& command, const exchange::RegisterEntry& like) {
  return ShowEntry(command, std::string(exchange::KindOf(like)), exchange::KeyOf(like));
}

}  // namespace

Status SignAgreement(const CenterCommand& command, const AgreementTexts& texts) {
  exchange::Agreement agreement{.board = texts.board,
                                .signed_by = texts.signed_by,
                                .signed_at = {},
                                .version = texts.version,
                                .partnerships = texts.partnerships};
  ASSIGN_OR_RETURN(agreement.signed_at, MomentOr(command.parts.clock, texts.at));
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.connect.SignAgreement(command.actor, command.why, agreement)));
  return PrintKept(command, agreement);
}

Status EndAgreement(const CenterCommand& command, const std::string& board) {
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.connect.EndAgreement(command.actor, command.why, board)));
  return ShowEntry(command, "agreement", board);
}

Status GiveMandate(const CenterCommand& command, const MandateTexts& texts) {
  ASSIGN_OR_RETURN(const exchange::Mandate mandate, ReadMandate(command, texts));
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.connect.GiveMandate(command.actor, command.why, mandate)));
  return PrintKept(command, mandate);
}

Status RevokeMandate(const CenterCommand& command, const MandateTexts& texts) {
  ASSIGN_OR_RETURN(const exchange::Mandate mandate, ReadMandate(command, texts));
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.connect.RevokeMandate(
      command.actor, command.why, mandate.supplier, mandate.school, mandate.purpose)));
  return PrintKept(command, mandate);
}

Status AddQualification(const CenterCommand& command, const QualificationTexts& texts) {
  ASSIGN_OR_RETURN(const exchange::Qualification qualification, ReadQualification(command, texts));
  return EnterEntry(command, qualification);
}

Status EndQualification(const CenterCommand& command, const QualificationTexts& texts) {
  ASSIGN_OR_RETURN(const exchange::Qualification qualification, ReadQualification(command, texts));
  RETURN_IF_ERROR(
      command.parts.loops.Run(command.parts.connect.EndQualification(command.actor, command.why, qualification)));
  return PrintKept(command, qualification);
}

Status AnnounceAccessPoint(const CenterCommand& command, const AnnouncementTexts& texts) {
  exchange::Announcement announcement{.school = {}, .index = texts.index, .supplier = {}, .replaces = texts.replaces};
  ASSIGN_OR_RETURN(announcement.school, Brin::Parse(texts.school));
  ASSIGN_OR_RETURN(announcement.supplier, Oin::Parse(texts.supplier));
  ASSIGN_OR_RETURN(announcement.purpose, Known("purpose", exchange::ParsePurpose(texts.purpose), "OV, PaO"));
  ASSIGN_OR_RETURN(const AccessPointId id,
                   command.parts.loops.Run(command.parts.connect.Announce(command.actor, command.why, announcement)));
  return ShowEntry(command, "access-point", id.ToString());
}

Status IssueKey(const CenterCommand& command, const std::string& ap) {
  ASSIGN_OR_RETURN(const AccessPointId id, AccessPointId::Parse(ap));
  ASSIGN_OR_RETURN(const std::string key,
                   command.parts.loops.Run(command.parts.connect.IssueRegistrationKey(command.actor, command.why, id)));
  const std::shared_ptr<const exchange::Register> registry = command.parts.registry.Now();
  const exchange::RegistrationKey* kept = registry->FindRegistrationKey(id);
  Print(command.format, boost::json::object{{"accessPoint", id.ToString()},
                                            {"key", key},
                                            {"expiresAt", kept == nullptr ? "" : ToIso8601(kept->expires_at)}});
  return {};
}

Status TakeStep(const CenterCommand& command, const std::string& ap, OperatorStep step) {
  ASSIGN_OR_RETURN(const AccessPointId id, AccessPointId::Parse(ap));
  RETURN_IF_ERROR(command.parts.loops.Run((command.parts.connect.*step)(command.actor, command.why, id)));
  return ShowEntry(command, "access-point", ap);
}

}  // namespace oso::app
