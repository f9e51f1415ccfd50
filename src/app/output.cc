#include "app/output.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>
#include <vector>

namespace oso::app {
namespace {

std::string TextOf(const boost::json::value& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return std::string(value.get_string());
  return boost::json::serialize(value);
}

// Columns as wide as their widest cell. Width counts code points: names of schools have accents.
std::size_t Width(const std::string& text) {
  std::size_t width = 0;
  for (char c : text) width += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return width;
}

void PrintTable(const boost::json::array& rows) {
  if (rows.empty()) {
    std::puts("(none)");
    return;
  }
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& [key, value] : rows.front().as_object()) lines[0].emplace_back(key);
  for (const auto& row : rows) {
    auto& line = lines.emplace_back();
    for (const auto& [key, value] : row.as_object()) line.push_back(TextOf(value));
  }
  std::vector<std::size_t> widths(lines[0].size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], Width(line[i]));
  }
  for (const auto& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      if (i + 1 < line.size()) text += std::string(widths[i] - Width(line[i]) + 2, ' ');
    }
    std::puts(text.c_str());
  }
}

}  // namespace

void Print(OutputFormat format, const boost::json::array& rows) {
  if (format == OutputFormat::kText) PrintTable(rows);
  if (format == OutputFormat::kJson) std::puts(boost::json::serialize(rows).c_str());
}

void Print(OutputFormat format, const boost::json::object& thing) {
  if (format == OutputFormat::kJson) std::puts(boost::json::serialize(thing).c_str());
  if (format != OutputFormat::kText) return;
  for (const auto& [key, value] : thing) fmt::print("{:14} {}\n", std::string_view(key), TextOf(value));
}

}  // namespace oso::app
