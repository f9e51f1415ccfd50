// A dossier's own document at its source: is it still what was composed, and does it keep the rules: those of its
// content until the law lets it leave, then all.
#pragma once

#include "school/read_dossier.h"
#include "school/source/law.h"

namespace oso::school::source {

// The document of a dossier. kStorage, also when its content is not what was composed; kNotFound.
Task<Result<Reading>> ReadDocumentOf(const StoredDossier& dossier, DocumentStore& documents, ReadLimits limits);

// Of `document` as that of `dossier`, whose inspection is to be recorded first, or was. What it says of a dossier that
// keeps the rules; else the findings.
std::variant<profile::CheckedDossier, Findings> CheckDossier(const dossier::Document& document,
                                                             const StoredDossier& dossier, Day today);

}  // namespace oso::school::source
