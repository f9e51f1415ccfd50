// What holds for any input, tried on drawn ones.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <regex>

#include "crypto/digest.h"
#include "dossier/examples.h"
#include "dossier/reader.h"
#include "dossier/values.h"

namespace oso::dossier {
namespace {

std::string Drawn(const char* characters) {
  return *rc::gen::container<std::string>(rc::gen::elementOf(std::string(characters)));
}

// ---- values, against the calendar of the standard library and regular expressions

std::string Padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

TEST_CASE("a date is one that the calendar has, in the form of XML Schema") {
  CHECK(rc::check([] {
    const int year = *rc::gen::inRange(0, 12'000);
    const int month = *rc::gen::inRange(0, 14);
    const int day = *rc::gen::weightedOneOf<int>({{1, rc::gen::inRange(0, 27)}, {2, rc::gen::inRange(27, 33)}});
    const std::string text = Padded(year, 4) + '-' + Padded(month, 2) + '-' + Padded(day, 2);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    RC_ASSERT(IsDate(text) == (year > 0 && date.ok()));
    RC_ASSERT(IsDate(text + "Z") == IsDate(text));
    RC_ASSERT(IsDate(text + "+14:00") == IsDate(text));
    RC_ASSERT(!IsDate(text + "+14:01"));
    RC_ASSERT(!IsDate(' ' + text));
  }));
}

TEST_CASE("an integer, a decimal and a boolean are what their expressions say") {
  const std::regex integer("[ \t\r\n]*[-+]?[0-9]+[ \t\r\n]*");
  const std::regex decimal("[ \t\r\n]*[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)[ \t\r\n]*");
  const std::regex boolean("[ \t\r\n]*(true|false|0|1)[ \t\r\n]*");
  const auto is = [](ValueType type, const std::string& text) {
    Element element{};
    element.type = type;
    element.max_length = kUnbounded;
    return !FaultOf(element, text).has_value();
  };
  CHECK(rc::check([&] {
    const std::string number = Drawn("+-.0129 \n").substr(0, 24);
    RC_ASSERT(is(ValueType::kInteger, number) == std::regex_match(number, integer));
    RC_ASSERT(is(ValueType::kDecimal, number) == std::regex_match(number, decimal));
    const std::string space = Drawn(" \t\r\n");
    const std::string word =
        space + *rc::gen::elementOf(std::vector<std::string>{"true", "false", "1", "0", "True", "10", ""}) + space;
    RC_ASSERT(is(ValueType::kBoolean, word) == std::regex_match(word, boolean));
  }));
}

// ---- documents, however they are cut

Result<Document> Read(std::string_view text, const std::vector<std::size_t>& sizes) {
  DossierReader reader;
  for (std::size_t i = 0; !text.empty(); ++i) {
    const std::size_t size = sizes.empty() ? text.size() : std::min(text.size(), 1 + sizes[i % sizes.size()]);
    RETURN_IF_ERROR(reader.Feed(AsBytes(text.substr(0, size))));
    text.remove_prefix(size);
  }
  return reader.Finish();
}

std::vector<std::size_t> Sizes() {
  return *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 3'000)));
}

// All that there is to know of a document.
std::string Told(const Result<Document>& document) {
  if (!document.ok()) return document.error().detail;
  std::string told;
  for (const Occurrence& at : document->all()) {
    told += document->PathOf(at) + ' ' + std::to_string(at.line) + ' ' + std::to_string(at.end);
    for (const std::string_view node : document->TextNodesOf(at)) told += " [" + std::string(node) + ']';
    told += '\n';
  }
  for (const SchemaError& error : document->schema_errors()) {
    told += error.path + ' ' + std::to_string(error.line) + ' ' + error.name + ' ' +
            std::to_string(static_cast<int>(error.fault)) + '\n';
  }
  for (const Attachment& attachment : document->attachments()) {
    told += ToHex(attachment.digest) + ' ' + std::to_string(attachment.size) + ' ' +
            std::to_string(static_cast<int>(attachment.fault)) + '\n';
  }
  return told;
}

TEST_CASE("a document, or the error in it, is the same however its bytes are cut") {
  const std::string good = ReadFile(OwnExample("povo.xml"));
  const std::vector<std::string> pieces = {"",
                                           "<",
                                           ">",
                                           "&amp;",
                                           "&#x41;",
                                           "<!-- -->",
                                           "<?x y?>",
                                           "]]>",
                                           "\r",
                                           "\r\n",
                                           "\n",
                                           "é",
                                           "\xff",
                                           "<x/>",
                                           "<bsn>",
                                           "</bsn>",
                                           "<naam x=''>",
                                           "UEsDBA",
                                           "<![CDATA[=",
                                           "]]",
                                           " ",
                                           "\t",
                                           "</naam>",
                                           "=",
                                           "!",
                                           std::string(1, '\0')};
  CHECK(rc::check([&] {
    std::string text = good;
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      text.replace(at, *rc::gen::inRange<std::size_t>(0, 3), *rc::gen::elementOf(pieces));
    }
    RC_ASSERT(Told(Read(text, {})) == Told(Read(text, Sizes())));
  }));
}

// ---- attachments

void AppendNumber(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

// A ZIP of stored files, by APPNOTE.TXT.
std::string ZipOf(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out;
  std::string directory;
  for (const auto& [name, content] : files) {
    std::string facts;
    for (const int value : {20, 0, 0, 0, 0x21, 0, 0}) AppendNumber(facts, static_cast<std::uint64_t>(value), 2);
    AppendNumber(facts, content.size(), 4);
    AppendNumber(facts, content.size(), 4);
    AppendNumber(facts, name.size(), 2);
    AppendNumber(facts, 0, 2);
    directory += std::string("PK\x01\x02\x14\0", 6) + facts + std::string(10, '\0');
    AppendNumber(directory, out.size(), 4);
    directory += name;
    out += "PK\x03\x04" + facts + name + content;
  }
  const std::size_t begin = out.size();
  out += directory + std::string("PK\x05\x06\0\0\0\0", 8);
  for (int i = 0; i < 2; ++i) AppendNumber(out, files.size(), 2);
  AppendNumber(out, directory.size(), 4);
  AppendNumber(out, begin, 4);
  return out + std::string(2, '\0');
}

Attachment Inspected(std::string_view text, const std::vector<std::size_t>& sizes) {
  AttachmentReader reader(AttachmentCare::kInspect);
  reader.Begin(0);
  for (std::size_t i = 0; !text.empty(); ++i) {
    const std::size_t size = std::min(text.size(), 1 + sizes[i % sizes.size()]);
    reader.Feed(text.substr(0, size));
    text.remove_prefix(size);
  }
  return reader.End();
}

TEST_CASE("an attachment is known by its files, size and digest, however it is cut and broken into lines") {
  CHECK(rc::check([] {
    std::vector<std::pair<std::string, std::string>> files;
    const auto count = *rc::gen::inRange<std::size_t>(1, 6);
    for (std::size_t i = 0; i < count; ++i) {
      files.emplace_back(Drawn("abc.") + ".txt", std::string(*rc::gen::inRange<std::size_t>(0, 200'000), 'x'));
    }
    const std::string zip = ZipOf(files);
    std::string text = crypto::Base64Encode(AsBytes(zip));
    for (const std::size_t at : Sizes()) text.insert(at % text.size(), "\r\n ");
    const Attachment attachment = Inspected(text, Sizes());
    RC_ASSERT(attachment.fault == AttachmentFault::kNone);
    RC_ASSERT(attachment.size == zip.size());
    RC_ASSERT(attachment.digest == crypto::Sha256(AsBytes(zip)));
    RC_ASSERT(attachment.entries.size() == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
      RC_ASSERT(attachment.entries[i].name == files[i].first);
      RC_ASSERT(attachment.entries[i].unpacked == files[i].second.size());
    }
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() - 4));
    RC_ASSERT(Inspected(text, Sizes()).fault != AttachmentFault::kNone);
  }));
}

}  // namespace
}  // namespace oso::dossier
