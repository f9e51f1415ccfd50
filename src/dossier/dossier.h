// A dossier document and what it says of itself. The bytes are what travels; these values decide what may be done with
// them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/pgn.h"
#include "base/result.h"
#include "dossier/vocabulary.h"
#include "xml/reader.h"

namespace oso::dossier {

// The block inzage; every field as the document has it.
struct InspectionBlock {
  std::optional<std::string> provisional;  // voorlopigdossier
  std::optional<std::string> inspected;    // inzage
  std::optional<std::string> date;         // inzagedatum
  std::optional<std::string> agreement;    // akkoord
  std::optional<std::string> consent;      // toestemming
};

// What the document says, as far as transferring it needs. Texts are as they stand in the document; nothing is judged
// here beyond "this is a dossier": profile/ does that.
struct Dossier {
  DataSetVersion version = DataSetVersion::k2019_1;  // by the root's namespace
  std::string part;                                  // metadata/deeldossier
  std::string compiled_on;                           // metadata/datum, xs:date
  std::string standard_version;                      // metadata/standaardversie
  std::string validation_version;                    // metadata/validatieversie
  std::string transfer_kind;                         // overdrachtsoort
  std::optional<std::string> profile;                // metadata/overstap
  bool has_categories = false;                       // metadata/categorie_uitlevering
  std::optional<InspectionBlock> inspection;         // inzage
  std::string brin;                                  // huidigeschool/brincode
  std::string branch;                                // huidigeschool/vestigingscode
  std::optional<Secret> bsn;                         // leerling/bsn
  std::optional<Secret> onderwijsnummer;             // leerling/onderwijsnummer
  bool has_family_name = false;                      // leerling/achternaam
  std::uint64_t attachments = 0;                     // bestandsinhoud elements
};

// Reads one document as its bytes stream by, in bounded memory (attachments are passed over), and hands on the bytes of
// the root element, without XML declaration, to `document`.
//
//   DossierReader reader(sink);
//   RETURN_IF_ERROR(reader.Feed(chunk));             ... for each chunk
//   ASSIGN_OR_RETURN(Dossier dossier, reader.Finish());
//
// Errors: kMalformedXml, kForbiddenXml, kTooLarge (over `max_bytes`), kNotADossier, and any error of `document`.
// Not a dossier is: a root that is not `dossier` of a known data-set version; an element of another namespace; one of
// the facts above, or a block that holds them, that stands there twice, holds an element, or is longer than 1 KiB.
class DossierReader {
 public:
  DossierReader(xml::CaptureSink& document, std::uint64_t max_bytes);  // `document` outlives this
  ~DossierReader();

  Status Feed(ByteView bytes);
  Result<Dossier> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oso::dossier
