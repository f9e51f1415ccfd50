#include "dossier/reader.h"

#include <algorithm>

#include "dossier/content.h"
#include "dossier/values.h"

namespace oso::dossier {
namespace {

constexpr std::string_view kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kAttachment = "bestandsinhoud";

// A name that nobody knows may be as long as it likes. In UTF-8, of whole characters.
std::string_view Shortened(std::string_view name) {
  std::size_t size = std::min<std::size_t>(name.size(), 64);
  while (size < name.size() && (name[size] & 0xc0) == 0x80) --size;
  return name.substr(0, size);
}

bool IsSpace(std::string_view text) { return Trimmed(text).empty(); }

}  // namespace

// Builds the document from what the XML reader tells.
class DocumentBuilder final : public xml::Handler {
 public:
  explicit DocumentBuilder(const ReadOptions& options)
      : options_(options), reader_(*this, kXmlLimits), attachment_(options.attachments) {
    reader_.Divert(kAttachment);
  }

  Status Feed(ByteView bytes) {
    size_ += bytes.size();
    if (size_ > options_.max_bytes) {
      return Fail(ErrorCode::kTooLarge, "the dossier is larger than " + std::to_string(options_.max_bytes) + " bytes");
    }
    return reader_.Feed(bytes);
  }

  Result<Document> Finish() {
    if (size_ > options_.max_bytes) RETURN_IF_ERROR(Feed({}));
    RETURN_IF_ERROR(reader_.Finish());
    if (document_.definition_ == nullptr) {
      return Fail(ErrorCode::kNotADossier, "the root element is not `dossier` of a known version of the data set");
    }
    return std::move(document_);
  }

  Status StartElement(const xml::Name& name, const std::vector<xml::Attribute>& attributes) override {
    const bool known = skipped_ == 0 && (open_.empty() ? StartRoot(name) : StartChild(name));
    if (!known) {
      ++skipped_;
      return {};
    }
    if (document_.all_.size() > DossierReader::kMaxElements) {
      return Fail(ErrorCode::kTooLarge, "the dossier has too many elements");
    }
    if (open_.size() == 2 && options_.capture != nullptr) NotePlace(name.local);
    if (!attributes.empty()) RETURN_IF_ERROR(TakeAttributes(attributes));
    if (open_.back().is_attachment) attachment_.Begin(open_.back().occurrence);
    return {};
  }

  Status EndElement(const xml::Name&) override {
    if (skipped_ > 0) {
      --skipped_;
      return {};
    }
    if (open_.size() == 2 && place_.end == InspectionPlace::kAhead && place_.begin != place_.end) {
      place_.end = reader_.captured_through();
    }
    const Open& open = open_.back();
    Occurrence& occurrence = document_.all_[open.occurrence];
    occurrence.end = static_cast<std::uint32_t>(document_.all_.size());
    if (occurrence.element->type == ValueType::kElements) {
      if (const Element* missing = open.content.End()) Note(Fault::kMissingElement, open.occurrence, missing->name);
      counts_.resize(counts_.size() - occurrence.element->children.size());
    } else {
      RETURN_IF_ERROR(EndValue(occurrence, open));
    }
    open_.pop_back();
    return {};
  }

  Status Text(std::string_view text) override {
    if (skipped_ > 0) return {};
    Open& open = open_.back();
    Occurrence& occurrence = document_.all_[open.occurrence];
    if (occurrence.element->type == ValueType::kElements) {
      if (!IsSpace(text) && !std::exchange(open.has_text, true)) Note(Fault::kNotAllowedText, open.occurrence);
      return {};
    }
    if (open.is_attachment) {
      attachment_.Feed(text);
      return {};
    }
    occurrence.text_size += static_cast<std::uint32_t>(text.size());
    return Keep(text);
  }

  const InspectionPlace& inspection_place() const { return place_; }

  Status TextBreak() override {
    if (skipped_ > 0 || open_.empty()) return {};
    if (document_.all_[open_.back().occurrence].element->type == ValueType::kElements) return {};
    if (document_.breaks_.size() == DossierReader::kMaxElements) {
      return Fail(ErrorCode::kTooLarge, "the dossier has too many comments");
    }
    document_.breaks_.push_back(static_cast<std::uint32_t>(document_.text_.size()));
    return {};
  }

 private:
  static constexpr xml::Limits kXmlLimits = {};

  struct Open {
    std::uint32_t occurrence;
    Content content;
    bool is_attachment;
    bool has_text = false;  // where it should hold elements only
    std::size_t counts_at;  // where in counts_ its children are counted
  };

  // False: not of the data set, nor is anything in it.
  bool StartRoot(const xml::Name& name) {
    const auto version = VersionOfNamespace(name.uri);
    if (!version || name.local != "dossier") return false;
    document_.definition_ = &DefinitionOf(*version);
    root_namespace_ = document_.definition_->xml_namespace;
    document_.all_.reserve(1024);
    document_.text_.reserve(32UL * 1024);
    if (options_.capture != nullptr) reader_.BeginCapture(*options_.capture);
    Push(document_.definition_->root(), 0, 1);
    return true;
  }

  bool StartChild(const xml::Name& name) {
    Open& parent = open_.back();
    const Element& element = *document_.all_[parent.occurrence].element;
    if (element.type != ValueType::kElements) {
      NoteChild(Fault::kNotAllowedMarkup, parent.occurrence);
      return false;
    }
    const auto child = name.uri == root_namespace_ ? parent.content.Find(name.local) : std::optional<std::size_t>();
    if (!child) {
      NoteChild(Fault::kUnknownElement, parent.occurrence, name.local);
      return false;
    }
    const Step step = parent.content.Enter(*child);
    const std::uint32_t ordinal = ++counts_[parent.counts_at + *child];
    if (step.missing != nullptr) NoteChild(Fault::kMissingElement, parent.occurrence, step.missing->name);
    Push(element.children[*child], parent.occurrence, ordinal);
    if (step.fault) Note(*step.fault, open_.back().occurrence);
    return true;
  }

