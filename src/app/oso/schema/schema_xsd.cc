#include <fmt/format.h>

#include <algorithm>

#include "app/oso/markdown.h"
#include "app/oso/schema/blocks.h"
#include "app/oso/schema/schema.h"
#include "xml/writer.h"

namespace oso::app {
namespace {

using dossier::Element;
using dossier::kUnbounded;
using dossier::Language;
using dossier::Place;
using dossier::ValueType;

// A type of ours in the schema, which its blocks and values share.
constexpr std::string_view kText = "tekst";

std::string_view TypeName(ValueType type) {
  switch (type) {
    case ValueType::kElements:
    case ValueType::kText:
      return kText;
    case ValueType::kString:
      return "xs:string";
    case ValueType::kDate:
      return "xs:date";
    case ValueType::kBoolean:
      return "xs:boolean";
    case ValueType::kInteger:
      return "xs:integer";
    case ValueType::kInt32:
      return "xs:int";
    case ValueType::kDecimal:
      break;
  }
  return "xs:decimal";
}

// "9999-07-31" is "[0-9]{4}-07-31".
std::string AsExpression(std::string_view pattern) {
  std::string expression;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    const std::size_t end = std::min(pattern.find_first_not_of(c, at), pattern.size());
    const std::size_t count = end - at;
    const bool is_class = c == '9' || c == 'A' || c == 'N';
    if (is_class) {
      expression += c == '9' ? "[0-9]" : c == 'A' ? "[A-Z]" : "\\p{Nd}";
      if (count > 1) expression += fmt::format("{{{}}}", count);
    } else {  // no pattern has a sign that means something else in an expression
      expression += pattern.substr(at, count);
    }
    at = end;
  }
  return expression;
}

// An XML document with every element on a line of its own.
class Lines {
 public:
  explicit Lines(std::string& out) : writer_(out) {}

  Lines& Open(std::string_view name) {
    if (depth_ > 0) NewLine();
    writer_.Open(name);
    ++depth_;
    is_leaf_ = true;
    return *this;
  }
  Lines& Attribute(std::string_view name, std::string_view value) {
    writer_.Attribute(name, value);
    return *this;
  }
  // A whole element with one inside it, on one line.
  void Note(std::string_view language, std::string_view text) {
    NewLine();
    writer_.Open("xs:annotation").Open("xs:documentation").Attribute("xml:lang", language).Text(text).Close().Close();
    is_leaf_ = false;
  }
  Lines& Close() {
    --depth_;
    if (!is_leaf_) NewLine();
    writer_.Close();
    is_leaf_ = false;
    return *this;
  }

 private:
  void NewLine() { writer_.Text('\n' + std::string(2 * depth_, ' ')); }

  xml::Writer writer_;
  std::size_t depth_ = 0;
  bool is_leaf_ = true;
};

class Schema {
 public:
  Schema(const dossier::Definition& definition, Language language, std::string& out)
      : definition_(definition), language_(language), blocks_(definition), lines_(out) {}

  void Write() {
    lines_.Open("xs:schema")
        .Attribute("xmlns:xs", "http://www.w3.org/2001/XMLSchema")
        .Attribute("xmlns", definition_.xml_namespace)
        .Attribute("targetNamespace", definition_.xml_namespace)
        .Attribute("elementFormDefault", "qualified")
        .Attribute("version", definition_.validation_name);
    Document(fmt::format("{} {}", In(language_, "OSO-gegevensset", "OSO data set"), definition_.name));
    OneElement(definition_.root());
    for (const Block& block : blocks_.all()) {
      lines_.Open("xs:complexType").Attribute("name", block.name);
      Children(*block.places.front());
      lines_.Close();
    }
    lines_.Open("xs:simpleType").Attribute("name", kText).Open("xs:restriction").Attribute("base", "xs:string");
    Facet("minLength", "1");
    lines_.Close().Close().Close();
  }

 private:
  void Document(std::string_view text) { lines_.Note(In(language_, "nl", "en"), text); }

  void OneElement(const Element& element) {
    lines_.Open("xs:element").Attribute("name", element.name);
    const bool is_chosen = element.place == Place::kChoice;  // then the choice has the minimum
    if (element.min == 0 && !is_chosen) lines_.Attribute("minOccurs", "0");
    if (element.max != 1) {
      lines_.Attribute("maxOccurs", element.max == kUnbounded ? "unbounded" : std::to_string(element.max));
    }
    const Block* block = blocks_.Of(element);
    const bool is_plain = element.type != ValueType::kElements && !HasFacets(element) && !element.described;
    if (block != nullptr) lines_.Attribute("type", block->name);
    if (is_plain) lines_.Attribute("type", TypeName(element.type));
    Document(DescriptionOf(element));
    if (block == nullptr && !is_plain) OwnType(element);
    lines_.Close();
  }

  std::string DescriptionOf(const Element& element) const {
    std::string text(dossier::FieldLabel(element, language_));
    if (element.codes == nullptr) return text;
    return text + fmt::format("; {} {} ({}): {}", In(language_, "codelijst", "code list"), element.codes->number,
                              element.codes->name, fmt::join(element.codes->codes, " "));
  }

  void OwnType(const Element& element) {
    if (element.type == ValueType::kElements) {
      lines_.Open("xs:complexType");
      Children(element);
    } else if (element.described) {
      lines_.Open("xs:complexType").Open("xs:simpleContent").Open("xs:extension");
      lines_.Attribute("base", TypeName(element.type));
      lines_.Open("xs:attribute").Attribute("name", "omschrijving").Attribute("type", kText).Close().Close().Close();
    } else {
      lines_.Open("xs:simpleType").Open("xs:restriction").Attribute("base", TypeName(element.type));
      Facets(element);
      lines_.Close();
    }
    lines_.Close();
  }

  void Children(const Element& element) {
    lines_.Open("xs:sequence");
    for (std::size_t at = 0; at < element.children.size();) {
      const auto run = RunAt(element.children, at);
      const Place place = run.front().place;
      if (place == Place::kChoice) lines_.Open("xs:choice");
      if (place == Place::kChoice && run.front().min == 0) lines_.Attribute("minOccurs", "0");
      if (place == Place::kRepeated) lines_.Open("xs:sequence").Attribute("maxOccurs", "unbounded");
      for (const Element& child : run) OneElement(child);
      if (place != Place::kAlone) lines_.Close();
      at += run.size();
    }
    lines_.Close();
  }

  static bool HasMinimumLength(const Element& element) {
    return element.min_length > 0 && element.type != ValueType::kText;
  }

  static bool HasFacets(const Element& element) {
    return !element.pattern.empty() || HasMinimumLength(element) || element.max_length != kUnbounded ||
           element.max_value != 0;
  }

  void Facets(const Element& element) {
    if (HasMinimumLength(element)) Facet("minLength", std::to_string(element.min_length));
    if (element.max_length != kUnbounded) Facet("maxLength", std::to_string(element.max_length));
    if (element.max_value != 0) {
      Facet("minInclusive", std::to_string(element.min_value));
      Facet("maxInclusive", std::to_string(element.max_value));
    }
    if (!element.pattern.empty()) Facet("pattern", AsExpression(element.pattern));
  }

  void Facet(std::string_view name, std::string_view value) {
    lines_.Open("xs:" + std::string(name)).Attribute("value", value).Close();
  }

  const dossier::Definition& definition_;
  const Language language_;
  const Blocks blocks_;
  Lines lines_;
};

}  // namespace

std::string SchemaAsXsd(const dossier::Definition& definition, Language language) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  Schema(definition, language, out).Write();
  return out + '\n';
}

}  // namespace oso::app
