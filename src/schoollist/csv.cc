#include "schoollist/csv.h"

#include <algorithm>

namespace oso::schoollist {

char FindDelimiter(std::string_view text) {
  bool quoted = false;
  int balance = 0;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    balance += c == ';' ? 1 : c == ',' ? -1 : 0;
  }
  return balance < 0 ? ',' : ';';
}

CsvReader::CsvReader(std::string_view text, char delimiter, CsvLimits limits)
    : text_(text), delimiter_(delimiter), limits_(limits) {}

bool CsvReader::TakeLineEnd() {
  const std::string_view rest = text_.substr(at_);
  const std::size_t size = rest.starts_with('\n') ? 1 : rest.starts_with("\r\n") ? 2 : 0;
  at_ += size;
  return size != 0;
}

void CsvReader::SkipLine() {
  const std::size_t end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

bool CsvReader::Next(CsvRow& row) {
  while (TakeLineEnd()) ++line_;
  if (at_ == text_.size()) return false;
  row.line = line_;
  row.flaw_column = 0;
  const std::size_t start = at_;
  row.flaw = ReadRow(row);
  if (!row.flaw.empty()) {
    row.fields.clear();
    at_ = start;
    SkipLine();
  } else if (columns_ == 0) {
    columns_ = row.fields.size();
  }
  line_ += static_cast<std::size_t>(std::ranges::count(text_.substr(start, at_ - start), '\n'));
  return true;
}

std::string_view CsvReader::ReadRow(CsvRow& row) {
  const std::size_t stop = at_ + std::min(text_.size() - at_, limits_.row_bytes);
  for (std::size_t columns = 1;; ++columns) {
    row.flaw_column = columns;
    if (columns > (columns_ != 0 ? columns_ : limits_.columns)) return "the row has too many values";
    if (row.fields.size() < columns) row.fields.emplace_back();
    const std::string_view flaw = ReadField(row.fields[columns - 1], stop);
    if (!flaw.empty()) return flaw;
    if (at_ < stop && text_[at_] == delimiter_) {
      ++at_;
      continue;
    }
    if (at_ == stop && stop != text_.size()) return "the row is too long";
    if (at_ != text_.size() && !TakeLineEnd()) return "a quote or carriage return where none can be";
    if (columns < columns_) return "the row has too few values";
    row.flaw_column = 0;
    row.fields.resize(columns);
    return {};
  }
}

std::string_view CsvReader::ReadField(std::string& field, std::size_t stop) {
  field.clear();
  if (at_ < stop && text_[at_] == '"') return ReadQuoted(field, stop);
  const std::size_t start = at_;
  while (at_ < stop && text_[at_] != delimiter_ && text_[at_] != '"' && text_[at_] != '\r' && text_[at_] != '\n') ++at_;
  if (at_ - start > limits_.field_bytes) return "the value is too long";
  field = text_.substr(start, at_ - start);
  return {};
}

std::string_view CsvReader::ReadQuoted(std::string& field, std::size_t stop) {
  const std::string_view row = text_.substr(0, stop);
  for (++at_;;) {
    const std::size_t quote = std::min(row.find('"', at_), stop);
    field += row.substr(at_, quote - at_);
    if (field.size() > limits_.field_bytes) return "the value is too long, or its quote is not closed";
    if (quote == stop) return stop == text_.size() ? "the quote is not closed" : "the row is too long";
    at_ = quote + 1;
    if (at_ == stop || text_[at_] != '"') break;
    field += '"';
    ++at_;
  }
  const bool ends = at_ == stop || text_[at_] == delimiter_ || text_[at_] == '\n' || text_[at_] == '\r';
  return ends ? std::string_view() : "text behind a closing quote";
}

void AppendCsvRow(std::string& text, std::span<const std::string> fields, char delimiter) {
  const std::string special = std::string("\"\r\n") + delimiter;
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) text += delimiter;
    first = false;
    // A row of one empty value would be an empty line.
    const bool bare = field.find_first_of(special) == std::string::npos && !(fields.size() == 1 && field.empty());
    if (!bare) text += '"';
    for (const char c : field) {
      if (c == '"') text += '"';
      text += c;
    }
    if (!bare) text += '"';
  }
  text += "\r\n";
}

}  // namespace oso::schoollist
