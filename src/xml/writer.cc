#include "xml/writer.h"

namespace oso::xml {
namespace {

// XML 1.0 has no way to write these, not even as character references.
bool IsForbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

enum class Place { kText, kAttribute };

void AppendEscaped(std::string& out, std::string_view text, Place place) {
  for (char c : text) {
    if (IsForbidden(c)) {
      out += "\xEF\xBF\xBD";
      continue;
    }
    // A reader makes a plain space of these in an attribute.
    if (place == Place::kAttribute && (c == '\n' || c == '\t')) {
      out += c == '\n' ? "&#10;" : "&#9;";
      continue;
    }
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

Writer& Writer::Open(std::string_view qualified_name) {
  EndStartTag();
  out_ += '<';
  out_ += qualified_name;
  open_.emplace_back(qualified_name);
  in_start_tag_ = true;
  return *this;
}

Writer& Writer::Attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  AppendEscaped(out_, value, Place::kAttribute);
  out_ += '"';
  return *this;
}

Writer& Writer::Text(std::string_view text) {
  EndStartTag();
  AppendEscaped(out_, text, Place::kText);
  return *this;
}

Writer& Writer::Close() {
  if (in_start_tag_) {
    out_ += "/>";
    in_start_tag_ = false;
  } else {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
  }
  open_.pop_back();
  return *this;
}

Writer& Writer::EndStartTag() {
  if (in_start_tag_) out_ += '>';
  in_start_tag_ = false;
  return *this;
}

}  // namespace oso::xml
