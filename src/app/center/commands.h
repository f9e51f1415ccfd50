// The commands on the register, beside the running server. Each prints what it did or found. Texts come as they were
// typed: kInvalidArgument says which is wrong. Otherwise errors as center::Connect's.
#pragma once

#include "app/center/center.h"
#include "app/output.h"
#include "center/school_list.h"

namespace oso::app {

struct CenterCommand {
  CenterParts& parts;
  audit::Actor actor;
  OutputFormat format = OutputFormat::kText;
  std::string why = "command line";
};

// Of one kind (exchange::KindOf): all of them, by key; one; all that one has been. Keys as exchange::KeyOf, except that
// an access point is "01AA/1". kNotFound.
Status ListEntries(const CenterCommand& command, const std::string& kind);
Status ShowEntry(const CenterCommand& command, const std::string& kind, const std::string& key);
Status ShowHistory(const CenterCommand& command, const std::string& kind, const std::string& key);

// Entered as they are; what was there under the same key is history.
Status EnterEntry(const CenterCommand& command, const exchange::RegisterEntry& entry);
// The words of a command as an entry's members: texts by the names that register_json.h has for them.
Result<exchange::RegisterEntry> EntryFromTexts(std::string_view kind,
                                               const std::vector<std::pair<std::string, std::string>>& texts);

Status AddCertificate(const CenterCommand& command, const std::string& pem_file);  // of the supplier that it names
Status WithdrawCertificate(const CenterCommand& command, const std::string& fingerprint);
Status BlockSupplier(const CenterCommand& command, const std::string& oin, bool blocked);

struct AgreementTexts {
  std::string board;
  std::string signed_by;
  std::string version = "2017";
  std::string at;  // "": now
  bool partnerships = false;
};
Status SignAgreement(const CenterCommand& command, const AgreementTexts& texts);
Status EndAgreement(const CenterCommand& command, const std::string& board);

struct MandateTexts {
  std::string supplier;
  std::string school;
  std::string purpose = "OV";
  std::string from;   // "": now
  std::string until;  // "": for as long as it lasts
};
Status GiveMandate(const CenterCommand& command, const MandateTexts& texts);
Status RevokeMandate(const CenterCommand& command, const MandateTexts& texts);

struct QualificationTexts {
  std::string supplier;
  std::string product;
  std::string role;
  std::string profile;
  std::string version = "2016.1";
};
Status AddQualification(const CenterCommand& command, const QualificationTexts& texts);
Status EndQualification(const CenterCommand& command, const QualificationTexts& texts);

struct AnnouncementTexts {
  std::string school;
  std::string supplier;
  std::string purpose = "OV";
  std::optional<std::uint16_t> index;
  std::optional<std::uint16_t> replaces;
};
Status AnnounceAccessPoint(const CenterCommand& command, const AnnouncementTexts& texts);
Status IssueKey(const CenterCommand& command, const std::string& ap);  // prints it: once, and never again
// One of the steps that the operator takes.
using OperatorStep = Task<Status> (center::Connect::*)(audit::Actor, std::string, AccessPointId);
Status TakeStep(const CenterCommand& command, const std::string& ap, OperatorStep step);

struct ImportTexts {
  std::vector<std::string> files;
  std::string sector;  // of rows that do not say; and with `whole` the group that the lists have all of
  bool whole = false;
  int most_closed_percent = center::SchoolListImport{}.most_closed_percent;
  std::vector<std::string> mergers;  // "01AA=02BB"
  bool dry_run = false;
};
Status ImportSchools(const CenterCommand& command, const ImportTexts& texts);
Status SearchSchools(const CenterCommand& command, const std::string& text);
// Fictitious national lists, in a folder that is there or made: po.csv, so.csv, vo.csv, boards.csv.
Status GenerateSchools(std::size_t count, std::uint64_t seed, const std::string& folder, OutputFormat format);

// Enters all that a seed file lists, as one act; what is there already stays. For each access point also what it needs
// to work: agreement, mandate and qualifications.
Status LoadSeed(const CenterCommand& command, const std::string& file);

}  // namespace oso::app
