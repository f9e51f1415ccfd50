// Pieces of Markdown as code-hosting sites show it, for the pages that are made from tables of ours. Texts come from
// our own catalogues: only what a table cell cannot hold is escaped.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/labels.h"

namespace oso::app {

// An anchor of its own, since each site makes another one of a heading's text.
std::string Heading(int level, std::string_view id, std::string_view title);
std::string Link(std::string_view text, std::string_view id);  // within the page
std::string Code(std::string_view text);

std::string TableHead(const std::vector<std::string>& titles);
std::string TableRow(const std::vector<std::string>& cells);

std::string Joined(std::span<const std::string> words, std::string_view separator = ", ");

}  // namespace oso::app
