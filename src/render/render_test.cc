#include "render/render.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "dossier/examples.h"
#include "dossier/reader.h"
#include "dossier/values.h"
#include "render/chart.h"
#include "render/html.h"
#include "render/value.h"
#include "xml/reader.h"

namespace oso::render {
namespace {

using dossier::Document;
using dossier::Language;
using dossier::Occurrence;
using dossier::ReadFile;
using dossier::ValueType;

Document Read(std::string_view text) { return dossier::ReadDocument(AsBytes(text)).value(); }

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string Povo() { return ReadFile(dossier::OwnExample("povo.xml")); }
std::string Html(const std::string& dossier, Language language = Language::kDutch) {
  return RenderHtml(Read(dossier), {.language = language});
}

// What a page says, read as XML, which it also is; and the elements it is made of.
class Page final : public xml::Handler {
 public:
  explicit Page(const std::string& html) {
    constexpr std::string_view kDoctype = "<!DOCTYPE html>\n";
    REQUIRE(html.starts_with(kDoctype));
    xml::Reader reader(*this);
    REQUIRE(reader.Feed(AsBytes(std::string_view(html).substr(kDoctype.size()))).ok());
    REQUIRE(reader.Finish().ok());
  }
  Status StartElement(const xml::Name& name, const std::vector<xml::Attribute>& attributes) override {
    elements.emplace(name.local);
    for (const xml::Attribute& attribute : attributes) attribute_names.emplace(attribute.name.local);
    if (name.local.size() == 2 && name.local[0] == 'h' && name.local[1] >= '1' && name.local[1] <= '6') {
      levels.push_back(name.local[1] - '0');
    }
    return {};
  }
  Status EndElement(const xml::Name&) override { return {}; }
  Status Text(std::string_view piece) override {
    text += piece;
    return {};
  }

