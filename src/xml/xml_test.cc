#include <doctest/doctest.h>

#include <random>

#include "xml/tree.h"
#include "xml/writer.h"

namespace oso::xml {
namespace {

// Captures the first element called `what`.
class Capturer final : public Handler, public CaptureSink {
 public:
  explicit Capturer(std::string what) : what_(std::move(what)) {}
  Status StartElement(const Name& name, const std::vector<Attribute>&) override {
    if (name.local == what_ && captured.empty() && !capturing_) {
      capturing_ = true;
      reader->BeginCapture(*this);
    }
    return {};
  }
  Status EndElement(const Name&) override { return {}; }
  Status Text(std::string_view text) override {
    texts += text;
    return {};
  }
  Status Capture(ByteView bytes) override {
    captured += AsText(bytes);
    return {};
  }
  Reader* reader = nullptr;
  std::string captured;
  std::string texts;

 private:
  std::string what_;
  bool capturing_ = false;
};

struct Captured {
  Status status;
  std::string bytes;
};

Captured CaptureIn(const std::string& document, const std::string& what, const std::vector<std::size_t>& cuts) {
  Capturer capturer(what);
  Reader reader(capturer);
  capturer.reader = &reader;
  std::size_t from = 0;
  Status status;
  for (std::size_t cut : cuts) {
    status = reader.Feed(AsBytes(document).subspan(from, cut - from));
    if (!status.ok()) return {status, capturer.captured};
    from = cut;
  }
  status = reader.Feed(AsBytes(document).subspan(from));
  if (status.ok()) status = reader.Finish();
  return {status, capturer.captured};
}

Error ErrorOf(const std::string& document) {
  auto tree = ParseTree(AsBytes(document));
  REQUIRE_FALSE(tree.ok());
  return tree.error();
}

TEST_CASE("a captured element is byte for byte what came in, wherever the bytes are cut") {
  const std::string element =
      "<d:dossier xmlns:d=\"urn:d\" a='1'  b = \"&lt;\">\r\n<!-- c --><d:x/>t\xC3\xAB\xE2\x82\xAC<![CDATA[<&]]><?pi "
      "x?></d:dossier >";
  const std::string document =
      "<?xml version=\"1.0\"?><e:env xmlns:e=\"urn:e\"><e:body> " + element + " </e:body></e:env>";
  for (std::size_t cut = 0; cut <= document.size(); ++cut) {
    const Captured one = CaptureIn(document, "dossier", {cut});
    REQUIRE(one.status.ok());
    CHECK(one.bytes == element);
  }
  std::vector<std::size_t> every(document.size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  CHECK(CaptureIn(document, "dossier", every).bytes == element);
}

TEST_CASE("large captures in random pieces stay exact") {
  std::mt19937 random(7);
  std::string element = "<dossier xmlns=\"urn:d\">";
  for (int i = 0; i < 3000; ++i) element += "<a>" + std::string(random() % 200, 'b') + "</a>\n";
  element += "<big>" + std::string(700'000, 'Q') + "</big></dossier>";
  const std::string document = "<env>" + element + "</env>";
  for (int round = 0; round < 20; ++round) {
    std::vector<std::size_t> cuts;
    for (std::size_t at = random() % 9000; at < document.size(); at += 1 + random() % 60000) cuts.push_back(at);
    const Captured one = CaptureIn(document, "dossier", cuts);
    REQUIRE(one.status.ok());
    CHECK(one.bytes == element);
  }
}

TEST_CASE("a captured element that uses a declaration from outside carries it along") {
  const Captured prefixed = CaptureIn(
      "<e:env xmlns:e=\"urn:e\" xmlns:d=\"urn:&quot;d\"><d:dossier><d:x/></d:dossier></e:env>", "dossier", {});
  REQUIRE(prefixed.status.ok());
  CHECK(prefixed.bytes == "<d:dossier xmlns:d=\"urn:&quot;d\"><d:x/></d:dossier>");
  const Captured by_default = CaptureIn("<env xmlns=\"urn:e\"><dossier/></env>", "dossier", {});
  CHECK(by_default.bytes == "<dossier xmlns=\"urn:e\"/>");
}

TEST_CASE("an element that only inside uses a prefix of the envelope is refused, not broken") {
  const Captured one = CaptureIn("<e:env xmlns:e=\"urn:e\"><dossier><e:x/></dossier></e:env>", "dossier", {});
  CHECK(one.status.error().code == ErrorCode::kMalformedXml);
}

TEST_CASE("a byte order mark, an empty default namespace and a shadowed prefix do not confuse a capture") {
  CHECK(CaptureIn("\xEF\xBB\xBF<e><dossier a='b'/></e>", "dossier", {1, 2, 3, 4}).bytes == "<dossier a='b'/>");
  const std::string plain = "<dossier><x/></dossier>";
  CHECK(CaptureIn("<e xmlns='urn:e'><f xmlns=''>" + plain + "</f></e>", "dossier", {}).bytes == plain);
  CHECK(CaptureIn("<e xmlns:p='urn:1'><f xmlns:p='urn:2'><p:dossier p:a='1' xml:lang='nl'/></f></e>", "dossier", {})
            .bytes == "<p:dossier xmlns:p=\"urn:2\" p:a='1' xml:lang='nl'/>");
}

TEST_CASE("a DOCTYPE is refused, whatever it declares") {
  for (const char* doctype : {"<!DOCTYPE a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
                              "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;\">]>"}) {
    CHECK(ErrorOf(std::string(doctype) + "<a/>").code == ErrorCode::kForbiddenXml);
  }
}

TEST_CASE("another encoding than UTF-8 is refused, a byte order mark of UTF-8 is not") {
  CHECK(ErrorOf("<?xml version='1.0' encoding='ISO-8859-1'?><a/>").code == ErrorCode::kForbiddenXml);
  CHECK(ErrorOf(std::string("\xFF\xFE<\0a\0/\0>\0", 10)).code == ErrorCode::kForbiddenXml);
  CHECK(ErrorOf(std::string("<\0a\0/\0>\0", 8)).code == ErrorCode::kForbiddenXml);
  CHECK(ErrorOf(std::string("\0<\0a\0/\0>", 8)).code == ErrorCode::kForbiddenXml);
  CHECK(ErrorOf(std::string("<a>\0</a>", 8)).code == ErrorCode::kMalformedXml);
  CHECK(ParseTree(AsBytes("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a/>")).ok());
}

TEST_CASE("what is not well-formed is refused with its place and without its content") {
  for (const char* document : {"", "hello", "<a>", "<a></b>", "<a/><b/>", "<a>&x;</a>", "<a b=1/>", "<a>\xff\xfe</a>",
                               "<x:a/>", "<a>\x01</a>"}) {
    CHECK(ErrorOf(document).code == ErrorCode::kMalformedXml);
  }
  const Error error = ErrorOf("<a>\n<geheim></b></a>");
  CHECK(error.detail.find("line 2") != std::string::npos);
  CHECK(error.detail.find("geheim") == std::string::npos);
}

TEST_CASE("depth, attributes, tag size and number of elements are bounded") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(ErrorOf(deep).code == ErrorCode::kMalformedXml);
  std::string attributes = "<a";
  for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  CHECK(ErrorOf(attributes + "/>").code == ErrorCode::kMalformedXml);
  CHECK(ErrorOf("<a b='" + std::string(5'000'000, 'x') + "'/>").detail.find("too long") != std::string::npos);
  std::string wide = "<a>";
  for (int i = 0; i < 10'001; ++i) wide += "<b/>";
  CHECK(ErrorOf(wide + "</a>").code == ErrorCode::kMalformedXml);
}

TEST_CASE("namespace declarations count as attributes") {
  std::string tag = "<a";
  for (int i = 0; i < 33; ++i) tag += " xmlns:n" + std::to_string(i) + "='urn:x'";
  CHECK(ErrorOf(tag + "/>").detail.find("too many attributes") != std::string::npos);
}

TEST_CASE("a tag up to the limit is read however it comes in, one byte more is refused") {
  const Limits limits{.token_bytes = 1000};
  for (const std::size_t step : {1, 7, 600, 2000}) {
    for (const std::size_t size : {1000, 1001}) {
      const std::string document = " <a b='" + std::string(size - 9, 'x') + "'/> ";
      Capturer nothing("nothing");
      Reader reader(nothing, limits);
      Status status;
      for (std::size_t at = 0; at < document.size() && status.ok(); at += step) {
        status = reader.Feed(AsBytes(std::string_view(document).substr(at, step)));
      }
      if (status.ok()) status = reader.Finish();
      CHECK(status.ok() == (size == 1000));
    }
  }
}

TEST_CASE("an error of the handler or the sink ends the reading and comes out of Feed") {
  class Full final : public Handler, public CaptureSink {
   public:
    Status StartElement(const Name&, const std::vector<Attribute>&) override {
      reader->BeginCapture(*this);
      return {};
    }
    Status EndElement(const Name&) override { return {}; }
    Status Text(std::string_view) override { return {}; }
    Status Capture(ByteView) override { return Fail(ErrorCode::kStorage, "full"); }
    Reader* reader = nullptr;
  } full;
  Reader reader(full);
  full.reader = &reader;
  CHECK(reader.Feed(AsBytes("<a>text</a>")).error().code == ErrorCode::kStorage);
  CHECK(reader.Finish().error().code == ErrorCode::kStorage);
}

TEST_CASE("character references are read, any number of them") {
  std::string many = "<a>";
  for (int i = 0; i < 200'000; ++i) many += "&#65;";
  CHECK(ParseTree(AsBytes(many + "</a>")).value().text.size() == 200'000);
}

TEST_CASE("what is written is read back the same") {
  std::string out;
  Writer(out).Open("a").Attribute("q", "\"<&\t\n").Element("b", "x < y & z > \r\n \xC3\xAB").Open("c").Close().Close();
  const Node root = ParseTree(AsBytes(out)).value();
  CHECK(root.attributes[0].second == "\"<&\t\n");
  CHECK(root.Child("", "b")->text == "x < y & z > \r\n \xC3\xAB");
  CHECK(root.Child("", "c")->children.empty());
  CHECK(root.Child("", "d") == nullptr);
}

// Writes down what comes, so that two ways of reading can be compared.
class Journal final : public Handler {
 public:
  Status StartElement(const Name& name, const std::vector<Attribute>&) override {
    Flush();
    log += "<" + std::string(name.local) + "@" + std::to_string(reader != nullptr ? reader->line() : 0) + ">";
    return {};
  }
  Status EndElement(const Name&) override {
    Flush();
    log += "</>";
    return {};
  }
  Status Text(std::string_view piece) override {
    text += piece;
    return {};
  }
  Status Diverted(std::string_view piece) override {
    diverted += piece.size();
    return Text(piece);
  }
  Status TextBreak() override {
    Flush();
    log += "|";
    return {};
  }
  void Flush() { log += std::exchange(text, {}); }
  Reader* reader = nullptr;
  std::string log;
  std::string text;
  std::size_t diverted = 0;
};

Status ReadPieces(std::string_view document, std::size_t size, bool divert, Journal& journal) {
  Reader reader(journal);
  journal.reader = &reader;
  if (divert) reader.Divert("b");
  Status status;
  for (std::size_t at = 0; at < document.size() && status.ok(); at += size) {
    status = reader.Feed(AsBytes(document.substr(at, size)));
  }
  if (status.ok()) status = reader.Finish();
  return status;
}

TEST_CASE("diverting changes nothing of what is read, wherever the pieces are cut") {
  const std::vector<std::string> documents = {
      "<a>\n<b>UEsDBAo=\n  AAAA</b>\n<c>x</c><b>QUJD</b>\n</a>",
      "<a><b></b><b/><b>AA<!-- b> -->BB</b><b>AA&#65;BB</b><b><![CDATA[b>CC]]>DD</b><ab>x</ab></a>",
      "<x:a xmlns:x='u'><x:b y='b>'>AAAA</x:b><!-- <b>AA</b> --><x:b\n>AA\nBB</x:b  ><x:c/></x:a>",
      "<a><b>\u00e9AA</b><b>AA<c>BB</c>AA</b><b>   </b></a>",
      "<?xml version='1.0'?>\r\n<a xmlns='u'>\r\n  <c>1</c>\r\n\r\n "
      "<d>x\r\ny</d>\r<e>&lt;</e><c>a]]b</c><c>></c>\r\n</a>",
      "<a><c>1</c>text<c>2</c><![CDATA[<c>3</c>]]><c>4</c><!-- <c>5</c> --><c>6</c><?p <c>7</c>?><c>8</c></a>",
      "<a><c >1</c><c x='1'>2</c><x:c xmlns:x='v'>3</x:c><c></c><c/><c>4</c ><d><c xmlns='w'>5</c><c>6</c></d></a>"};
  for (const std::string& document : documents) {
    Journal plain;
    REQUIRE(ReadPieces(document, 1000, false, plain).ok());
    for (std::size_t size = 1; size <= document.size(); ++size) {
      CAPTURE(size);
      Journal diverting;
      REQUIRE(ReadPieces(document, size, true, diverting).ok());
      CHECK(diverting.log == plain.log);
    }
  }
}

TEST_CASE("large base64 is diverted, and lines after it are still right") {
  std::string document = "<a>\n<b>";
  for (int i = 0; i < 5000; ++i) document += "UEsDBAoAAAAA\n";
  const std::size_t base64 = document.size() - 7;
  document += "</b>\n<c/><broken></a>";
  Journal journal;
  const Status status = ReadPieces(document, 1U << 20U, true, journal);
  CHECK(journal.diverted > base64 - 16);
  CHECK(journal.log.find("<c@5003>") != std::string::npos);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().detail.find("line 5003") != std::string::npos);
}

TEST_CASE("what is not well-formed is refused also when text is diverted") {
  for (const std::string document :
       {"<a><b>AAAA", "<a><b>AAAA</c></a>", "<a><b>AA&</b></a>", "<a><b>AA]]></b></a>", "<a><b>AA\x01</b></a>",
        "<a></a><b>AAAA</b>", "<a><c>1</d></a>", "<a><c>1</c></a><c>2</c>", "<a><c>x]]>y</c></a>", "<a><c>1</c>",
        "<a><c>\x80</c></a>", "<a><c>&x;</c></a>"}) {
    CAPTURE(document);
    Journal journal;
    CHECK_FALSE(ReadPieces(document, 1000, true, journal).ok());
  }
}

}  // namespace
}  // namespace oso::xml
