// Writing HTML so that nothing but our own code can make an element: text is escaped, and the dossier's text besides
// kept apart from the text around it. What comes out is HTML 5 and also well-formed XML.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "dossier/labels.h"
#include "xml/writer.h"

namespace oso::render {

// Text of a dossier, made harmless for every place where text can stand: characters that hide or turn what is beside
// them (controls, bidirectional overrides) become U+FFFD, and what a spreadsheet would take for a formula gets a
// zero-width space before it.
std::string Harmless(std::string_view text);

struct Attribute {
  std::string_view name;
  std::string_view value;  // ours, or Harmless
};

class Html {
 public:
  // An element that is open as long as this lives.
  class [[nodiscard]] Scope {
   public:
    explicit Scope(Html& html) : html_(html) {}
    ~Scope() { html_.Close(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Html& html_;
  };

  Html(std::string& out, dossier::Language language) : out_(out), writer_(out), language_(language) {}

  Scope In(std::string_view tag, std::initializer_list<Attribute> attributes = {});
  // An element that never has content: meta, br, and the shapes of SVG.
  void Empty(std::string_view tag, std::initializer_list<Attribute> attributes = {});
  Html& Text(std::string_view ours);
  // Text of the dossier: harmless, isolated from the direction of the text around it, and known to be Dutch.
  Html& Foreign(std::string_view theirs);
  // An element with one text of ours.
  void Element(std::string_view tag, std::string_view ours, std::initializer_list<Attribute> attributes = {});
  void Style(std::string_view css);  // ours; without "<"

 private:
  void Open(std::string_view tag, std::initializer_list<Attribute> attributes);
  void Close();

  std::string& out_;
  xml::Writer writer_;
  dossier::Language language_;
};

}  // namespace oso::render