  std::string text;
  std::set<std::string> elements;
  std::set<std::string> attribute_names;
  std::vector<int> levels;
};

std::string WithoutSpace(std::string_view text) {
  std::string bare;
  std::ranges::copy_if(text, std::back_inserter(bare),
                       [](char c) { return c != ' ' && c != '\n' && c != '\t' && c != '\r'; });
  return bare;
}

// Of a secret number, or of the address of someone whose address is secret.
bool IsSecret(const Document& document, const Occurrence& value) {
  const auto& all = document.all();
  for (const Occurrence* at = &value; at->element->parent != nullptr; at = &all[at->parent]) {
    const bool address = at->element->name == "adreslijst" || at->element->name == "adresbuitenland";
    const bool number = at->element->name == "nummer" && at->element->parent->name == "communicatie";
    if (!address && !number) continue;
    const Occurrence* says = document.Child(all[at->parent], number ? "geheim" : "adresgeheim");
    if (says != nullptr && dossier::IsTrue(document.TextOf(*says))) return true;
  }
  return false;
}

// Told in words of ours instead: codes with a label, dates, yes and no, what is secret.
bool IsToldInOurWords(const Document& document, const Occurrence& value) {
  const dossier::Element& element = *value.element;
  const std::string_view text = document.TextOf(value);
  const bool has_label =
      element.codes != nullptr &&
      (element.codes->number == 48 || !dossier::CodeLabel(*element.codes, text, Language::kDutch).empty());
  return IsSecret(document, value) || has_label || element.type == ValueType::kDate ||
         element.type == ValueType::kBoolean || element.name == "gbageboortedatum" || element.name == "geboortemaand";
}

TEST_CASE("every value of a dossier is in its report") {
  for (const auto& path : dossier::AllExamples()) {
    CAPTURE(path.string());
    const Document document = Read(ReadFile(path));
    const std::string page = WithoutSpace(Page(RenderHtml(document, {})).text);
    for (const Occurrence& value : document.all()) {
      const std::string_view description = document.DescriptionOf(value);
      const std::string_view text = description.empty() ? document.TextOf(value) : description;
      if (text.empty() || IsToldInOurWords(document, value)) continue;
      CAPTURE(document.PathOf(value));
      CHECK(page.find(WithoutSpace(text)) != std::string::npos);
    }
    for (const dossier::Attachment& attachment : document.attachments()) CHECK(attachment.size < 1'000'000);
  }
}

TEST_CASE("a report has one title, ordered headings, and nothing that runs, loads or leads anywhere") {
  for (const auto& path : dossier::AllExamples()) {
    for (const Language language : {Language::kDutch, Language::kEnglish}) {
      CAPTURE(path.string());
      const Page page(RenderHtml(Read(ReadFile(path)), {.language = language}));
      for (const char* name : {"script", "a", "link", "img", "iframe", "form", "object", "base"}) {
        CHECK_FALSE(page.elements.contains(name));
      }
      for (const char* name : {"href", "src", "style", "onload", "onclick"})
        CHECK_FALSE(page.attribute_names.contains(name));
      CHECK(std::ranges::count(page.levels, 1) == 1);
      for (std::size_t i = 1; i < page.levels.size(); ++i) CHECK(page.levels[i] <= page.levels[i - 1] + 1);
    }
  }
}

TEST_CASE("text of a dossier becomes no markup, whatever it is") {
  const auto hostile = {"&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&lt;/title&gt;&lt;/style&gt;&lt;a href='javascript:x'&gt;y",
                        "\" onload=\"x",
                        "&amp;#60;b&amp;#62;",
                        "]]&gt;",
                        "{{x}}",
                        "https://example.org",
                        "--&gt;"};
  const Page plain(Html(Povo()));
  for (const char* name : hostile) {
    std::string dossier = Povo();
    for (const char* field : {"achternaam>Veen<", "toetsnaam>Rekenen en wiskunde<", "toetsnaam>Rekenen en wiskunde<",
                              "bestandsnaam>tekening.txt<", "straat>Wilgenlaan<"}) {
      const std::string tag = std::string(field).substr(0, std::string(field).find('>') + 1);
      dossier = Replaced(dossier, field, tag + name + '<');
    }
    const Page page(Html(dossier));
    CHECK(page.elements == plain.elements);
    CHECK(page.attribute_names == plain.attribute_names);
  }
  CHECK(Html(Replaced(Povo(), "achternaam>Veen", "achternaam>&lt;script&gt;")).find("&lt;script&gt;") !=
        std::string::npos);
}

TEST_CASE("text that turns, hides or computes is made harmless") {
  CHECK(Harmless("gewoon – Zoë") == "gewoon – Zoë");
  CHECK(Harmless("a\u202Etxt.exe") == "a\uFFFDtxt.exe");
  CHECK(Harmless("\u2066x\u2069\u2029") == "\uFFFDx\uFFFD\uFFFD");
  CHECK(Harmless(std::string("\x01\x7F\xC2\x9B", 4)) == "\uFFFD\uFFFD\uFFFD");
  CHECK(Harmless("twee\nregels") == "twee\nregels");
  for (const char* formula : {"=HYPERLINK(\"x\")", "@SUM(1)", "+cmd|' /C calc'!A0", "-1+A1", " =1"}) {
    CHECK(Harmless(formula) == "\u200B" + std::string(formula));
  }
  for (const char* number : {"+31 30 1234567", "-3,5", "7", "-"}) CHECK(Harmless(number) == number);
  // Names in other scripts keep their own direction, and no one else's.
  CHECK(Html(Replaced(Povo(), "achternaam>Veen", "achternaam>\u05D0\u05D1"))
            .find("<bdi>Noor van der \u05D0\u05D1</bdi>") != std::string::npos);
}

TEST_CASE("dates, sizes and yes and no are written as people write them") {
  CHECK(DateInWords("2019-03-17", Language::kDutch) == "17 maart 2019");
  CHECK(DateInWords("2019-03-01", Language::kEnglish) == "1 March 2019");
  for (const char* other : {"2019-02-30", "2019-03-17Z", "-2019-03-17", "2019-3-17", ""}) {
    CHECK(DateInWords(other, Language::kDutch) == other);
  }
  CHECK(SizeInWords(999, Language::kDutch) == "999 bytes");
  CHECK(SizeInWords(12'400, Language::kDutch) == "12 kB");
  CHECK(SizeInWords(1'449'000, Language::kDutch) == "1,4 MB");
  CHECK(SizeInWords(1'449'000, Language::kEnglish) == "1.4 MB");
  CHECK(*ParseScore("6,5") == 6.5);
  CHECK_FALSE(ParseScore("II"));
  CHECK_FALSE(ParseScore("nan"));
  CHECK_FALSE(ParseScore("1F"));
}

TEST_CASE("an address is written as on an envelope, a secret one is not written") {
  CHECK(Page(Html(Povo())).text.find("Wilgenlaan 143601 ZZ MaarssenNederland") != std::string::npos);
  const std::string secret = Replaced(Povo(), "<nummer>marieke@voorbeeld.example</nummer>",
                                      "<nummer>geheim@geheim.geheim</nummer><geheim>true</geheim>");
  std::string text = Page(Html(secret)).text;
  CHECK(text.find("geheim@geheim.geheim") == std::string::npos);
  CHECK(text.find("(privé)geheim") != std::string::npos);
  text = Page(Html(Replaced(secret, "geheim@geheim.geheim", "marieke@voorbeeld.example"))).text;
  CHECK(text.find("marieke@") == std::string::npos);
  std::string all_secret = Povo();
  while (all_secret.find("geheim>false") != std::string::npos) {
    all_secret = Replaced(all_secret, "geheim>false", "geheim>true");
  }
  text = Page(Html(all_secret)).text;
  CHECK(text.find("Wilgenlaan") == std::string::npos);
  CHECK(text.find("Schoolpad") != std::string::npos);  // the school's own
}

TEST_CASE("results of one test over time are drawn, and told to who does not see the drawing") {
  const std::string html = Html(Povo());
  CHECK(html.find("role=\"img\" aria-labelledby=\"grafiek-1-t grafiek-1-d\"") != std::string::npos);
  CHECK(html.find(">15 januari 2016: 90; 15 juni 2016: 94</desc>") != std::string::npos);
  CHECK(Html(Replaced(Povo(), "score>94<", "score>veel<")).find("<svg") == std::string::npos);
}

TEST_CASE("what was left out is told with its reason") {
  const std::string text = Page(Html(Povo())).text;
  const auto chosen = text.find("Weggelaten, omdat de school of de ouders daarvoor kozen");
  const auto forbidden = text.find("Mag bij deze overdracht niet worden meegegeven");
  REQUIRE(chosen != std::string::npos);
  REQUIRE(forbidden != std::string::npos);
  const std::string by_choice = text.substr(chosen, forbidden - chosen);
  CHECK(by_choice.find(Capitalized(dossier::CategoryLabel("eindtoetsbo", Language::kDutch))) != std::string::npos);
  CHECK(by_choice.find(Capitalized(dossier::CategoryLabel("vombo", Language::kDutch))) == std::string::npos);
  const std::string silent = Page(Html(ReadFile(dossier::OwnExample("hostile/no_categories.xml")))).text;
  CHECK(silent.find("vermeldt niet welke onderdelen") != std::string::npos);
}

TEST_CASE("a plan is not support, though it stands among it") {
  std::string plans = Replaced(Povo(), "<cat_onderwijsondersteuning>OPTIONEEL", "<cat_onderwijsondersteuning>OPT-UIT");
  plans = Replaced(plans, "<cat_handelingsplannen>OPT-UIT", "<cat_handelingsplannen>OPTIONEEL");
  const auto begin = plans.find("<onderwijsondersteuning>");
  const auto end = plans.find("</onderwijsondersteuning>");
  REQUIRE(end != std::string::npos);
  const std::string support = plans.substr(begin, end - begin);
  constexpr std::string_view kContradiction = "Was weggelaten, maar staat er toch in";
  CHECK(Page(Html(plans)).text.find(kContradiction) != std::string::npos);
  plans = Replaced(plans, support,
                   "<onderwijsondersteuning><handelingsplan><startdatum>2018-09-03</startdatum></handelingsplan>");
  CHECK(Page(Html(plans)).text.find(kContradiction) == std::string::npos);
}

TEST_CASE("what a reader must know first stands at the top") {
  CHECK(Html(Povo()).find("class=\"note\"") == std::string::npos);
  CHECK(Html(Replaced(Povo(), "voorlopigdossier>false", "voorlopigdossier>true")).find("voorlopig dossier.") !=
        std::string::npos);
  const std::string odd = Html(Replaced(Povo(), "<achternaam>", "<vreemd>1</vreemd><achternaam>"));
  CHECK(odd.find("past niet bij versie 2019.1") != std::string::npos);
  CHECK(odd.find("past niet") < odd.find("<main>"));
}

TEST_CASE("a damaged attachment is called unreadable, a whole one has its size") {
  CHECK(Page(Html(Povo())).text.find("TXT, 31 bytes") != std::string::npos);
  const std::string damaged = Replaced(Povo(), "UEsDBBQAAAAIAABgYUrJ", "AAAA");
  CHECK(Page(Html(damaged)).text.find("onleesbaar: het bestand is beschadigd") != std::string::npos);
}

TEST_CASE("a dossier with nothing in it is a report all the same") {
  const std::string least =
      "<dossier xmlns=\"http://www.edustandaard.nl/oso_gegevensset/2018/dossier\"><huidigeschool><leerling><verzorger/>"
      "<toetslijst><toets/></toetslijst><cijferlijstlijst><cijferlijst><cijferlijstTypelijst><score/>"
      "</cijferlijstTypelijst></cijferlijst></cijferlijstlijst><overigdocumentlijst><document/></overigdocumentlijst>"
      "</leerling></huidigeschool></dossier>";
  CHECK(Page(Html(least)).text.find("onleesbaar") != std::string::npos);
  CHECK(Page(Html("<dossier xmlns=\"http://www.edustandaard.nl/oso_gegevensset/2016/dossier\"/>")).levels.front() == 1);
}

TEST_CASE("a report as PDF is tagged") {
  const auto pdf = RenderPdf(Read(Povo()), {});
  if (!pdf.ok() && pdf.error().code == ErrorCode::kConfiguration) {
    MESSAGE("SKIPPED: " << pdf.error().detail);
    return;
  }
  REQUIRE(pdf.ok());
  CHECK(pdf->find("/MarkInfo") != std::string::npos);
  CHECK(pdf->find("/FontFile2") != std::string::npos);
}

TEST_CASE("a digest is shown by the name of what it is of, and none that was not given") {
  const auto document = Read(ReadFile(dossier::OwnExample("povo.xml")));
  const auto shown = [&](const Options& options) { return RenderHtml(document, options); };
  const std::string content(64, 'c');
  CHECK(shown({}).find("SHA-256") == std::string::npos);
  const std::string copy = shown({.content = content});
  CHECK(copy.find("Controlegetal van de inhoud, zonder de inzage (SHA-256)") != std::string::npos);
  CHECK(copy.find(content) != std::string::npos);
  CHECK(copy.find("Controlegetal van het bestand") == std::string::npos);
}

}  // namespace
}  // namespace oso::render
