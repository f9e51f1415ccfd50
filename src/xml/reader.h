// Streaming, bounded reading of XML that nobody trusts; the only user of expat. Bytes are pushed in as they come,
// events come out. Memory is bounded by Limits whatever arrives.
//
// Refused always: a DOCTYPE (so no entities but the five of XML), a declared encoding other than UTF-8, UTF-16
// (kForbiddenXml). Refused beyond the limits, or not well-formed: kMalformedXml with line and column, never with
// content.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace oso::xml {

struct Limits {
  std::size_t depth = 64;                 // elements inside elements
  std::size_t attributes = 32;            // on one element, namespace declarations included
  std::size_t token_bytes = 64UL * 1024;  // one tag, comment or processing instruction
  std::uint64_t elements = 5'000'000;     // in the whole document
};

// A name with its namespace URI ("" where none). Views are valid during the event.
struct Name {
  std::string_view uri;
  std::string_view local;
  bool operator==(const Name&) const = default;
};

struct Attribute {
  Name name;
  std::string_view value;
};

class Handler {
 public:
  virtual ~Handler() = default;
  // An error from any of these ends the reading and comes out of Feed.
  virtual Status StartElement(const Name& name, const std::vector<Attribute>& attributes) = 0;
  virtual Status EndElement(const Name& name) = 0;
  virtual Status Text(std::string_view text) = 0;  // one text may come in several pieces
  // A comment or processing instruction stands here: what comes next is another text node.
  virtual Status TextBreak() { return {}; }
  // See Reader::Divert.
  virtual Status Diverted(std::string_view text) { return Text(text); }
};

// Takes captured bytes; see Reader::BeginCapture.
class CaptureSink {
 public:
  virtual ~CaptureSink() = default;
  virtual Status Capture(ByteView bytes) = 0;
};

class Reader {
 public:
  explicit Reader(Handler& handler, Limits limits = {});  // `handler` outlives this
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Status Feed(ByteView bytes);  // any number of times
  Status Finish();              // exactly once, after the last byte; kMalformedXml if the document is not complete

  // From inside Handler::StartElement: the bytes of this element, from its '<' to the '>' of its end tag, go to `sink`
  // just as they came, while events go on. One capture at a time. Where the element uses a namespace prefix (or the
  // default namespace) declared outside it, the needed declarations are added to its start tag, so that it stands
  // alone; an element that declares its own namespaces is captured byte for byte.
  // What cannot be added any more when it shows is refused (kMalformedXml): a prefix from outside that only a
  // descendant uses. Not looked for: prefixes inside values (xsi:type="d:x").
  void BeginCapture(CaptureSink& sink);

  // How many captured bytes stand before the start tag at hand (from inside Handler::StartElement), and how many up to
  // the end of the end tag at hand (from inside Handler::EndElement). While a capture goes on.
  std::uint64_t captured_before() const;
  std::uint64_t captured_through() const;

  // For documents that are large and mostly plain. The text of elements named `local` is expected to be base64: as far
  // as it is base64 and white space it comes as Diverted, with its line ends as they stand in the document; what else
  // is in it comes as Text. And elements that are plain, a name and ASCII text, are read without expat's help. Which
  // events come does not change. Called before the first Feed; BeginCapture then only of the root.
  void Divert(std::string_view local);

  std::uint64_t line();  // of the current start tag, from 1

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oso::xml
