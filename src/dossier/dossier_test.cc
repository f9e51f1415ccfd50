#include "dossier/dossier.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

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

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<Dossier> Read(std::string_view text, std::uint64_t max_bytes = 10'000'000) {
  Kept kept;
  DossierReader reader(kept, max_bytes);
  RETURN_IF_ERROR(reader.Feed(AsBytes(text)));
  return reader.Finish();
}

std::string Wrap(std::string_view inside, std::string_view year = "2019") {
  return "<dossier xmlns=\"http://www.edustandaard.nl/oso_gegevensset/" + std::string(year) + "/dossier\">" +
         std::string(inside) + "</dossier>";
}

TEST_CASE("our own dossier says what it is, and its root element is handed on exactly") {
  const std::string text = ReadFile(OSO_TESTDATA "/povo.xml");
  Kept kept;
  DossierReader reader(kept, text.size());
  for (std::size_t at = 0; at < text.size(); at += 1000) {
    REQUIRE(reader.Feed(AsBytes(text).subspan(at, std::min<std::size_t>(1000, text.size() - at))).ok());
  }
  const Dossier dossier = reader.Finish().value();
  CHECK(dossier.version == DataSetVersion::k2019_1);
  CHECK(dossier.transfer_kind == "overstapdossier");
  CHECK(dossier.profile == "POVO");
  CHECK(dossier.brin == "01AA");
  CHECK(dossier.has_family_name);
  CHECK(dossier.has_categories);
  CHECK(dossier.attachments >= 1);
  REQUIRE(dossier.inspection);
  CHECK(dossier.inspection->inspected == "true");
  CHECK((dossier.bsn || dossier.onderwijsnummer));
  CHECK(kept.text == text.substr(text.find("<dossier"), text.rfind("</dossier>") + 10 - text.find("<dossier")));
}

TEST_CASE("each version is told by its namespace, an unknown one is no dossier") {
  CHECK(Read(Wrap("", "2016"))->version == DataSetVersion::k2016_1);
  CHECK(Read(Wrap("", "2018"))->version == DataSetVersion::k2018_1);
  CHECK(Read(Wrap("", "2020")).error().code == ErrorCode::kNotADossier);
  CHECK(Read("<dossier/>").error().code == ErrorCode::kNotADossier);
  CHECK(Read("<metadata xmlns=\"http://www.edustandaard.nl/oso_gegevensset/2019/dossier\"/>").error().code ==
        ErrorCode::kNotADossier);
}

TEST_CASE("a number somewhere else in the document is not the pupil's") {
  const auto dossier =
      Read(Wrap("<huidigeschool><bsn>1</bsn><leerling><huisarts><bsn>2</bsn></huisarts></leerling></huidigeschool>"));
  CHECK_FALSE(dossier->bsn);
}

TEST_CASE("a fact that stands there twice, or holds an element, is no dossier") {
  for (const char* inside :
       {"<overdrachtsoort>a</overdrachtsoort><overdrachtsoort>a</overdrachtsoort>", "<huidigeschool/><huidigeschool/>",
        "<huidigeschool><leerling/><leerling/></huidigeschool>",
        "<huidigeschool><leerling><bsn>1<x/>2</bsn></leerling></huidigeschool>"}) {
    CHECK(Read(Wrap(inside)).error().code == ErrorCode::kNotADossier);
  }
  CHECK(Read(Wrap("<huidigeschool><leerling><bsn>1<!-- x -->2<![CDATA[3]]></bsn></leerling></huidigeschool>"))
            ->bsn->Reveal() == "123");
}

TEST_CASE("a dossier that was too large stays refused") {
  Kept kept;
  const std::string text = Wrap("");
  DossierReader reader(kept, text.size());
  REQUIRE(reader.Feed(AsBytes(text)).ok());
  CHECK(reader.Feed(AsBytes(" ")).error().code == ErrorCode::kTooLarge);
  CHECK(reader.Finish().error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a foreign namespace inside is no dossier") {
  CHECK(Read(Wrap("<metadata><x:y xmlns:x=\"urn:x\"/></metadata>")).error().code == ErrorCode::kNotADossier);
}

TEST_CASE("too many bytes and too long a field are refused, a long attachment is not") {
  CHECK(Read(Wrap(""), 20).error().code == ErrorCode::kTooLarge);
  CHECK(Read(Wrap("<overdrachtsoort>" + std::string(2000, 'x') + "</overdrachtsoort>")).error().code ==
        ErrorCode::kNotADossier);
  CHECK(Read(Wrap("<bestandsinhoud>" + std::string(5'000'000, 'A') + "</bestandsinhoud>"))->attachments == 1);
}

}  // namespace
}  // namespace oso::dossier
