// The dialects of the SOAP interface as rows of data: a namespace, the element names inside it, and the few values that
// are written in another way. The messages themselves (messages.h) know no dialect.
#pragma once

#include <span>
#include <string_view>

#include "exchange/parties.h"

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
  std::string_view registration_key = "registratiesleutel";
  std::string_view notification_url = "notificatieUrl";
  std::string_view data_set_version = "gegevenssetVersie";
  std::string_view protocol = "dialect";
  std::string_view text = "tekst";
  std::string_view document = "document";
};

// How an access point's index is written: as a number, or inside a routeringsKenmerk (values.h).
enum class IndexForm { kNumber, kRoutingMark };
// A zoeksleutel: by itself, or with its pgnfrag inside the element `search_key`.
enum class KeyForm { kPlain, kWithFragment };

struct Dialect {
  std::string_view uri;         // the namespace of every element of its messages
  exchange::Protocol protocol;  // what the register calls it
  Names names = {};
  IndexForm index_form = IndexForm::kNumber;
  KeyForm key_form = KeyForm::kPlain;
  std::string_view inclusive_education = "PaO";  // the value of `doel`
};

// '16 and '17.
inline constexpr Dialect kDialect17{.uri = "http://xml.eld.nl/schemas/Overstapservice/20160411",
                                    .protocol = exchange::Protocol::kSoap17};
// '18: the same in another namespace.
inline constexpr Dialect kDialect18{.uri = "http://xml.kennisnet.nl/schemas/Overstapservice/20180404",
                                    .protocol = exchange::Protocol::kSoap18};
// '21 and '22.
inline constexpr Dialect kDialect21{.uri = "http://xml.kennisnet.nl/schemas/Overstapservice/20200910",
                                    .protocol = exchange::Protocol::kSoap21,
                                    .names = {.source_index = "bronRouteringsKenmerk",
                                              .target_index = "doelRouteringsKenmerk",
                                              .search_key = "zoeksleutelPgnfrag",
                                              .code = "routeringsKenmerk",
                                              .index = "routeringsKenmerk"},
                                    .index_form = IndexForm::kRoutingMark,
                                    .key_form = KeyForm::kWithFragment,
                                    .inclusive_education = "SWV"};

// What a server of ours understands. It answers in the dialect of the request.
std::span<const Dialect> Dialects();
const Dialect* FindDialect(std::string_view uri);         // nullptr: unknown
const Dialect* FindDialect(exchange::Protocol protocol);  // nullptr: not SOAP

}  // namespace oso::wire::soap
