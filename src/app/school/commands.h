// The commands of a school system, beside its running server. Each prints what it did or found; none prints a PGN.
#pragma once

#include "app/output.h"
#include "app/school/school.h"

namespace oso::app {

struct SchoolCommand {
  SchoolParts& parts;
  audit::Actor actor;
  OutputFormat format = OutputFormat::kText;
};

// Source side. Findings of severity error are printed, and the command fails with kInvalidArgument.
Status AddDossier(const SchoolCommand& command, const std::string& file, const std::string& brin);
struct InspectionTexts {
  std::string dossier, date;
  std::string by = "ouder";
  std::string how = "getoond";
  std::string agreement;
  std::string consent = "not-needed";
  std::string content;  // "": of the dossier as it is
  // Where it is not told, as the document has it.
  std::optional<std::string> reason_file;  // a file, since a command line is seen by others; "-": standard input
  std::optional<bool> provisional;
};
Status InspectDossier(const SchoolCommand& command, const InspectionTexts& texts);
Status SetDossierReady(const SchoolCommand& command, const std::string& dossier,
                       const std::string& target);  // "any": all
struct CopyTexts {
  std::string dossier;
  std::string format = "html";  // or "pdf"
  std::string output;
};
Status CopyDossier(const SchoolCommand& command, const CopyTexts& texts);
Status ShowDossier(const SchoolCommand& command, const std::string& dossier);
Status WithdrawDossier(const SchoolCommand& command, const std::string& dossier);
Status ListDossiers(const SchoolCommand& command, const std::string& brin);
Status ListRequests(const SchoolCommand& command, const std::string& brin);

// Target side. The PGN is read from standard input, so that it stands in no process list and no shell history.
struct AskTexts {
  std::string target, source;
  std::string kind = "overstapdossier";
};
Status AskForDossier(const SchoolCommand& command, const AskTexts& texts);
Status ResumeIntakes(const SchoolCommand& command);
Status ListIntakes(const SchoolCommand& command, const std::string& brin);
// What an intake received, in plain, to a new file that its owner alone can read.
Status ExportIntake(const SchoolCommand& command, const std::string& id, const std::string& output);

// Keys. `CreateKeys` makes the root key that the settings name.
Status CreateKeys(const std::string& settings_file, OutputFormat format);
Status RotateKeys(const SchoolCommand& command, const std::string& brin);

// Requests and notices.
struct RequestTexts {
  std::string session, source;
  std::string reason;  // to put it aside
};
Status NotifyOfRequest(const SchoolCommand& command, const RequestTexts& texts);  // fails when the target did not hear
Status PutAsideRequest(const SchoolCommand& command, const RequestTexts& texts);
Status ListNotices(const SchoolCommand& command, const std::string& brin);
Status SeeNotice(const SchoolCommand& command, const std::string& notice);
Status ShowWaiting(const SchoolCommand& command, const std::string& brin);  // "": of every school of this system

// The centre.
Status PingCenter(const SchoolCommand& command);
Status ListAccessPoints(const SchoolCommand& command, const std::string& brin);

}  // namespace oso::app
