#include "render/value.h"

#include <array>
#include <charconv>
#include <chrono>

#include "dossier/values.h"

namespace oso::render {
namespace {

using dossier::Language;
using dossier::Occurrence;
using dossier::ValueType;

constexpr std::array<Phrase, 12> kMonths = {{{"januari", "January"},
                                             {"februari", "February"},
                                             {"maart", "March"},
                                             {"april", "April"},
                                             {"mei", "May"},
                                             {"juni", "June"},
                                             {"juli", "July"},
                                             {"augustus", "August"},
                                             {"september", "September"},
                                             {"oktober", "October"},
                                             {"november", "November"},
                                             {"december", "December"}}};

std::string_view MonthName(int month, Language language) {
  const Phrase& name = kMonths[static_cast<std::size_t>(month - 1)];
  return language == Language::kDutch ? name.dutch : name.english;
}

std::optional<int> ParseNumber(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0) return std::nullopt;
  return number;
}

// "2005-02", or the text itself.
std::string MonthInWords(std::string_view text, Language language) {
  const auto day = text.size() == 7 ? ParseDay(std::string(text) + "-01") : std::nullopt;
  if (!day) return std::string(text);
  return std::string(MonthName(day->month, language)) + ' ' + std::to_string(day->year);
}

// "17-03-2003", as the register of persons has it, or the text itself.
std::string RegisterDateInWords(std::string_view text, Language language) {
  if (text.size() != 10) return std::string(text);
  const std::string turned =
      std::string(text.substr(6)) + text[5] + std::string(text.substr(3, 2)) + text[2] + std::string(text.substr(0, 2));
  const auto day = ParseDay(turned);
  return day ? DayInWords(*day, language) : std::string(text);
}

// In words of ours; "" where the value is its own best word.
std::string OurWords(const Page& page, const Occurrence& occurrence) {
  const dossier::Element& element = *occurrence.element;
  const std::string_view text = page.document.TextOf(occurrence);
  if (element.codes != nullptr) return std::string(dossier::CodeLabel(*element.codes, text, page.language));
  if (element.type == ValueType::kBoolean && dossier::IsBoolean(text)) {
    return page.In(dossier::IsTrue(text) ? Phrase{"ja", "yes"} : Phrase{"nee", "no"});
  }
  std::string words;
  if (element.type == ValueType::kDate) words = DateInWords(text, page.language);
  if (element.name == "geboortemaand") words = MonthInWords(text, page.language);
  if (element.name == "gbageboortedatum") words = RegisterDateInWords(text, page.language);
  return words == text ? "" : words;
}

}  // namespace

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ParseNumber(text.substr(0, 4));
  const auto month = ParseNumber(text.substr(5, 2));
  const auto day = ParseNumber(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Day{*year, *month, *day};
}

std::string DayInWords(const Day& day, Language language) {
  return std::to_string(day.day) + ' ' + std::string(MonthName(day.month, language)) + ' ' + std::to_string(day.year);
}

std::string DateInWords(std::string_view text, Language language) {
  const auto day = ParseDay(text);
  return day ? DayInWords(*day, language) : std::string(text);
}

std::string SizeInWords(std::uint64_t bytes, Language language) {
  constexpr std::uint64_t kThousand = 1000;
  if (bytes < kThousand) return std::to_string(bytes) + " bytes";
  if (bytes < kThousand * kThousand) return std::to_string((bytes + 500) / kThousand) + " kB";
  const std::uint64_t tenths = (bytes + 50'000) / 100'000;
  return std::to_string(tenths / 10) + (language == Language::kDutch ? ',' : '.') + std::to_string(tenths % 10) + " MB";
}

void WriteValue(Page& page, const Occurrence& occurrence, Position position) {
  const std::string_view text = page.document.TextOf(occurrence);
  const std::string ours = OurWords(page, occurrence);
  if (!ours.empty()) {
    page.html.Text(position == Position::kAlone ? Capitalized(ours) : ours);
  } else if (const std::string_view description = page.document.DescriptionOf(occurrence); !description.empty()) {
    page.html.Foreign(description);
  } else if (dossier::Trimmed(text).empty()) {
    page.html.Text("–");
  } else {
    page.html.Foreign(text);
  }
}

}  // namespace oso::render
