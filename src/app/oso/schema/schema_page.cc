#include <fmt/format.h>

#include <algorithm>

#include "app/oso/markdown.h"
#include "app/oso/schema/blocks.h"
#include "app/oso/schema/schema.h"
#include "app/oso/schema/schema_lists.h"

namespace oso::app {
namespace {

using dossier::Element;
using dossier::kUnbounded;
using dossier::Language;
using dossier::Place;
using dossier::ValueType;

std::string_view LabelOf(const Element& element, Language language) { return dossier::FieldLabel(element, language); }

std::string Names(std::span<const Element> elements) {
  std::vector<std::string> names;
  for (const Element& element : elements) names.push_back(Code(element.name));
  return Joined(names);
}

// A block that stands in several places has its own name, any other section that of its path.
std::string SectionId(const Element& element, const Block* block) {
  if (block != nullptr) return "blok-" + std::string(block->name);
  std::string id(element.path);
  std::ranges::replace(id, '/', '-');
  return id;
}

class Page {
 public:
  Page(const dossier::Definition& definition, Language language)
      : definition_(definition), language_(language), blocks_(definition) {}

  std::string Write() && {
    Introduction();
    Structure();
    return std::move(page_) + CodeListsAsPage(definition_, language_) + CategoriesAsPage(definition_, language_);
  }

 private:
  std::string_view Say(std::string_view dutch, std::string_view english) const { return In(language_, dutch, english); }
  Language other() const { return language_ == Language::kDutch ? Language::kEnglish : Language::kDutch; }

  void Introduction() {
    page_ += fmt::format("# {} {}\n\n", Say("OSO-gegevensset", "OSO data set"), definition_.name);
    page_ += Say(
        "Wat er in een overstapdossier van deze versie mag en moet staan: de opbouw, de waarden, de codelijsten en de "
        "categorieën.\nWelke regels daarbovenop gelden, staat op [de pagina van alle controles](../checks.md).\n\n",
        "What may and must stand in a dossier of this version: the structure, the values, the code lists and the "
        "categories.\nThe rules that hold besides stand on [the page of every check](../checks.en.md).\n\n");
    page_ += TableHead({"", ""});
    page_ += TableRow({"namespace", Code(definition_.xml_namespace)});
    page_ += TableRow({Code("standaardversie"), Code(definition_.name)});
    page_ += TableRow({Code("validatieversie"), Code(definition_.validation_name)});
    page_ += TableRow({std::string(Say("XML Schema", "XML Schema")),
                       Code(fmt::format("oso schema {} --format xsd", definition_.name))});
    page_ += fmt::format("\n- {}\n", Link(Say("Opbouw", "Structure"), "opbouw"));
    for (const Element& element : definition_.root().children) TableOfContents(element, 1);
    if (!blocks_.all().empty()) {
      page_ += fmt::format("  - {}: ", Say("op meer plaatsen", "in several places"));
      std::vector<std::string> links;
      for (const Block& block : blocks_.all()) links.push_back(Link(block.name, SectionId(*block.places[0], &block)));
      page_ += Joined(links) + '\n';
    }
    page_ += fmt::format("- {}\n- {}\n", Link(Say("Codelijsten", "Code lists"), "codelijsten"),
                         Link(Say("Categorieën", "Categories"), "categorieen"));
  }

  // The sections, as deep as a reader looks for one.
  void TableOfContents(const Element& element, std::size_t depth) {
    const Block* block = blocks_.Of(element);
    if (element.type != ValueType::kElements || block != nullptr) return;
    page_ += fmt::format("{}- {}\n", std::string(2 * depth, ' '),
                         Link(LabelOf(element, language_), SectionId(element, block)));
    if (depth == 3) return;
    for (const Element& child : element.children) TableOfContents(child, depth + 1);
  }

  void Structure() {
    page_ += Heading(2, "opbouw", Say("Opbouw", "Structure")) + '\n';
    page_ += Say(
        "De onderdelen staan altijd in de volgorde van de tabellen. In een vorm als `99AA` is `9` een cijfer, `A` een "
        "hoofdletter en `N` een cijfer van welk schrift ook; de rest staat er letterlijk.\n",
        "The elements always stand in the order of the tables. In a form like `99AA`, `9` is a digit, `A` a capital "
        "and `N` a digit of any script; the rest stands there literally.\n");
    Section(definition_.root());
    for (const Block& block : blocks_.all()) Section(*block.places.front());
  }

