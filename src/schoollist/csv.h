// CSV as RFC 4180 has it, strictly; the delimiter is ';' or ','. A row whose form is wrong is reported with its line,
// and reading goes on behind it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace oso::schoollist {

struct CsvLimits {
  std::size_t columns = 128;
  std::size_t field_bytes = 2'000;       // of one value, its quotes taken off
  std::size_t row_bytes = 128UL * 1024;  // of one row as it stands in the text
};

struct CsvRow {
  std::size_t line = 0;  // where the row begins, from 1; a quoted value may go on over more lines
  std::vector<std::string> fields;
  std::string flaw;             // what is wrong with its form; then there are no fields. Empty: nothing is.
  std::size_t flaw_column = 0;  // in which value, from 1
};

// The one of ';' and ',' that stands oftener outside quotes in the first line; ';' if neither does.
char FindDelimiter(std::string_view text);

class CsvReader {
 public:
  CsvReader(std::string_view text, char delimiter, CsvLimits limits = {});  // `text` outlives this

  // The next row, in `row` (its strings are used again); false at the end. Lines end with LF or CRLF; empty lines are
  // passed over; every row has as many values as the first. Behind a row with a flaw reading goes on with the line
  // after its first, since an unclosed quote takes in lines that are not its own: nothing is lost unseen, and a flaw
  // costs at most row_bytes of reading twice.
  bool Next(CsvRow& row);

 private:
  // Each says what is wrong, or "".
  std::string_view ReadRow(CsvRow& row);
  std::string_view ReadField(std::string& field, std::size_t stop);
  std::string_view ReadQuoted(std::string& field, std::size_t stop);
  bool TakeLineEnd();
  void SkipLine();

  std::string_view text_;
  char delimiter_;
  CsvLimits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t columns_ = 0;  // of the first row, once it was read
};

// One row with CRLF behind it; values are quoted where they must be.
void AppendCsvRow(std::string& text, std::span<const std::string> fields, char delimiter);

}  // namespace oso::schoollist
