// The common SQL (store/sql) in PostgreSQL's own words.
#pragma once

#include <string>
#include <string_view>

namespace oso::store::postgres {

// A statement with $1 for ?1, and for a ? the number after the highest until there, as SQLite counts; not inside
// quotes.
std::string NumberedParameters(std::string_view sql);

// A migration: its types, and text that sorts by its bytes. For SQL that we wrote: it looks at words alone.
std::string OwnTypes(std::string_view migration);

}  // namespace oso::store::postgres