  // Of an element with what it holds, each in its turn; of a block that is told elsewhere nothing.
  void Section(const Element& element) {
    const Block* block = blocks_.Of(element);
    page_ += Heading(3, SectionId(element, block), block == nullptr ? LabelOf(element, language_) : block->name) + '\n';
    if (block == nullptr) {
      page_ += Code(element.path) + CategoryNote(element);
    } else {
      page_ += Say("Staat in", "Stands in");
      for (const Element* place : block->places) page_ += fmt::format("\n- {}", Code(place->path));
    }
    page_ += "\n\n";
    page_ += TableHead({std::string(Say("Onderdeel", "Element")), std::string(Say("Betekenis", "Meaning")),
                        std::string(Say("Engels", "Dutch")), std::string(Say("Hoe vaak", "How often")),
                        std::string(Say("Waarde", "Value"))});
    for (std::size_t at = 0; at < element.children.size();) {
      const auto run = RunAt(element.children, at);
      for (const Element& child : run) Row(child, run);
      at += run.size();
    }
    for (const Element& child : element.children) {
      if (child.type == ValueType::kElements && blocks_.Of(child) == nullptr) Section(child);
    }
  }

  std::string CategoryNote(const Element& element) const {
    if (element.category == nullptr) return "";
    return fmt::format(", {} {}", Say("categorie", "category"),
                       Link(element.category->name, CategoryId(*element.category)));
  }

  void Row(const Element& element, std::span<const Element> run) {
    std::string value = ValueOf(element);
    if (element.parent->category != nullptr && element.category != element.parent->category) {
      value += CategoryNote(element);
    }
    page_ += TableRow({Code(element.name), std::string(LabelOf(element, language_)),
                       std::string(LabelOf(element, other())), HowOften(element, run), std::move(value)});
  }

  std::string HowOften(const Element& element, std::span<const Element> run) const {
    const bool many = element.max == kUnbounded;
    if (element.place == Place::kChoice) {
      return fmt::format("{} {}{}",
                         element.min == 0 ? Say("hoogstens één van", "at most one of") : Say("één van", "one of"),
                         Names(run), many ? Say(", eventueel vaker", ", perhaps more often") : "");
    }
    std::string often = many ? fmt::format(fmt::runtime(Say("{} of vaker", "{} or more")), element.min)
                        : element.min == element.max ? std::to_string(element.min)
                                                     : fmt::format("{}–{}", element.min, element.max);
    if (element.place == Place::kRepeated) {
      often +=
          fmt::format(fmt::runtime(Say("; de rij {} mag zich herhalen", "; the run {} may come back")), Names(run));
    }
    return often;
  }

  std::string ValueOf(const Element& element) const {
    if (element.type == ValueType::kElements) {
      const Block* block = blocks_.Of(element);
      return Link(block == nullptr ? LabelOf(element, language_) : block->name, SectionId(element, block));
    }
    std::string value(TypeInWords(element.type));
    if (!element.pattern.empty())
      value += fmt::format(", {} {}", Say("in de vorm", "of the form"), Code(element.pattern));
    if (element.max_length != kUnbounded) {
      value += fmt::format(fmt::runtime(Say(", {} tot {} tekens", ", {} to {} characters")), element.min_length,
                           element.max_length);
    }
    if (element.max_value != 0) {
      value += fmt::format(fmt::runtime(Say(" van {} tot en met {}", " from {} to {}")), element.min_value,
                           element.max_value);
    }
    if (element.codes != nullptr) {
      value += fmt::format(", {}", Link(fmt::format("{} {}", Say("codelijst", "code list"), element.codes->number),
                                        ListId(*element.codes)));
    }
    if (element.described)
      value += Say(", eventueel met kenmerk `omschrijving`", ", perhaps with attribute `omschrijving`");
    return value;
  }

  std::string_view TypeInWords(ValueType type) const {
    switch (type) {
      case ValueType::kElements:
        break;
      case ValueType::kText:
        return Say("tekst, niet leeg", "text, not empty");
      case ValueType::kString:
        return Say("tekst", "text");
      case ValueType::kDate:
        return Say("datum (`2019-03-31`)", "date (`2019-03-31`)");
      case ValueType::kBoolean:
        return Say("ja (`true`) of nee (`false`)", "yes (`true`) or no (`false`)");
      case ValueType::kInteger:
        return Say("geheel getal", "whole number");
      case ValueType::kInt32:
        return Say("geheel getal (32 bits)", "whole number (32 bits)");
      case ValueType::kDecimal:
        return Say("getal (`7.5`)", "number (`7.5`)");
    }
    return "";
  }

  const dossier::Definition& definition_;
  const Language language_;
  const Blocks blocks_;
  std::string page_;
};

}  // namespace

std::string SchemaAsPage(const dossier::Definition& definition, Language language) {
  return Page(definition, language).Write();
}

}  // namespace oso::app
