#include "school/source/splice.h"

#include <algorithm>

#include "dossier/values.h"
#include "xml/writer.h"

namespace oso::school::source {
namespace {

std::string_view ConsentText(Consent consent) {
  switch (consent) {
    case Consent::kGiven:
      return "Ja";
    case Consent::kRefused:
      return "Nee";
    case Consent::kNotNeeded:
      return "";
  }
  return "";
}

class Spliced final : public exchange::DocumentSource {
 public:
  Spliced(std::unique_ptr<exchange::DocumentSource> document, dossier::InspectionPlace place, std::string block)
      : document_(std::move(document)), place_(place), block_(std::move(block)) {}

  std::uint64_t size() const override { return document_->size() - (place_.end - place_.begin) + block_.size(); }

  // The bytes before the place, the block, the bytes behind it; of what was read, `rest_` is still to come.
  Task<Result<ByteView>> Next() override {
    for (;;) {
      if (rest_.empty()) {
        CO_ASSIGN_OR_RETURN(rest_, co_await document_->Next());
        if (rest_.empty()) co_return ByteView();
      }
      if (at_ < place_.begin) co_return Take(place_.begin - at_);
      if (!std::exchange(is_block_told_, true) && !block_.empty()) co_return AsBytes(block_);
      if (at_ >= place_.end) co_return Take(rest_.size());
      Take(place_.end - at_);
    }
  }

 private:
  ByteView Take(std::uint64_t most) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(most, rest_.size()));
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    at_ += size;
    return taken;
  }

  std::unique_ptr<exchange::DocumentSource> document_;
  const dossier::InspectionPlace place_;
  const std::string block_;
  ByteView rest_;
  std::uint64_t at_ = 0;  // where in the document `rest_` begins
  bool is_block_told_ = false;
};

}  // namespace

std::string InspectionBlock(const Inspection& inspection, const InspectionText& text, dossier::DataSetVersion version) {
  std::string block;
  xml::Writer writer(block);
  writer.Open("inzage").Attribute("xmlns", dossier::DefinitionOf(version).xml_namespace);
  writer.Element("voorlopigdossier", text.provisional ? "true" : "false");
  writer.Element("inzage", "true");
  writer.Element("inzagedatum", inspection.on.ToString());
  writer.Element("akkoord", WireName(inspection.agreement));
  if (!text.reason.empty()) writer.Element("redennietakkoord", text.reason);
  const std::string_view consent = ConsentText(inspection.consent);
  if (!consent.empty()) writer.Element("toestemming", consent);
  writer.Close();
  return block;
}

bool Tells(const dossier::Document& document, const Inspection& inspection, const InspectionText& text) {
  const auto told = [&](std::string_view name) {
    return document.Value("inzage/" + std::string(name)).value_or(std::string_view());
  };
  return dossier::IsTrue(told("inzage")) && dossier::IsTrue(told("voorlopigdossier")) == text.provisional &&
         told("inzagedatum") == inspection.on.ToString() && told("akkoord") == WireName(inspection.agreement) &&
         told("redennietakkoord") == text.reason && told("toestemming") == ConsentText(inspection.consent);
}

std::unique_ptr<exchange::DocumentSource> WithInspection(std::unique_ptr<exchange::DocumentSource> document,
                                                         dossier::InspectionPlace place, std::string block) {
  return std::make_unique<Spliced>(std::move(document), place, std::move(block));
}

}  // namespace oso::school::source
