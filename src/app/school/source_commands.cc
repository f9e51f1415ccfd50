#include <boost/json.hpp>
#include <cstdio>

#include "app/files.h"
#include "app/school/commands.h"
#include "profile/words.h"
#include "render/render.h"
#include "school/source/inspection_copy.h"
#include "school/source/prepare.h"
#include "school/source/record_inspection.h"

namespace oso::app {
namespace {

namespace source = school::source;
using boost::json::array;
using boost::json::object;
using boost::json::value;

// A file of a user, as the bytes of a dossier. Only commands read it: waiting for the disk holds up nobody else.
class FileBytes final : public exchange::DocumentSource {
 public:
  static Result<std::unique_ptr<FileBytes>> Open(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return Fail(ErrorCode::kNotFound, path + ": cannot be read");
    return std::make_unique<FileBytes>(file);
  }
  explicit FileBytes(std::FILE* file) : file_(file, &std::fclose) {}

  std::uint64_t size() const override { return 0; }  // not known, not asked
  Task<Result<ByteView>> Next() override {
    buffer_.resize(64UL * 1024);
    const std::size_t got = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) co_return Fail(ErrorCode::kStorage, "the file cannot be read");
    co_return ByteView(buffer_.data(), got);
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  Bytes buffer_;
};

array Describe(const school::Findings& findings) {
  array rows;
  for (const profile::Finding& finding : findings) {
    rows.push_back({{"check", finding.check->key},
                    {"severity", profile::WireName(finding.severity)},
                    {"where", profile::PlaceInWords(finding.path, profile::Language::kDutch)},
                    {"message", finding.Message(profile::Language::kDutch)},
                    {"remedy", finding.Remedy(profile::Language::kDutch)}});
  }
  return rows;
}

object Describe(const source::StoredDossier& dossier, Day today) {
  object described{{"id", dossier.id.ToString()},
                   {"school", dossier.school.text()},
                   {"kind", dossier::WireName(dossier.kind)},
                   {"profile", nullptr},
                   {"version", dossier::WireName(dossier.version)},
                   {"collected_at", ToIso8601(dossier.collected_at)},
                   {"inspected_on", nullptr},
                   {"inspected_by", nullptr},
                   {"inspected_how", nullptr},
                   {"agreement", nullptr},
                   {"consent", nullptr},
                   {"ready_for", nullptr},
                   {"waiting_for", nullptr},
                   {"size", dossier.document.size},
                   {"sha256", dossier.document.sha256},
                   {"content", nullptr}};
  if (dossier.profile) described["profile"] = dossier::WireName(*dossier.profile);
  if (dossier.content) described["content"] = *dossier.content;
  if (dossier.inspection) {
    described["inspected_on"] = dossier.inspection->on.ToString();
    described["inspected_by"] = WireName(dossier.inspection->by);
    described["inspected_how"] = WireName(dossier.inspection->how);
    described["agreement"] = WireName(dossier.inspection->agreement);
    described["consent"] = WireName(dossier.inspection->consent);
  }
  if (dossier.offer)
    described["ready_for"] = dossier.offer->target ? value(dossier.offer->target->text()) : value("any");
  if (const source::LegalRule* obstacle = ObstacleToLeave(dossier, today)) described["waiting_for"] = obstacle->id;
  return described;
}

// With what the law still asks, in words.
object Explain(const source::StoredDossier& dossier, Day today) {
  object described = Describe(dossier, today);
  if (const source::LegalRule* obstacle = ObstacleToLeave(dossier, today)) {
    described["note"] = std::string(obstacle->dutch) + " (" + std::string(obstacle->ArticleOn(today)->text) + ")";
  }
  return described;
}

Status Refuse(const SchoolCommand& command, const school::Findings& findings) {
  Print(command.format, Describe(findings));
  return Fail(ErrorCode::kInvalidArgument, "the dossier breaks rules of the data set; nothing was changed");
}

template <class T>
Result<T> Chosen(const std::optional<T>& value, const char* choice) {
  if (!value) return Fail(ErrorCode::kInvalidArgument, choice);
  return *value;
}

Day Today(const SchoolCommand& command) { return Day::Of(command.parts.clock.Now()); }

}  // namespace

Status AddDossier(const SchoolCommand& command, const std::string& file, const std::string& brin) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(std::unique_ptr<FileBytes> bytes, FileBytes::Open(file));
  source::AddDossier add(parts.dossiers, *parts.documents, parts.clock, parts.random, parts.read_limits);
  ASSIGN_OR_RETURN(auto outcome, parts.loops.Run(add.Run(command.actor, school, *bytes)));
  if (auto* findings = std::get_if<school::Findings>(&outcome)) return Refuse(command, *findings);
  const auto& added = std::get<source::AddDossier::Added>(outcome);
  object described = Describe(added.dossier, Today(command));
  described["warnings"] = Describe(added.warnings);
  Print(command.format, described);
  return {};
}

