// The database that a text names, in the engine that it names.
#pragma once

#include "store/sql/database.h"

namespace oso::store {

// Whether `text` is a PostgreSQL database: "postgresql://user@host/name?...", or "postgresql:host=... dbname=...", both
// as libpq reads connection strings. Anything else is the path of an SQLite file.
bool IsPostgres(std::string_view text);

// Errors: those of sql::Database::Open; kConfiguration for a connection string without meaning (its text is not told:
// it may hold a password).
Result<std::unique_ptr<sql::Database>> OpenDatabase(const std::string& text, const sql::Schema& schema);

// The same of one that is there already, to read alone: it is neither made nor renewed, and nothing is written to it or
// beside it, but for what SQLite itself needs to read one that is in use. kNotFound: there is none.
Result<std::unique_ptr<sql::Database>> OpenToRead(const std::string& text, const sql::Schema& schema);

// The engine of either, for who needs connections of its own: for kReadOnly as OpenToRead has it. kConfiguration, as
// above.
Result<std::unique_ptr<sql::Engine>> EngineOf(const std::string& text, sql::Access access);

}  // namespace oso::store
