#include "dossier/tree.h"

#include <doctest/doctest.h>

#include "dossier/definition.h"

namespace oso::dossier {
namespace {

constexpr std::string_view kDocument =
    "<d:dossier xmlns:d='http://www.edustandaard.nl/oso_gegevensset/2019/dossier'>\n"
    "  <d:overdrachtsoort>swv<!-- -->-dossier</d:overdrachtsoort>\n"
    "  <d:huidigeschool><d:naam> De &lt;Linde&gt; </d:naam><d:website/>\n"
    "    <d:leerling><d:nationaliteit "
    "omschrijving='&quot;x&quot;'>0001</d:nationaliteit></d:leerling></d:huidigeschool>\n"
    "</d:dossier>";

TEST_CASE("a tree keeps the names and values, and nothing of how they were written") {
  const auto tree = ReadTree(AsBytes(kDocument));
  REQUIRE(tree.ok());
  CHECK(tree->version == DataSetVersion::k2019_1);
  CHECK(tree->root.TextAt("overdrachtsoort") == "swv-dossier");
  CHECK(tree->root.TextAt("huidigeschool/naam") == " De <Linde> ");
  CHECK(tree->root.TextAt("huidigeschool/leerling/bsn").empty());
  CHECK(tree->root.At("huidigeschool/leerling/nationaliteit")->description == "\"x\"");
  CHECK(tree->root.text.empty());
}

TEST_CASE("what is written reads back as the same tree") {
  auto tree = ReadTree(AsBytes(kDocument));
  REQUIRE(tree.ok());
  tree->root.At("huidigeschool")->Remove("website");
  tree->version = DataSetVersion::k2018_1;
  const std::string text = WriteTree(*tree);
  CHECK(text.find("oso_gegevensset/2018/dossier") != std::string::npos);
  const auto again = ReadTree(AsBytes(text));
  REQUIRE(again.ok());
  CHECK(*again == *tree);
}

TEST_CASE("what is not a dossier is no tree") {
  CHECK(ReadTree(AsBytes("<dossier/>")).error().code == ErrorCode::kNotADossier);
  CHECK(ReadTree(AsBytes("<dossier")).error().code == ErrorCode::kMalformedXml);
  CHECK(ReadTree(AsBytes(kDocument), 10).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("every definition knows its places, their order and their codes") {
  for (const Definition& definition : Definitions()) {
    CAPTURE(definition.name);
    CHECK(&DefinitionOf(definition.version) == &definition);
    CHECK(definition.root().name == "dossier");
    CHECK(definition.categories.size() == 16);
    for (const Element& element : definition.elements) {
      CAPTURE(element.path);
      CHECK(definition.Find(element.path) == &element);
      CHECK((element.type == ValueType::kElements) == !element.children.empty());
      for (const Element& child : element.children) CHECK(child.parent == &element);
      if (element.parent != nullptr) CHECK(element.category != nullptr);
    }
    const Element* sex = definition.Find("dossier/huidigeschool/leerling/geslacht");
    REQUIRE(sex != nullptr);
    CHECK(sex->codes->number == 14);
    CHECK(sex->category->name == "leerling");
    CHECK(definition.List(99) == nullptr);
  }
}

TEST_CASE("text between elements would be lost, and is refused") {
  const auto tree = ReadTree(AsBytes(
      "<dossier xmlns='http://www.edustandaard.nl/oso_gegevensset/2019/dossier'><metadata/>x<inzage/></dossier>"));
  REQUIRE_FALSE(tree.ok());
  CHECK(tree.error().code == ErrorCode::kNotADossier);
}

}  // namespace
}  // namespace oso::dossier
