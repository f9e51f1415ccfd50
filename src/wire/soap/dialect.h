// The dialects of the SOAP interface as rows of data: a namespace and the element names inside it. The messages
// themselves (messages.h) know no dialect.
#pragma once

#include <span>
#include <string_view>

namespace oso::wire::soap {

// Element names that differ between dialects, or could. The defaults are those of '16, '17 and '18.
struct Names {
  std::string_view source_brin = "bronBrin";
  std::string_view source_index = "bronAanleverpuntIndex";
  std::string_view target_brin = "doelBrin";
  std::string_view target_index = "doelAanleverpuntIndex";
  std::string_view search_key = "zoeksleutel";
  std::string_view link_key = "koppelsleutel";
  std::string_view kind = "overdrachtsoort";
  std::string_view session = "sessieId";
  std::string_view result = "resultaat";
  std::string_view sector = "sector";
  std::string_view newer_than = "aanvraagdatum";
  std::string_view dossier_version = "dossierVersie";
  std::string_view dossier = "dossier";
  std::string_view access_point = "aanleverpunt";
  std::string_view brin = "brin";
  std::string_view code = "code";    // an access point's index, inside `access_point`
  std::string_view index = "index";  // the same, as a filter
  std::string_view purpose = "doel";
  std::string_view url = "url";
  std::string_view oin = "oin";
  std::string_view time = "tijd";
};

struct Dialect {
  std::string_view uri;  // the namespace of every element of its messages
  Names names;
};

// '16 and '17.
inline constexpr Dialect kDialect17{.uri = "http://xml.eld.nl/schemas/Overstapservice/20160411", .names = {}};

// What a server of ours understands. It answers in the dialect of the request.
std::span<const Dialect> Dialects();
const Dialect* FindDialect(std::string_view uri);  // nullptr: unknown

}  // namespace oso::wire::soap
