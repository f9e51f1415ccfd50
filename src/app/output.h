// What a command prints: for people as lines, with --json as JSON; kNone for a step of a larger command.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace oso::app {

enum class OutputFormat { kText, kJson, kNone };

// Rows with the same keys; as text a table with the keys as its head.
void Print(OutputFormat format, const boost::json::array& rows);
// One thing; as text a line for each key.
void Print(OutputFormat format, const boost::json::object& thing);

}  // namespace oso::app
