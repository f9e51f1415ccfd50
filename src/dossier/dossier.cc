#include "dossier/dossier.h"

#include <array>
#include <bitset>

namespace oso::dossier {
namespace {

// A fact is short; whoever writes more is not writing a fact.
constexpr std::size_t kMaxFactBytes = 1024;

// Where a fact stands, and where in Dossier it goes. Each may stand there once: who reads the first and who reads the
// last of two would see two different pupils.
struct Fact {
  std::string_view path;
  void (*store)(Dossier& dossier, std::string& text);  // may take the text
};

// An element that holds facts.
struct Block {
  std::string_view path;
  void (*enter)(Dossier& dossier);
};

InspectionBlock& Inspection(Dossier& dossier) {
  if (!dossier.inspection) dossier.inspection.emplace();
  return *dossier.inspection;
}

constexpr std::array kBlocks = std::to_array<Block>({
    {"/dossier/metadata", [](Dossier&) {}},
    {"/dossier/metadata/categorie_uitlevering", [](Dossier& d) { d.has_categories = true; }},
    {"/dossier/inzage", [](Dossier& d) { Inspection(d); }},
    {"/dossier/huidigeschool", [](Dossier&) {}},
    {"/dossier/huidigeschool/leerling", [](Dossier&) {}},
});

constexpr std::array kFacts = std::to_array<Fact>({
    {"/dossier/metadata/deeldossier", [](Dossier& d, std::string& t) { d.part = std::move(t); }},
    {"/dossier/metadata/datum", [](Dossier& d, std::string& t) { d.compiled_on = std::move(t); }},
    {"/dossier/metadata/standaardversie", [](Dossier& d, std::string& t) { d.standard_version = std::move(t); }},
    {"/dossier/metadata/validatieversie", [](Dossier& d, std::string& t) { d.validation_version = std::move(t); }},
    {"/dossier/metadata/overstap", [](Dossier& d, std::string& t) { d.profile = std::move(t); }},
    {"/dossier/overdrachtsoort", [](Dossier& d, std::string& t) { d.transfer_kind = std::move(t); }},
    {"/dossier/inzage/voorlopigdossier", [](Dossier& d, std::string& t) { Inspection(d).provisional = std::move(t); }},
    {"/dossier/inzage/inzage", [](Dossier& d, std::string& t) { Inspection(d).inspected = std::move(t); }},
    {"/dossier/inzage/inzagedatum", [](Dossier& d, std::string& t) { Inspection(d).date = std::move(t); }},
    {"/dossier/inzage/akkoord", [](Dossier& d, std::string& t) { Inspection(d).agreement = std::move(t); }},
    {"/dossier/inzage/toestemming", [](Dossier& d, std::string& t) { Inspection(d).consent = std::move(t); }},
    {"/dossier/huidigeschool/brincode", [](Dossier& d, std::string& t) { d.brin = std::move(t); }},
    {"/dossier/huidigeschool/vestigingscode", [](Dossier& d, std::string& t) { d.branch = std::move(t); }},
    {"/dossier/huidigeschool/leerling/bsn", [](Dossier& d, std::string& t) { d.bsn = Secret(std::move(t)); }},
    {"/dossier/huidigeschool/leerling/onderwijsnummer",
     [](Dossier& d, std::string& t) { d.onderwijsnummer = Secret(std::move(t)); }},
    {"/dossier/huidigeschool/leerling/achternaam", [](Dossier& d, std::string& t) { d.has_family_name = !t.empty(); }},
});

}  // namespace

struct DossierReader::State final : xml::Handler {
  State(xml::CaptureSink& sink, std::uint64_t max) : document(sink), max_bytes(max), reader(*this) {}

  Status StartElement(const xml::Name& name, const std::vector<xml::Attribute>&) override {
    if (path.empty()) {
      RETURN_IF_ERROR(StartRoot(name));
    } else if (name.uri != root_uri) {
      return Fail(ErrorCode::kNotADossier, "an element is not of the data set's namespace, at line " + Line());
    }
    if (fact != nullptr) return Fail(ErrorCode::kNotADossier, "a field holds an element, at line " + Line());
    path += '/';
    path += name.local;
    if (name.local == "bestandsinhoud") ++dossier.attachments;
    return Enter();
  }

  // What `path` now stands for.
  Status Enter() {
    for (std::size_t i = 0; i < kBlocks.size(); ++i) {
      if (kBlocks[i].path != path) continue;
      kBlocks[i].enter(dossier);
      return Once(i);
    }
    for (std::size_t i = 0; i < kFacts.size(); ++i) {
      if (kFacts[i].path != path) continue;
      fact = &kFacts[i];
      text.clear();
      return Once(kBlocks.size() + i);
    }
    return {};
  }
  Status Once(std::size_t index) {
    if (seen.test(index)) return Fail(ErrorCode::kNotADossier, "an element stands there twice, at line " + Line());
    seen.set(index);
    return {};
  }

  Status EndElement(const xml::Name& name) override {
    if (fact != nullptr) fact->store(dossier, text);
    fact = nullptr;
    path.resize(path.size() - name.local.size() - 1);
    return {};
  }

  Status Text(std::string_view piece) override {
    if (fact == nullptr) return {};
    text += piece;
    if (text.size() > kMaxFactBytes) return Fail(ErrorCode::kNotADossier, "a field is too long, at line " + Line());
    return {};
  }

  Status StartRoot(const xml::Name& name) {
    const auto version = VersionOfNamespace(name.uri);
    if (!version || name.local != "dossier") {
      return Fail(ErrorCode::kNotADossier, "the root element is not `dossier` of a known version of the data set");
    }
    dossier.version = *version;
    root_uri = name.uri;
    reader.BeginCapture(document);
    return {};
  }

  Status CheckSize() const {
    if (bytes <= max_bytes) return {};
    return Fail(ErrorCode::kTooLarge, "the dossier is larger than " + std::to_string(max_bytes) + " bytes");
  }
  std::string Line() const { return std::to_string(reader.line()); }

  xml::CaptureSink& document;
  std::uint64_t max_bytes;
  std::uint64_t bytes = 0;
  Dossier dossier;
  std::string root_uri;
  std::string path;
  const Fact* fact = nullptr;  // whose text is coming in
  std::string text;
  std::bitset<kBlocks.size() + kFacts.size()> seen;
  xml::Reader reader;
};

DossierReader::DossierReader(xml::CaptureSink& document, std::uint64_t max_bytes)
    : state_(std::make_unique<State>(document, max_bytes)) {}
DossierReader::~DossierReader() = default;

Status DossierReader::Feed(ByteView bytes) {
  state_->bytes += bytes.size();
  RETURN_IF_ERROR(state_->CheckSize());
  return state_->reader.Feed(bytes);
}

Result<Dossier> DossierReader::Finish() {
  RETURN_IF_ERROR(state_->CheckSize());
  RETURN_IF_ERROR(state_->reader.Finish());
  return std::move(state_->dossier);
}

}  // namespace oso::dossier
