// What an attachment (bijlagedocument) is, seen while its base64 streams by: a ZIP of one or more files. Nothing is
// unpacked, so nothing can explode; what the archive says of itself is held against its own size.
// Source: documentation of bestandsnaam and bestandsinhoud in the schema (a ZIP, base64-coded; which file types).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace oso::dossier {

enum class AttachmentCare : std::uint8_t {
  kCount,    // only that it is there
  kInspect,  // all below
};

enum class AttachmentFault : std::uint8_t {
  kNone,
  kNotBase64,
  kNotAZip,          // or cut off
  kDamagedZip,       // its directory contradicts itself
  kEncryptedZip,     // nobody could read it
  kImplausibleSize,  // unpacks to more than kMaxRatio times its size, or to more than kMaxUnpacked
};

// A file in the archive, as the archive's directory names it.
struct ArchiveEntry {
  std::string name;
  std::uint64_t unpacked;
};

struct Attachment {
  static constexpr std::uint64_t kMaxRatio = 200;
  static constexpr std::uint64_t kMaxUnpacked = 1'000'000'000;
  static constexpr std::size_t kMaxEntries = 100;  // of more the archive is kDamagedZip

  std::uint32_t occurrence = 0;  // index in Document::all() of its bestandsinhoud
  bool is_empty = true;          // not even white space
  std::uint64_t size = 0;        // bytes of the archive
  AttachmentFault fault = AttachmentFault::kNone;
  std::vector<ArchiveEntry> entries;
  std::array<std::uint8_t, 32> digest = {};  // SHA-256 of the archive; zeros with kCount and kNotBase64
};

// A name that would leave the folder it is unpacked in (absolute, a drive letter, ".."), look like an option, or hide
// what it is (a control character, one that turns the direction of text). Folders in it are no harm.
bool IsUnsafeEntryName(std::string_view name);
// By its extension, one of the types that the data set permits (.pdf .jpg .docx ...); case does not matter.
bool IsPermittedFileType(std::string_view name);

class AttachmentReader {
 public:
  explicit AttachmentReader(AttachmentCare care);
  ~AttachmentReader();
  void Begin(std::uint32_t occurrence);
  void Feed(std::string_view text);
  Attachment End();  // after which Begin may come again

 private:
  struct State;
  AttachmentCare care_;
  std::unique_ptr<State> state_;
};

}  // namespace oso::dossier
