// A national list of schools (schoollist/school_list.h) taken over in the register: what is new is added, what differs
// is changed, what is gone is closed; nothing is ever removed.
#pragma once

#include <map>
#include <optional>

#include "audit/log.h"
#include "center/registry.h"
#include "schoollist/school_list.h"
#include "schoollist/search.h"

namespace oso::center {

// PO; SO and VSO; VO: each is published as a list of its own.
enum class SectorGroup { kPrimary, kSpecial, kSecondary };
SectorGroup GroupOf(schoollist::Sector sector);

struct SchoolListImport {
  std::vector<schoollist::BranchRow> branches = {};  // of one list or several
  std::vector<schoollist::BoardRow> boards = {};
  std::vector<schoollist::Flaw> flaws = {};  // of reading them: a school with one stays as it was
  // The lists have every school of this group: one that is not in them is closed. Without it nothing is closed.
  std::optional<SectorGroup> whole = {};
  int most_closed_percent = 5;  // 0 to 100; of the group's open schools: see CheckClosings
  // Schools that were taken up in others; history keeps both.
  std::map<Brin, Brin> mergers = {};
  std::string sha256 = {};  // of the files, for the log
};

struct SchoolListReport {
  int added = 0;     // schools
  int changed = 0;   // name, board, sector, branches
  int reopened = 0;  // was closed, and is in the list again
  int closed = 0;    // and not merged
  int merged = 0;
  int unchanged = 0;  // in the list and in the register the same
  int kept = 0;       // not taken over, or not closed, because of a flaw
  int open = 0;       // of `whole`'s group, before the import
  int boards_added = 0;
  int boards_changed = 0;
  std::vector<schoollist::Flaw> flaws = {};
};

struct SchoolListOutcome {
  RegisterAct act;
  SchoolListReport report;
};

// What the import makes of the register as it is now; writes nothing. One event, school-list-imported, tells of it all.
// A board that no list names is entered with its number as its name until one does. A flaw that does not say of which
// school it is keeps every school open. kInvalidArgument: a merger of a school that is in the list, or that nobody
// knows, or into one that is not there or is merged itself.
Result<SchoolListOutcome> CompareSchoolList(const exchange::Register& now, const SchoolListImport& import,
                                            const audit::Actor& actor, Instant at);

// Half a list looks like a whole one of which half is gone. kConflict when more than ten schools would be closed and
// they are more than `import.most_closed_percent` of those that are open; mergers are not counted.
Status CheckClosings(const SchoolListImport& import, const SchoolListReport& report);

// The same, written as one act. An import that changes nothing is on record as well. Errors: CompareSchoolList's,
// CheckClosings' and Registry::Change's; then nothing was written.
Task<Result<SchoolListReport>> ImportSchoolList(Registry& registry, audit::Log& audit, const Clock& clock,
                                                audit::Actor actor, std::string why, SchoolListImport import);

// The schools that are there, as the search takes them: the place is that of the main branch.
std::vector<schoollist::SearchEntry> SearchEntries(const exchange::Register& now);

}  // namespace oso::center