Status InspectDossier(const SchoolCommand& command, const InspectionTexts& texts) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(DossierId id, DossierId::Parse(texts.dossier));
  source::RecordInspection::Record record;
  source::Inspection& inspection = record.inspection;
  ASSIGN_OR_RETURN(inspection.on, Day::Parse(texts.date));
  ASSIGN_OR_RETURN(inspection.by, Chosen(source::ParseInspectedBy(texts.by), "--by is ouder or leerling"));
  ASSIGN_OR_RETURN(inspection.how,
                   Chosen(source::ParseShown(texts.how), "--how is getoond, afgedrukt, digitaal or in-las"));
  ASSIGN_OR_RETURN(inspection.agreement,
                   Chosen(source::ParseAgreement(texts.agreement), "--agreement is Ja, Nee or Onbekend"));
  ASSIGN_OR_RETURN(inspection.consent,
                   Chosen(source::ParseConsent(texts.consent), "--consent is given, refused or not-needed"));
  if (!texts.content.empty()) record.content = texts.content;
  if (texts.reason_file) {
    constexpr std::size_t kMaxReasonBytes = 16UL * 1024;
    ASSIGN_OR_RETURN(record.reason, ReadFile(*texts.reason_file, kMaxReasonBytes));
    while (record.reason->ends_with('\n')) record.reason->pop_back();  // an editor's
  }
  record.provisional = texts.provisional;
  source::RecordInspection inspect(parts.dossiers, *parts.documents, parts.clock, parts.random, parts.read_limits);
  ASSIGN_OR_RETURN(auto outcome, parts.loops.Run(inspect.Run(command.actor, id, std::move(record))));
  if (auto* findings = std::get_if<school::Findings>(&outcome)) return Refuse(command, *findings);
  Print(command.format, Explain(std::get<source::StoredDossier>(outcome), Today(command)));
  return {};
}

Status CopyDossier(const SchoolCommand& command, const CopyTexts& texts) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(DossierId id, DossierId::Parse(texts.dossier));
  source::MakeInspectionCopy make(parts.dossiers, *parts.documents, parts.audit, parts.clock, parts.read_limits);
  ASSIGN_OR_RETURN(const school::Reading read, parts.loops.Run(make.Run(command.actor, id)));
  const render::Options options{.content = read.content};
  ASSIGN_OR_RETURN(const std::string copy, texts.format == "pdf" ? render::RenderPdf(read.document, options)
                                                                 : render::RenderHtml(read.document, options));
  RETURN_IF_ERROR(WriteFile(texts.output, copy, FileMode::kPrivate, IfExists::kRefuse));
  Print(command.format, object{{"id", id.ToString()}, {"content", read.content}, {"copy", texts.output}});
  return {};
}

Status SetDossierReady(const SchoolCommand& command, const std::string& dossier, const std::string& target) {
  SchoolParts& parts = command.parts;
  ASSIGN_OR_RETURN(DossierId id, DossierId::Parse(dossier));
  std::optional<Brin> school;
  if (target != "any") {
    ASSIGN_OR_RETURN(school, Brin::Parse(target));
  }
  source::SetReady set_ready(parts.dossiers, *parts.documents, parts.search_keys, parts.clock, parts.read_limits);
  ASSIGN_OR_RETURN(auto outcome, parts.loops.Run(set_ready.Run(command.actor, id, school)));
  if (auto* findings = std::get_if<school::Findings>(&outcome)) return Refuse(command, *findings);
  const auto& ready = std::get<source::SetReady::Ready>(outcome);
  Print(command.format, Explain(ready.dossier, Today(command)));
  return {};
}

Status ShowDossier(const SchoolCommand& command, const std::string& dossier) {
  ASSIGN_OR_RETURN(DossierId id, DossierId::Parse(dossier));
  ASSIGN_OR_RETURN(const auto found, command.parts.loops.Run(command.parts.dossiers.Find(id)));
  if (!found) return Fail(ErrorCode::kNotFound, "no dossier has this id");
  Print(command.format, Explain(*found, Today(command)));
  return {};
}

Status WithdrawDossier(const SchoolCommand& command, const std::string& dossier) {
  ASSIGN_OR_RETURN(DossierId id, DossierId::Parse(dossier));
  source::WithdrawDossier withdraw(command.parts.dossiers, command.parts.clock);
  RETURN_IF_ERROR(command.parts.loops.Run(withdraw.Run(command.actor, id)));
  Print(command.format, object{{"id", id.ToString()}, {"ready_for", nullptr}});
  return {};
}

Status ListDossiers(const SchoolCommand& command, const std::string& brin) {
  ASSIGN_OR_RETURN(Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(auto dossiers, command.parts.loops.Run(command.parts.dossiers.List(school)));
  array rows;
  for (const auto& dossier : dossiers) rows.push_back(Describe(dossier, Today(command)));
  Print(command.format, rows);
  return {};
}

Status ListRequests(const SchoolCommand& command, const std::string& brin) {
  ASSIGN_OR_RETURN(Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(auto requests, command.parts.loops.Run(command.parts.requests.List(school)));
  array rows;
  for (const source::ReceivedRequest& request : requests) {
    rows.push_back({{"at", ToIso8601(request.at)},
                    {"session", request.session.ToString()},
                    {"target", request.target.ToString()},
                    {"source", request.source.ToString()},
                    {"kind", dossier::WireName(request.kind)},
                    {"result", request.result ? value(exchange::WireName(*request.result)) : value(nullptr)}});
  }
  Print(command.format, rows);
  return {};
}

}  // namespace oso::app
