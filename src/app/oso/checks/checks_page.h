// Every check, told: what it looks at, in which versions and transfers, what it says and what to do.
#pragma once

#include <span>
#include <string>

#include "app/oso/checks/checks.h"

namespace oso::app {

// Markdown: by subject, with an anchor for each key ("checks.md#OVa.LL09").
std::string ChecksAsPage(std::span<const ListedCheck> checks, profile::Language language);
// For a terminal.
std::string ChecksAsText(std::span<const ListedCheck> checks, profile::Language language);
// [{"check","versions","ruleIds","deadIn","severity","profiles","where","message","remedy"}]
std::string ChecksAsJson(std::span<const ListedCheck> checks, profile::Language language);

}  // namespace oso::app
