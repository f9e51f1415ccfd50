// The blocks of a dossier, each told from the same story. Each is in the order of the data set, and valid by itself.
#pragma once

#include "fiction/element.h"
#include "fiction/story.h"

namespace oso::fiction {

// Who the pupil is: from voornaam up to huisarts.
Nodes IdentityElements(const Story& story);
// verzorgersaansprakelijk, and aansprakelijkeinstelling where it is an institution that is.
Nodes LiabilityElements(const Story& story);
Nodes CarerElements(const Story& story);

Node AdviceBlock(const Story& story);
// Before school: vanpeuterspeelzaal, naampeuterspeelzaal, voorschools, vroegschools.
Nodes EarlyElements(const Story& story);
Node CareerBlock(const Story& story);
Node AbsenceBlock(const Story& story);

// onderwijsondersteuning: what the pupil needs, and the plans made for it, which are another category.
enum class Support { kPlansOnly, kNeedsOnly, kBoth };
Node SupportBlock(const Story& story, Support support);

// Whether a final test of primary education was taken; not by those who are not so far, nor when it was not yet there.
bool TookFinalTest(const Story& story);
Node FinalTestBlock(const Story& story);
// Nothing of those who are too young for tests.
std::optional<Node> TestList(const Story& story);
std::optional<Node> ReportList(const Story& story);
// Results of secondary education: from bevorderd up to overigvombo.
Nodes SecondaryElements(const Story& story);

Node OtherDocuments(const Story& story);

}  // namespace oso::fiction
