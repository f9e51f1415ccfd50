// How one tree becomes another, written down: the format of a residual's "script" (docs/residual.md).
//
// The script of an element is an object. "text" and "description" give those a new value (null: no description).
// "children" says what its children are, in order: a number: so many of the old ones stay; "drop": the next old one
// goes;
// {"in": SCRIPT}: the next old one stays, and changes; {"new": ELEMENT}: one that was not there. What is left out
// stays. An ELEMENT is {"name", "text", "description", "children"}, without what is empty.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/result.h"
#include "dossier/tree.h"

namespace oso::convert {

boost::json::value ScriptOf(const dossier::Node& from, const dossier::Node& to);
// Error: kInvalidArgument, it is no script, or not one of this tree.
Status ApplyScript(const boost::json::value& script, dossier::Node& tree);

}  // namespace oso::convert
