#include "app/oso/markdown.h"

#include <fmt/format.h>

namespace oso::app {

std::string Heading(int level, std::string_view id, std::string_view title) {
  return fmt::format("\n{} <a id=\"{}\"></a>{}\n", std::string(static_cast<std::size_t>(level), '#'), id, title);
}

std::string Link(std::string_view text, std::string_view id) { return fmt::format("[{}](#{})", text, id); }

std::string Code(std::string_view text) { return fmt::format("`{}`", text); }

std::string TableHead(const std::vector<std::string>& titles) {
  std::string head = TableRow(titles);
  for (std::size_t i = 0; i < titles.size(); ++i) head += "|---";
  return head + "|\n";
}

std::string TableRow(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    row += "| ";
    for (const char c : cell) row += c == '|' ? "\\|" : std::string(1, c);
    row += ' ';
  }
  return row + "|\n";
}

std::string Joined(std::span<const std::string> words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

}  // namespace oso::app
