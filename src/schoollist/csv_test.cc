#include "schoollist/csv.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "schoollist/encoding.h"

namespace oso::schoollist {
namespace {

using Fields = std::vector<std::string>;

std::vector<CsvRow> ReadAll(std::string_view text, char delimiter = ';', CsvLimits limits = {}) {
  CsvReader reader(text, delimiter, limits);
  std::vector<CsvRow> rows;
  for (CsvRow row; reader.Next(row);) rows.push_back(row);
  return rows;
}

// The flaw of the second row of three; the rows around it are read.
CsvRow FlawBetween(std::string_view second, CsvLimits limits = {}) {
  const std::string text = "a;b\n" + std::string(second) + "\nc;d\n";
  const auto rows = ReadAll(text, ';', limits);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].fields == Fields{"a", "b"});
  CHECK(rows[1].line == 2);
  CHECK(rows[1].fields.empty());
  CHECK(rows[2].fields == Fields{"c", "d"});
  CHECK(rows[2].line == 3);
  return rows[1];
}

TEST_CASE("values with delimiters, quotes and line ends in quotes; CRLF, LF, none at the end") {
  const auto rows = ReadAll("a;\"b;\"\"c\"\"\";\"d\r\ne\"\r\n\r\n\nx;;\n\"\";y;\"z\"");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].fields == Fields{"a", "b;\"c\"", "d\r\ne"});
  CHECK(rows[0].line == 1);
  CHECK(rows[1].fields == Fields{"x", "", ""});
  CHECK(rows[1].line == 5);
  CHECK(rows[2].fields == Fields{"", "y", "z"});
  CHECK(rows[2].line == 6);
  CHECK(ReadAll("").empty());
  CHECK(ReadAll("\r\n\n").empty());
}

TEST_CASE("the delimiter is the one that stands oftener in the header, outside quotes") {
  CHECK(FindDelimiter("a;b\nc,d,e,f") == ';');
  CHECK(FindDelimiter("a,b\nc;d;e") == ',');
  CHECK(FindDelimiter("\"a;b;c\",d\n") == ',');
  CHECK(FindDelimiter("a") == ';');
  CHECK(FindDelimiter("") == ';');
}

TEST_CASE("a quote inside a value that does not begin with one") {
  const CsvRow row = FlawBetween("c;d\"e\"");
  CHECK(row.flaw == "a quote or carriage return where none can be");
  CHECK(row.flaw_column == 2);
}

TEST_CASE("a carriage return without line feed") {
  CHECK(FlawBetween("c\rd;e").flaw == "a quote or carriage return where none can be");
}

TEST_CASE("text behind a closing quote") {
  const CsvRow row = FlawBetween("\"c\"d;e");
  CHECK(row.flaw == "text behind a closing quote");
  CHECK(row.flaw_column == 1);
}

TEST_CASE("too few and too many values") {
  CHECK(FlawBetween("c").flaw == "the row has too few values");
  CHECK(FlawBetween("c;d;").flaw == "the row has too many values");
}

TEST_CASE("a quote that is not closed takes no other row with it") {
  CHECK(FlawBetween("c;\"d").flaw == "the quote is not closed");
  // Closed by the next quote, lines later: the number of values, or the text behind, betrays it.
  const auto rows = ReadAll("a;b\nc;\"d\ne;f\ng;\"h\"\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].flaw == "text behind a closing quote");
  CHECK(rows[2].fields == Fields{"e", "f"});
  CHECK(rows[3].fields == Fields{"g", "h"});
}

TEST_CASE("values, rows and headers over the limits") {
  CHECK(FlawBetween("cde;f", {.field_bytes = 2}).flaw == "the value is too long");
  CHECK(FlawBetween("\"cde\";f", {.field_bytes = 2}).flaw == "the value is too long, or its quote is not closed");
  CHECK(FlawBetween("cdef;g", {.row_bytes = 5}).flaw == "the row is too long");
  CHECK(ReadAll("\"a\nb\";c\n", ';', {.row_bytes = 4}).at(0).flaw == "the row is too long");
  CHECK(ReadAll("\"a\"\"\";c\n", ';', {.row_bytes = 4}).at(0).flaw == "the row is too long");
  CHECK(ReadAll("a;b;c", ';', {.columns = 2}).at(0).flaw == "the row has too many values");
  CHECK(ReadAll("ab;c", ';', {.field_bytes = 2, .row_bytes = 4}).at(0).fields == Fields{"ab", "c"});
}

Fields DrawnFields(std::size_t count) {
  return *rc::gen::container<Fields>(
      count, rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab;,\"\r\n\t \xC3\xA9"))));
}

