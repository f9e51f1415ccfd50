#include "dossier/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace oso::dossier {
namespace {

// More digits than this in a number libxml2 does not take.
constexpr std::size_t kMaxDigits = 24;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the two digits at the front.
std::optional<int> TakeTwo(std::string_view& text) {
  if (text.size() < 2 || !IsDigit(text[0]) || !IsDigit(text[1])) return std::nullopt;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// "", "Z" or "+hh:mm" up to 14 hours.
bool IsTimeZone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (!Take(text, '+') && !Take(text, '-')) return false;
  const auto hours = TakeTwo(text);
  if (!hours || !Take(text, ':')) return false;
  const auto minutes = TakeTwo(text);
  return minutes && text.empty() && *hours < 24 && *minutes < 60 && *hours * 60 + *minutes <= 14 * 60;
}

int DaysIn(std::int64_t year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

// Sign and digits, with leading zeros gone; nothing for what is not an integer.
struct Number {
  bool negative;
  std::string_view digits;
};
std::optional<Number> ParseInteger(std::string_view text) {
  text = Trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !std::ranges::all_of(text, IsDigit)) return std::nullopt;
  const auto first = std::min(text.find_first_not_of('0'), text.size() - 1);
  text.remove_prefix(first);
  if (text.size() > kMaxDigits) return std::nullopt;
  return Number{negative, text};
}

std::optional<std::int64_t> ToInt64(const Number& number) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(number.digits.data(), number.digits.data() + number.digits.size(), value);
  if (error != std::errc{}) return std::nullopt;
  return number.negative ? -value : value;
}

bool IsDecimal(std::string_view text) {
  text = Trimmed(text);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return false;
  if (!std::ranges::all_of(whole, IsDigit) || !std::ranges::all_of(fraction, IsDigit)) return false;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  const auto last = fraction.find_last_not_of('0');
  fraction = fraction.substr(0, last == std::string_view::npos ? 0 : last + 1);
  return whole.size() + fraction.size() <= kMaxDigits;
}

// The first character of UTF-8 that the XML reader has checked.
char32_t TakeCharacter(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t character = size == 1 ? lead : lead & (0xffU >> (size + 1));
  for (char byte : text.substr(1, size - 1)) character = character << 6U | (static_cast<unsigned char>(byte) & 0x3fU);
  text.remove_prefix(size);
  return character;
}

// Where the ten digits of each script begin: Unicode category Nd.
constexpr auto kZeros = std::to_array<char32_t>(
    {0x30,   0x660,  0x6f0,  0x7c0,  0x966,  0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,  0xce6,  0xd66,
     0xe50,  0xed0,  0xf20,  0x1040, 0x1090, 0x17e0,  0x1810,  0x1946,  0x19d0,  0x1b50,  0x1bb0, 0x1c40, 0x1c50,
     0xa620, 0xa8d0, 0xa900, 0xaa50, 0xff10, 0x104a0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6});

bool IsAnyDigit(char32_t c) {
  const auto* above = std::ranges::upper_bound(kZeros, c);
  return above != kZeros.begin() && c < *std::prev(above) + 10;
}

bool Matches(std::string_view pattern, std::string_view text) {
  for (char p : pattern) {
    if (text.empty()) return false;
    const char32_t c = TakeCharacter(text);
    const bool fits = p == '9'   ? c >= '0' && c <= '9'
                      : p == 'A' ? c >= 'A' && c <= 'Z'
                      : p == 'N' ? IsAnyDigit(c)
                                 : c == static_cast<char32_t>(p);
    if (!fits) return false;
  }
  return text.empty();
}

std::optional<Fault> FaultOfType(const Element& element, std::string_view value) {
  switch (element.type) {
    case ValueType::kElements:
    case ValueType::kText:
    case ValueType::kString:
      return std::nullopt;
    case ValueType::kDate:
      return IsDate(value) ? std::nullopt : std::optional(Fault::kNotADate);
    case ValueType::kBoolean:
      return IsBoolean(value) ? std::nullopt : std::optional(Fault::kNotABoolean);
    case ValueType::kDecimal:
      return IsDecimal(value) ? std::nullopt : std::optional(Fault::kNotADecimal);
    case ValueType::kInteger:
    case ValueType::kInt32:
      break;
  }
  // libxml2 takes white space around an xs:integer, not around an xs:int.
  if (element.type == ValueType::kInt32 && Trimmed(value).size() != value.size()) return Fault::kNotAnInteger;
  const auto number = ParseInteger(value);
  if (!number) return Fault::kNotAnInteger;
  if (element.type == ValueType::kInteger && element.max_value == 0) return std::nullopt;
  const bool limited = element.max_value != 0;
  const std::int64_t low = limited ? element.min_value : std::numeric_limits<std::int32_t>::min();
  const std::int64_t high = limited ? element.max_value : std::numeric_limits<std::int32_t>::max();
  const auto exact = ToInt64(*number);
  return exact && *exact >= low && *exact <= high ? std::nullopt : std::optional(Fault::kOutOfRange);
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t CountCharacters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

bool IsDate(std::string_view text) {
  const bool negative = Take(text, '-');
  const auto year_digits = text.substr(0, text.find('-'));
  // A year has four digits, or more without a leading zero; there is no year 0.
  if (year_digits.size() < 4 || year_digits.size() > 9 || !std::ranges::all_of(year_digits, IsDigit)) return false;
  if (year_digits.size() > 4 && year_digits.front() == '0') return false;
  std::int64_t year = 0;
  std::from_chars(year_digits.data(), year_digits.data() + year_digits.size(), year);
  text.remove_prefix(year_digits.size());
  if (year == 0 || !Take(text, '-')) return false;
  const auto month = TakeTwo(text);
  if (!month || *month < 1 || *month > 12 || !Take(text, '-')) return false;
  const auto day = TakeTwo(text);
  return day && *day >= 1 && *day <= DaysIn(negative ? -year : year, *month) && IsTimeZone(text);
}

bool IsBoolean(std::string_view text) {
  const std::string_view word = Trimmed(text);
  return word == "true" || word == "false" || word == "1" || word == "0";
}

bool IsTrue(std::string_view text) {
  const std::string_view word = Trimmed(text);
  return word == "true" || word == "1";
}

std::optional<Fault> FaultOf(const Element& element, std::string_view value) {
  if (const auto fault = FaultOfType(element, value)) return fault;
  if (element.min_length == 1 && value.empty()) return Fault::kEmpty;
  if (element.max_length != kUnbounded && value.size() > element.max_length &&
      CountCharacters(value) > element.max_length) {
    return Fault::kTooLong;
  }
  if (!element.pattern.empty() && !Matches(element.pattern, value)) return Fault::kWrongPattern;
  return std::nullopt;
}

}  // namespace oso::dossier
