// Backups of a database, while it is in use: a backup is one SQLite file with all its rows as of one moment, whichever
// engine it comes from, and is restored into either. So a backup is verified as any database is, and one way leads from
// SQLite to PostgreSQL and back. For commands: both wait.
#pragma once

#include <string>

#include "store/open.h"

namespace oso::store {

// Of `database` (as OpenDatabase takes it) into `file`: all of it, on the disk and readable by its owner alone, or no
// file at all. Who writes to the database goes on meanwhile. Errors: kAlreadyExists: the file is there; kConflict:
// FILE.part is, of another backup; kNotFound: there is no such database; kConfiguration: it is of another schema, or
// newer than this program; kUnavailable, kStorage.
Status Backup(const std::string& database, const sql::Schema& schema, const std::string& file);

// The other way, into a database without a row; it is made if it is not there. All or nothing: after an error it can be
// tried again. The result has the newest version of the schema, also of an older backup. Errors: kAlreadyExists: there
// are rows, and nothing was done; kNotFound: no such file, or no backup of this schema; the others as above.
Status Restore(const std::string& file, const sql::Schema& schema, const std::string& database);

}  // namespace oso::store