  // Of a child of the root that begins. The data set has inzage right before huidigeschool.
  void NotePlace(std::string_view name) {
    if (place_.begin != InspectionPlace::kAhead) return;
    if (name == "inzage") place_.begin = reader_.captured_before();
    if (name == "huidigeschool") place_.begin = place_.end = reader_.captured_before();
  }

  void Push(const Element& element, std::uint32_t parent, std::uint32_t ordinal) {
    const auto index = static_cast<std::uint32_t>(document_.all_.size());
    document_.all_.push_back({.element = &element,
                              .parent = parent,
                              .end = index + 1,
                              .ordinal = ordinal,
                              .line = static_cast<std::uint32_t>(reader_.line()),
                              .text_at = static_cast<std::uint32_t>(document_.text_.size()),
                              .text_size = 0});
    open_.push_back({.occurrence = index,
                     .content = Content(element),
                     .is_attachment = element.name == kAttachment,
                     .counts_at = counts_.size()});
    counts_.resize(counts_.size() + element.children.size());
  }

  Status Keep(std::string_view text) {
    document_.text_ += text;
    return CountText(text.size());
  }

  Status TakeAttributes(const std::vector<xml::Attribute>& attributes) {
    const Open& open = open_.back();
    for (const xml::Attribute& attribute : attributes) {
      const bool described = attribute.name.uri.empty() && attribute.name.local == "omschrijving" &&
                             document_.all_[open.occurrence].element->described;
      const bool hint =
          attribute.name.uri == kInstanceNamespace &&
          (attribute.name.local == "schemaLocation" || attribute.name.local == "noNamespaceSchemaLocation");
      if (described) RETURN_IF_ERROR(Describe(open.occurrence, attribute.value));
      if (described && attribute.value.empty()) Note(Fault::kEmptyAttribute, open.occurrence, attribute.name.local);
      if (!described && !hint) Note(Fault::kNotAllowedAttribute, open.occurrence, attribute.name.local);
    }
    return {};
  }

  Status Describe(std::uint32_t occurrence, std::string_view description) {
    RETURN_IF_ERROR(Keep(description));
    document_.descriptions_.push_back({occurrence, static_cast<std::uint32_t>(description.size())});
    document_.all_[occurrence].text_at = static_cast<std::uint32_t>(document_.text_.size());
    return {};
  }

  Status EndValue(const Occurrence& occurrence, const Open& open) {
    if (!open.is_attachment) {
      const auto fault = FaultOf(*occurrence.element, document_.TextOf(occurrence));
      if (fault) Note(*fault, open.occurrence);
      return {};
    }
    const Attachment& attachment = document_.attachments_.emplace_back(attachment_.End());
    if (attachment.is_empty) Note(Fault::kEmpty, open.occurrence);
    for (const ArchiveEntry& entry : attachment.entries) RETURN_IF_ERROR(CountText(sizeof entry + entry.name.size()));
    return {};
  }

  Status CountText(std::size_t bytes) {
    text_size_ += bytes;
    if (text_size_ <= DossierReader::kMaxText) return {};
    return Fail(ErrorCode::kTooLarge, "the dossier has too much text outside its attachments");
  }

  void Note(Fault fault, std::uint32_t occurrence, std::string_view name = {}) {
    NoteAt(document_.all_[occurrence].line, fault, occurrence, name);
  }
  // Of the child whose tag is at hand.
  void NoteChild(Fault fault, std::uint32_t parent, std::string_view name = {}) {
    NoteAt(reader_.line(), fault, parent, name);
  }
  void NoteAt(std::uint64_t line, Fault fault, std::uint32_t occurrence, std::string_view name) {
    if (document_.schema_errors_.size() == Document::kMaxSchemaErrors) return;
    document_.schema_errors_.push_back({.fault = fault,
                                        .path = document_.PathOf(document_.all_[occurrence]),
                                        .line = line,
                                        .name = std::string(Shortened(name))});
  }

  const ReadOptions options_;
  Document document_;
  std::string_view root_namespace_;
  std::vector<Open> open_;
  std::vector<std::uint32_t> counts_;  // of the children of each open element, by name
  std::size_t skipped_ = 0;            // open elements that are not of the data set
  std::uint64_t size_ = 0;
  InspectionPlace place_;
  std::size_t text_size_ = 0;  // of all that is kept: values, and the names of attached files
  xml::Reader reader_;
  AttachmentReader attachment_;
};

struct DossierReader::State {
  explicit State(const ReadOptions& options) : builder(options) {}
  DocumentBuilder builder;
};

DossierReader::DossierReader(ReadOptions options) : state_(std::make_unique<State>(options)) {}
DossierReader::~DossierReader() = default;
Status DossierReader::Feed(ByteView bytes) { return state_->builder.Feed(bytes); }
Result<Document> DossierReader::Finish() { return state_->builder.Finish(); }

const InspectionPlace& DossierReader::inspection_place() const { return state_->builder.inspection_place(); }

Result<Document> ReadDocument(ByteView bytes, ReadOptions options) {
  DossierReader reader(options);
  RETURN_IF_ERROR(reader.Feed(bytes));
  return reader.Finish();
}

}  // namespace oso::dossier
