// Writing XML: elements, text and attributes, everything escaped; what comes out is UTF-8 without declaration or white
// space.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace oso::xml {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}  // appends; `out` outlives this

  Writer& Open(std::string_view qualified_name);                     // "soapenv:Body"
  Writer& Attribute(std::string_view name, std::string_view value);  // only right after Open
  Writer& Text(std::string_view text);  // UTF-8; control characters that XML 1.0 cannot hold become U+FFFD
  Writer& Close();                      // the innermost open element
  Writer& Element(std::string_view qualified_name, std::string_view text) {
    return Open(qualified_name).Text(text).Close();
  }
  // Ends the start tag now, so that what the caller appends to `out` lies inside the element.
  Writer& EndStartTag();

 private:
  std::string& out_;
  std::vector<std::string> open_;
  bool in_start_tag_ = false;
};

}  // namespace oso::xml
