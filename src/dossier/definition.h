// The data set of each version as tables: every element at every place it may stand, its type, its code list, its
// category. Compiled at build time from definitions/VERSION/; nothing here depends on a document.
// Source: Edustandaard, OSO gegevensset 2016.1, 2017.1, 2018.1, 2019.1 (schema and business rules).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dossier/vocabulary.h"

namespace oso::dossier {

enum class ValueType : std::uint8_t {
  kElements,  // no value of its own: elements only
  kText,      // any text, at least one character (white space counts)
  kString,    // any text
  kDate,      // xs:date; a time zone and a year before 1 are allowed
  kBoolean,   // xs:boolean: true false 1 0
  kInteger,   // xs:integer, any size
  kInt32,     // xs:int
  kDecimal,   // xs:decimal
};

// How a child stands among its siblings, which all stand in a fixed order.
enum class Place : std::uint8_t {
  kAlone,
  kChoice,    // at most one of its neighbours with the same `group` may be there, once or as often as `max` says
  kRepeated,  // the run of neighbours with the same `group` may come back as a whole, from its first on
};

// Values that go out together or not at all: metadata/categorie_uitlevering has one answer for each.
struct Category {
  enum Number : std::uint8_t {
    kMetadata = 1,
    kInspection,
    kSchool,
    kPupil,
    kCarers,
    kEarlyYears,
    kCareer,
    kAdvice,
    kSupport,  // until 2018.1 care: zorgenbegeleiding
    kAbsence,
    kFinalTest,
    kTests,
    kPlans,
    kReports,
    kResults,  // of secondary and vocational education
    kDocuments,
  };

  std::string_view name;  // "schoolloopbaan"; its answer stands in cat_schoolloopbaan
  std::uint8_t number;    // a Number: OS.cat07 is about the seventh
};

// The element with a category's answer, by the category's name: cat_schoolloopbaan.
inline constexpr std::string_view kAnswerPrefix = "cat_";
std::string AnswerName(std::string_view category);

// A code matches exactly, case and all.
struct CodeList {
  std::uint8_t number;    // 2 to 48, as published
  std::string_view name;  // Dutch
  std::span<const std::string_view> codes;
};

inline constexpr std::uint16_t kUnbounded = 0xffff;

struct Element {
  std::string_view name;  // "bsn"
  std::string_view path;  // "dossier/huidigeschool/leerling/bsn"
  const Element* parent;  // nullptr for the root
  std::span<const Element> children;
  std::uint16_t min;  // of a choice: of the choice as a whole
  std::uint16_t max;
  Place place;
  std::uint8_t group;  // 0 for kAlone
  ValueType type;
  bool described;  // may carry the attribute omschrijving
  // In characters. kUnbounded: no limit.
  std::uint16_t min_length;
  std::uint16_t max_length;
  // Inclusive; both 0: no limits.
  std::int32_t min_value;
  std::int32_t max_value;
  // The shape of the whole value, "" for any: 9 is a digit, N a decimal digit of any script, A a capital A to Z,
  // anything else itself.
  std::string_view pattern;
  const CodeList* codes;     // nullptr: not coded
  const Category* category;  // nullptr: the root

  const Element* Child(std::string_view child) const;
  // Only there to hold a list: adreslijst, onderdelen.
  bool IsList() const { return children.size() == 1 && children.front().max > 1; }
};

struct Definition {
  DataSetVersion version;
  std::string_view name;             // "2019.1": metadata/standaardversie must say so
  std::string_view validation_name;  // "2019.1.1": and metadata/validatieversie this
  std::string_view xml_namespace;
  std::span<const Element> elements;  // the root first; the children of one parent side by side, in order
  std::span<const CodeList> code_lists;
  std::span<const Category> categories;  // by number; 2016.1 has them without categorie_uitlevering

  const Element& root() const { return elements.front(); }
  const Element* Find(std::string_view path) const;  // nullptr: no such place
  const CodeList* List(int number) const;            // nullptr: this version does not check it
  // Of cat_schoolloopbaan; nullptr: it is no answer of this version.
  const Category* CategoryOfAnswer(std::string_view element) const;
};

std::span<const Definition> Definitions();  // the oldest version first
const Definition& DefinitionOf(DataSetVersion version);

}  // namespace oso::dossier
