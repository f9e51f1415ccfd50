// A dossier document as it was read once: every element of the data set in document order, compact, for rules to look
// through. Attachments are not in it, only what was seen of them as they streamed by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dossier/attachment.h"
#include "dossier/definition.h"

namespace oso::dossier {

// What the structure and the types of a version do not allow. Told without values: an administrator sees where, and
// looks there.
enum class Fault : std::uint8_t {
  kUnknownElement,    // not an element of the data set at this place
  kMisplacedElement,  // it may stand here, but not after what stands before it
  kTooMany,           // more of them than may be
  kOneOfTwo,          // two that exclude each other
  kMissingElement,    // `name` should stand before this place
  kNotAllowedText,    // text between elements
  kNotAllowedMarkup,  // an element inside a value
  kNotAllowedAttribute,
  kEmptyAttribute,
  kEmpty,     // at least one character
  kTooLong,   // in characters
  kNotADate,  // jjjj-mm-dd
  kNotABoolean,
  kNotAnInteger,
  kNotADecimal,
  kOutOfRange,
  kWrongPattern,
};

struct SchemaError {
  Fault fault;
  std::string path;  // indexed, as Document::PathOf; of kMissingElement the element that lacks it
  std::uint64_t line;
  std::string name;  // of the element or attribute it is about
};

// An element of the data set, where it stands in one document.
struct Occurrence {
  const Element* element;
  std::uint32_t parent;   // index of its parent; of the root 0
  std::uint32_t end;      // index behind its last descendant
  std::uint32_t ordinal;  // from 1, among its siblings of the same name
  std::uint32_t line;
  std::uint32_t text_at;  // see Document::TextOf
  std::uint32_t text_size;
};

// The children of one occurrence, in their order.
class ChildRange {
 public:
  class Iterator {
   public:
    using value_type = Occurrence;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Occurrence* all, std::uint32_t at) : all_(all), at_(at) {}
    const Occurrence& operator*() const { return all_[at_]; }
    Iterator& operator++() {
      at_ = all_[at_].end;
      return *this;
    }
    Iterator operator++(int) { return std::exchange(*this, Iterator(all_, all_[at_].end)); }
    bool operator==(const Iterator&) const = default;

   private:
    const Occurrence* all_ = nullptr;
    std::uint32_t at_ = 0;
  };

  ChildRange(const Occurrence* all, std::uint32_t first, std::uint32_t end) : begin_(all, first), end_(all, end) {}
  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }
  bool empty() const { return begin_ == end_; }

 private:
  Iterator begin_;
  Iterator end_;
};

class Document {
 public:
  const Definition& definition() const { return *definition_; }
  DataSetVersion version() const { return definition_->version; }

  // Empty: the document has the structure and the types of its version, as its XML Schema demands. At most
  // kMaxSchemaErrors are kept.
  const std::vector<SchemaError>& schema_errors() const { return schema_errors_; }
  static constexpr std::size_t kMaxSchemaErrors = 100;

  // In document order, the root first.
  const std::vector<Occurrence>& all() const { return all_; }
  // The children of i are i+1 and, from each child c, end(c), up to end(i).
  ChildRange Children(const Occurrence& parent) const { return {all_.data(), IndexOf(parent) + 1, parent.end}; }
  const std::vector<Attachment>& attachments() const { return attachments_; }
  // Of a bestandsinhoud; nullptr of any other.
  const Attachment* AttachmentOf(const Occurrence& content) const;

  // The value, its pieces joined; "" of elements that hold elements, and of attachments.
  std::string_view TextOf(const Occurrence& occurrence) const {
    return std::string_view(text_).substr(occurrence.text_at, occurrence.text_size);
  }
  // Its attribute omschrijving, which only `land` and `nationaliteit` may carry: the code's meaning in words; "" for
  // none.
  std::string_view DescriptionOf(const Occurrence& occurrence) const;
  // The value's text nodes: more than one where a comment or processing instruction stands between them.
  std::vector<std::string_view> TextNodesOf(const Occurrence& occurrence) const;
  bool HasBreaks() const { return !breaks_.empty(); }

  // "/dossier[1]/huidigeschool[1]/leerling[1]/verzorger[2]"
  std::string PathOf(const Occurrence& occurrence) const;

  // The first child of this name; nullptr: none.
  const Occurrence* Child(const Occurrence& parent, std::string_view name) const;
  // Down from `from` by "adreslijst/adres"; any that is there, or nullptr.
  const Occurrence* Find(const Occurrence& from, std::string_view path) const;
  // Down from the root by "metadata/datum".
  const Occurrence* Find(std::string_view path) const { return Find(all_.front(), path); }
  // The value there; nothing where no such element is.
  std::optional<std::string_view> Value(std::string_view path) const;

 private:
  friend class DocumentBuilder;

  std::uint32_t IndexOf(const Occurrence& occurrence) const {
    return static_cast<std::uint32_t>(&occurrence - all_.data());
  }

  // A description stands in text_ right before the value it describes.
  struct Description {
    std::uint32_t occurrence;
    std::uint32_t size;
  };

  const Definition* definition_ = nullptr;
  std::vector<Occurrence> all_;
  std::vector<Attachment> attachments_;
  std::vector<SchemaError> schema_errors_;
  std::string text_;                       // all values, one after the other
  std::vector<std::uint32_t> breaks_;      // offsets in text_ between two text nodes of one value, rising
  std::vector<Description> descriptions_;  // in document order
};

}  // namespace oso::dossier
