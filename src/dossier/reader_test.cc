#include "dossier/reader.h"

#include <doctest/doctest.h>

#include "crypto/digest.h"
#include "dossier/examples.h"

namespace oso::dossier {
namespace {

class Kept final : public xml::CaptureSink {
 public:
  Status Capture(ByteView bytes) override {
    text += AsText(bytes);
    return {};
  }
  std::string text;
};

Result<Document> Read(std::string_view text, ReadOptions options = {}, std::size_t piece = 1U << 20U) {
  DossierReader reader(options);
  for (std::size_t at = 0; at < text.size(); at += piece) RETURN_IF_ERROR(reader.Feed(AsBytes(text.substr(at, piece))));
  return reader.Finish();
}

// The least that the schema demands, with room for more.
std::string Minimal(std::string_view pupil = "<achternaam>Jansen</achternaam>", std::string_view after_kind = "",
                    std::string_view year = "2019") {
  return "<dossier xmlns=\"http://www.edustandaard.nl/oso_gegevensset/" + std::string(year) +
         "/dossier\">\n<metadata><deeldossier>LAS</deeldossier><pakketnaam>x</pakketnaam><pakketversie>1</pakketversie>"
         "<datum>2020-01-31</datum><standaardversie>x</standaardversie><validatieversie>x</validatieversie></"
         "metadata>\n"
         "<overdrachtsoort>x</overdrachtsoort>" +
         std::string(after_kind) +
         "\n<huidigeschool><naam>De Linde</naam><brincode>00AA</brincode><vestigingscode>00</vestigingscode>"
         "<aanleverpunt>1</aanleverpunt>\n<leerling>" +
         std::string(pupil) + "</leerling></huidigeschool></dossier>";
}

std::vector<Fault> FaultsOf(const std::string& text) {
  std::vector<Fault> faults;
  const auto document = Read(text);
  REQUIRE(document.ok());
  for (const SchemaError& error : document->schema_errors()) faults.push_back(error.fault);
  return faults;
}

using Faults = std::vector<Fault>;

TEST_CASE("our own dossier is read whole, and its root element is handed on exactly") {
  const std::string text = ReadFile(OwnExample("povo.xml"));
  const std::string root = text.substr(text.find("<dossier"), text.rfind('>') + 1 - text.find("<dossier"));
  for (std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, text.size()}) {
    Kept kept;
    const auto document = Read(text, {.capture = &kept}, piece);
    REQUIRE(document.ok());
    CHECK(document->schema_errors().empty());
    CHECK(document->version() == DataSetVersion::k2019_1);
    CHECK(document->Value("overdrachtsoort") == "overstapdossier");
    CHECK(document->Value("metadata/overstap") == "POVO");
    CHECK_FALSE(document->Value("huidigeschool/leerling/bsn"));
    CHECK(document->attachments().size() == 2);
    for (const Attachment& attachment : document->attachments()) CHECK(attachment.fault == AttachmentFault::kNone);
    CHECK(kept.text == root);
  }
}

// What stands in the place of the inspection, and right behind it.
struct Inspection {
  std::string text;
  std::string behind;
};
Inspection InspectionOf(const std::string& text, std::size_t piece) {
  Kept kept;
  DossierReader reader({.capture = &kept});
  for (std::size_t at = 0; at < text.size(); at += piece) {
    REQUIRE(reader.Feed(AsBytes(std::string_view(text).substr(at, piece))).ok());
    // What was captured is known to stand before, in or behind it.
    const InspectionPlace& place = reader.inspection_place();
    CHECK((place.begin == InspectionPlace::kAhead ? kept.text.find("<huidigeschool") == std::string::npos
                                                  : place.begin <= place.end));
  }
  REQUIRE(reader.Finish().ok());
  const InspectionPlace& place = reader.inspection_place();
  REQUIRE(place.end <= kept.text.size());
  return {kept.text.substr(place.begin, place.end - place.begin), kept.text.substr(place.end, 16)};
}
constexpr std::size_t kPieces[] = {1, 7, 100, 4096, 1U << 20U};

TEST_CASE("the place of the inspection is found, however the document is cut") {
  for (const auto& file : OwnExamples()) {
    CAPTURE(file.string());
    const std::string text = ReadFile(file);
    const std::size_t begin = text.find("<inzage>");
    const std::string_view end = "</inzage>\n  <huidige";
    const std::string found = begin == std::string::npos
                                  ? ""
                                  : text.substr(begin, text.find(end) + std::string_view("</inzage>").size() - begin);
    for (const std::size_t piece : kPieces) {
      const Inspection inspection = InspectionOf(text, piece);
      CHECK(inspection.text == found);
      CHECK(inspection.behind.starts_with(found.empty() ? "<huidigeschool" : "\n  <huidigescho"));
    }
  }
}

TEST_CASE("the place of the inspection is told in whatever way it is written") {
  for (const std::string inspection :
       {"", "<inzage/>", "<inzage ></inzage>", "<inzage></inzage>",
        "<!-- --><inzage><!-- inzage --><inzage>1</inzage></inzage>",
        "\r\n<inzage>\r\n<voorlopigdossier>0</voorlopigdossier>\r\n</inzage>\r\n", "<inzage>\u00e9&amp;</inzage>"}) {
    CAPTURE(inspection);
    const std::size_t begin = inspection.find("<inzage");
    const std::string element =
        begin == std::string::npos
            ? ""
            : inspection.substr(begin, std::min(inspection.rfind('>'), inspection.rfind("\r\n")) + 1 - begin);
    for (const std::size_t piece : kPieces) {
      CHECK(InspectionOf(Minimal("<achternaam>Jansen</achternaam>", inspection), piece).text ==
            (element.ends_with('\r') ? element.substr(0, element.size() - 1) : element));
    }
  }
}

TEST_CASE("a prefix, or an inspection of something else, does not hide the place") {
  const std::string text =
      "<o:dossier "
      "xmlns:o=\"http://www.edustandaard.nl/oso_gegevensset/2019/dossier\"><o:metadata><inzage/></o:metadata>"
      "<o:inzage><o:inzage>1</o:inzage></o:inzage> <o:huidigeschool/></o:dossier>";
  for (const std::size_t piece : kPieces) {
    CHECK(InspectionOf(text, piece).text == "<o:inzage><o:inzage>1</o:inzage></o:inzage>");
  }
}

TEST_CASE("every published example has the structure and types of its version") {
  for (const auto& path : PublishedExamples()) {
    CAPTURE(path.string());
    const auto document = Read(ReadFile(path));
    REQUIRE(document.ok());
    for (const SchemaError& error : document->schema_errors()) {
      FAIL_CHECK(error.path << " " << static_cast<int>(error.fault) << " " << error.name);
    }
  }
}

TEST_CASE("occurrences know their path, line and children") {
  const auto document =
      Read(Minimal("<achternaam>A</achternaam>\n<verzorger><achternaam>B</achternaam>"
                   "<wettigevertegenwoordiger>1</wettigevertegenwoordiger></verzorger>\n<verzorger>"
                   "<achternaam>C</achternaam><wettigevertegenwoordiger>0</wettigevertegenwoordiger>"
                   "</verzorger>"));
  REQUIRE(document.ok());
  CHECK(document->schema_errors().empty());
  const Occurrence& last = document->all()[document->all().size() - 2];
  CHECK(document->PathOf(last) == "/dossier[1]/huidigeschool[1]/leerling[1]/verzorger[2]/achternaam[1]");
  CHECK(last.line == 7);
  CHECK(document->TextOf(last) == "C");
  CHECK(document->Child(document->all()[last.parent], "achternaam") == &last);
  CHECK(document->all().front().end == document->all().size());
}

TEST_CASE("the words with a land or a nationality are kept beside its code, and no part of it") {
  const std::string name = "<achternaam>Jansen</achternaam>";
  const auto document = Read(Minimal(name + "<nationaliteit omschrijving='Nederlandse'>00<!-- -->01</nationaliteit>"
                                            "<nationaliteit>0052</nationaliteit>"));
  REQUIRE(document.ok());
  const Occurrence* pupil = document->Find("huidigeschool/leerling");
  REQUIRE(pupil != nullptr);
  const Occurrence* described = document->Child(*pupil, "nationaliteit");
  REQUIRE(described != nullptr);
  CHECK(document->TextOf(*described) == "0001");
  CHECK(document->TextNodesOf(*described).size() == 2);
  CHECK(document->DescriptionOf(*described) == "Nederlandse");
  const Occurrence* bare = described + 1;
  CHECK(document->TextOf(*bare) == "0052");
  CHECK(document->DescriptionOf(*bare).empty());
  CHECK(document->DescriptionOf(document->all().front()).empty());
  const std::string endless = "<nationaliteit omschrijving='" + std::string(1U << 15U, 'x') + "'>1</nationaliteit>";
  std::string many = name;
  while (many.size() <= DossierReader::kMaxText) many += endless;
  const auto refused = Read(Minimal(many));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a comment or instruction parts a value's text, an entity or CDATA does not") {
  const auto document =
      Read(Minimal("<achternaam>Jan<!-- -->sen</achternaam><roepnaam>a&amp;<![CDATA[b]]></roepnaam>"
                   "<geslacht><?x?>1</geslacht>"));
  REQUIRE(document.ok());
  CHECK(document->schema_errors().empty());
  const Occurrence* name = document->Find("huidigeschool/leerling/achternaam");
  CHECK(document->TextOf(*name) == "Jansen");
  CHECK((document->TextNodesOf(*name) == std::vector<std::string_view>{"Jan", "sen"}));
  CHECK(document->TextNodesOf(*document->Find("huidigeschool/leerling/roepnaam")).size() == 1);
  CHECK((document->TextNodesOf(*document->Find("huidigeschool/leerling/geslacht")) ==
         std::vector<std::string_view>{"1"}));
}

TEST_CASE("order, number and choice of elements are as the schema has them") {
  const std::string name = "<achternaam>x</achternaam>";
  CHECK(FaultsOf(Minimal(name)).empty());
  CHECK(FaultsOf(Minimal("")) == Faults{Fault::kMissingElement});
  CHECK(FaultsOf(Minimal(name + name)) == Faults{Fault::kTooMany});
  CHECK(FaultsOf(Minimal(name + "<voornaam>x</voornaam>")) == Faults{Fault::kMisplacedElement});
  CHECK(FaultsOf(Minimal("<voornaam>a</voornaam><voornaam>b</voornaam>" + name)).empty());
  CHECK(FaultsOf(Minimal(name + "<jan/>")) == Faults{Fault::kUnknownElement});
  CHECK(FaultsOf(Minimal(name + "<x:geslacht xmlns:x='y'>1</x:geslacht>")) == Faults{Fault::kUnknownElement});
  CHECK(FaultsOf(Minimal(name + "<bsn>1</bsn>")).empty());
  CHECK(FaultsOf(Minimal(name + "<onderwijsnummer>1</onderwijsnummer><bsn>1</bsn>")) == Faults{Fault::kOneOfTwo});
  CHECK(FaultsOf(Minimal(name + "<bsn>1</bsn><onderwijsnummer>1</onderwijsnummer>")) == Faults{Fault::kOneOfTwo});
  CHECK(FaultsOf(Minimal("losse tekst" + name)) == Faults{Fault::kNotAllowedText});
  CHECK(FaultsOf(Minimal("<achternaam>x<b/>y</achternaam>")) == Faults{Fault::kNotAllowedMarkup});
  CHECK(FaultsOf(Minimal("<achternaam taal='nl'>x</achternaam>")) == Faults{Fault::kNotAllowedAttribute});
  CHECK(FaultsOf(Minimal("<achternaam>x</achternaam><nationaliteit omschrijving=''>0001</nationaliteit>")) ==
        Faults{Fault::kEmptyAttribute});
  CHECK(FaultsOf(Minimal(name + "<nationaliteit omschrijving='x'>1</nationaliteit>")).empty());

  const std::string subject = "<resultaatvakkenvo><vakcode>1</vakcode><afgerond>1</afgerond><examenvak>1</examenvak>";
  const std::string end = "</resultaatvakkenvo>";
  CHECK(FaultsOf(Minimal(name + subject + end)) == Faults{Fault::kMissingElement});
  CHECK(FaultsOf(Minimal(name + subject + "<cijferse>1</cijferse><cijferse>2.5</cijferse>" + end)).empty());
  CHECK(FaultsOf(Minimal(name + subject + "<cijferce>1</cijferce><cijferse>1</cijferse>" + end)) ==
        Faults{Fault::kOneOfTwo});
}

TEST_CASE("the run of a report's subjects may come back as a whole") {
  const auto list = [](const std::string& inside) {
    return Minimal("<achternaam>x</achternaam><cijferlijstlijst><cijferlijst><cijferlijstTypelijst>" + inside +
                   "</cijferlijstTypelijst><jaargroep>1</jaargroep></cijferlijst></cijferlijstlijst>");
  };
  const std::string name = "<naam>x</naam>";
  const std::string score = "<score/>";
  const std::string part = "<onderdeel><naam>x</naam><score/></onderdeel>";
  CHECK(FaultsOf(list(name + score)).empty());
  CHECK(FaultsOf(list(name + part + part + score + score + name + score)).empty());
  CHECK(FaultsOf(list(name)) == Faults{Fault::kMissingElement});
  CHECK(FaultsOf(list(score)) == Faults{Fault::kMissingElement});
  CHECK(FaultsOf(list(name + score + part + score)) == Faults{Fault::kMissingElement});
  CHECK(FaultsOf(list(name + score + name)) == Faults{Fault::kMissingElement});
  const auto document = Read(list(name + score + name + part + score));
  REQUIRE(document.ok());
  CHECK(document->schema_errors().empty());
  CHECK(document->PathOf(document->all()[document->all().size() - 2]).ends_with("/score[2]"));
}

TEST_CASE("of the schema's errors at most a hundred are kept") {
  std::string many = "<achternaam>x</achternaam>";
  for (int i = 0; i < 500; ++i) many += "<jan/>";
  CHECK(FaultsOf(Minimal(many)).size() == Document::kMaxSchemaErrors);
}

TEST_CASE("an attachment is inspected while it streams by, however it is cut") {
  const std::string zip = ReadFile(OwnExample("povo.xml"));
  const auto begin = zip.find("<bestandsinhoud>") + 16;
  const std::string base64 = zip.substr(begin, zip.find('<', begin) - begin);
  const auto read = [](const std::string& content, std::size_t piece) {
    const auto document = Read(Minimal("<achternaam>x</achternaam><overigdocumentlijst><document><bestandsnaam>a.txt"
                                       "</bestandsnaam><bestandsinhoud>" +
                                       content + "</bestandsinhoud></document></overigdocumentlijst>"),
                               {}, piece);
    REQUIRE(document.ok());
    REQUIRE(document->attachments().size() == 1);
    return document->attachments()[0];
  };
  const Bytes bytes = crypto::Base64Decode(base64).value();
  std::string spaced;
  for (std::size_t i = 0; i < base64.size(); ++i) spaced += (i % 5 == 0 ? "\n  " : "") + base64.substr(i, 1);
  for (std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{100'000}}) {
    for (const std::string& content : {base64, spaced, "<![CDATA[" + base64 + "]]>"}) {
      const Attachment attachment = read(content, piece);
      CHECK(attachment.fault == AttachmentFault::kNone);
      CHECK(attachment.size == bytes.size());
      CHECK(attachment.digest == crypto::Sha256(bytes));
      CHECK(attachment.entries.size() == 1);
    }
  }
  CHECK(read(base64.substr(0, base64.size() / 2 / 4 * 4), 1000).fault == AttachmentFault::kNotAZip);
  CHECK(read("QUJD", 1000).fault == AttachmentFault::kNotAZip);
  CHECK(read("geen zip", 1000).fault == AttachmentFault::kNotBase64);
  CHECK(read("QUJ*", 1000).fault == AttachmentFault::kNotBase64);
  CHECK(read("QUI=QUJD", 1000).fault == AttachmentFault::kNotBase64);
  CHECK(read("Q", 1000).fault == AttachmentFault::kNotBase64);
}

TEST_CASE("a document that was too large stays refused") {
  DossierReader reader({.max_bytes = 10});
  CHECK(reader.Feed(AsBytes(Minimal())).error().code == ErrorCode::kTooLarge);
  CHECK(reader.Finish().error().code == ErrorCode::kTooLarge);
}

TEST_CASE("memory is bounded by what is not an attachment") {
  std::string text(DossierReader::kMaxText + 1, 'x');
  CHECK(Read(Minimal("<achternaam>" + text + "</achternaam>")).error().code == ErrorCode::kTooLarge);
  std::string many;
  for (std::size_t i = 0; i < DossierReader::kMaxElements; ++i) many += "<voornaam>x</voornaam>";
  CHECK(Read(Minimal(many + "<achternaam>x</achternaam>")).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a root that is not dossier of a known version is no dossier") {
  for (const char* year : {"2016", "2017", "2018", "2019"}) {
    CHECK(Read(Minimal("<achternaam>x</achternaam>", "", year)).ok());
  }
  CHECK(Read(Minimal("<achternaam>x</achternaam>", "", "2020")).error().code == ErrorCode::kNotADossier);
  CHECK(Read("<dossier/>").error().code == ErrorCode::kNotADossier);
  CHECK(Read("<dossier>").error().code == ErrorCode::kMalformedXml);
}

TEST_CASE("a long name that nobody knows is cut between characters") {
  std::string name = "x";
  for (int i = 0; i < 100; ++i) name += "\u00e9";
  const auto document = Read(Minimal("<" + name + "/>"));
  REQUIRE(document.ok());
  REQUIRE_FALSE(document->schema_errors().empty());
  CHECK(document->schema_errors().front().name == name.substr(0, 63));
}

TEST_CASE("a name in an archive may have folders, and nothing that leads elsewhere or hides") {
  for (const char* safe : {"verslag.pdf", "map/verslag.pdf", "map/", "a..b.txt", "é (1).docx"}) {
    CAPTURE(safe);
    CHECK_FALSE(IsUnsafeEntryName(safe));
  }
  for (const char* unsafe : {"", "..", "map/../x", "..\\x", "/etc/x", "\\x", "C:x", "a\nb", "-rf", "fdp.\u202etxt"}) {
    CAPTURE(unsafe);
    CHECK(IsUnsafeEntryName(unsafe));
  }
}

}  // namespace
}  // namespace oso::dossier
