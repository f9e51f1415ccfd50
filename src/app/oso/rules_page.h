// The page of every check: what it looks at, in which versions, what it says and what to do.
#pragma once

#include <string>

#include "profile/messages.h"

namespace oso::app {

std::string RulesAsPage(profile::Language language);  // Markdown
std::string RulesAsJson();                            // [{"check","versions","ruleIds","dead","severity"}]

}  // namespace oso::app