TEST_CASE("what is written is read as it was, whatever the values and the delimiter") {
  CHECK(rc::check([] {
    const char delimiter = *rc::gen::element(';', ',');
    const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
    std::vector<Fields> written;
    std::string text;
    for (auto left = *rc::gen::inRange(1, 6); left > 0; --left) {
      written.push_back(DrawnFields(columns));
      AppendCsvRow(text, written.back(), delimiter);
    }
    const auto rows = ReadAll(text, delimiter);
    RC_ASSERT(rows.size() == written.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RC_ASSERT(rows[i].flaw.empty());
      RC_ASSERT(rows[i].fields == written[i]);
    }
  }));
}

TEST_CASE("any text: every line is at most once the beginning of a row, and the reading ends") {
  CHECK(rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a;\"\r\n")));
    std::size_t line = 0;
    for (const CsvRow& row : ReadAll(text, ';', {.columns = 3, .field_bytes = 4, .row_bytes = 9})) {
      RC_ASSERT(row.line > line);
      RC_ASSERT(row.flaw.empty() != row.fields.empty());
      line = row.line;
    }
    RC_ASSERT(line <= static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
  }));
}

std::string Decoded(std::string_view bytes, Encoding expected) {
  const auto decoded = DecodeText(AsBytes(bytes));
  REQUIRE(decoded.ok());
  CHECK(decoded->encoding == expected);
  return decoded->text;
}

TEST_CASE("UTF-8 with and without byte order mark, else Windows-1252") {
  CHECK(Decoded("Zo\xC3\xAB", Encoding::kUtf8) == "Zoë");
  CHECK(Decoded("\xEF\xBB\xBFZo\xC3\xAB", Encoding::kUtf8WithBom) == "Zoë");
  CHECK(Decoded("Zo\xEB \x80 \x93x\x94", Encoding::kWindows1252) == "Zoë € “x”");
  CHECK(Decoded("", Encoding::kUtf8).empty());
  CHECK_FALSE(DecodeText(AsBytes("\xEF\xBB\xBFZo\xEB")).ok());
}

TEST_CASE("each byte of Windows-1252 is a character, but for five; and comes back as the same byte") {
  int undefined = 0;
  for (int byte = 0; byte < 256; ++byte) {
    // FF makes that the whole cannot be UTF-8.
    const auto decoded = DecodeText(AsBytes(std::string{static_cast<char>(byte), '\xFF'}));
    const bool none = byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
    CHECK(decoded.ok() == !none);
    undefined += none ? 1 : 0;
    if (!decoded.ok()) continue;
    const auto encoded = EncodeText(decoded->text, Encoding::kWindows1252);
    REQUIRE(encoded.ok());
    CHECK(*encoded == std::string{static_cast<char>(byte), '\xFF'});
  }
  CHECK(undefined == 5);
}

TEST_CASE("what is not UTF-8: cut off, overlong, surrogates, over 10FFFF, a lone second byte") {
  for (const std::string_view bytes : {"\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80",
                                       "\xF0\x9F\x98", "\xF5\x80\x80\x80", "\xE2\x28\xA1"}) {
    CHECK_FALSE(FirstCharacter(bytes));
    CHECK_FALSE(EncodeText(bytes, Encoding::kUtf8).ok());
    CHECK_FALSE(EncodeText(bytes, Encoding::kWindows1252).ok());
  }
  CHECK_FALSE(FirstCharacter(""));
  CHECK(FirstCharacter("\xF0\x9F\x98\x80")->code == 0x1F600);
  CHECK(FirstCharacter("\xF4\x8F\xBF\xBF")->code == 0x10FFFF);
}

TEST_CASE("a character that Windows-1252 has not, and the C1 controls, are not written in it") {
  CHECK_FALSE(EncodeText("Łódź", Encoding::kWindows1252).ok());
  CHECK_FALSE(EncodeText("\xC2\x81", Encoding::kWindows1252).ok());
  CHECK_FALSE(EncodeText("\xC2\x80", Encoding::kWindows1252).ok());
}

}  // namespace
}  // namespace oso::schoollist
