#include "dossier/zip_directory.h"

namespace oso::dossier {
namespace {

constexpr std::string_view kEndOfDirectory("PK\x05\x06", 4);
constexpr std::string_view kDirectoryEntry("PK\x01\x02", 4);
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEntrySize = 46;

std::uint64_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
std::uint64_t Number16(std::string_view bytes, std::size_t at) { return Number(bytes, at, 2); }
std::uint64_t Number32(std::string_view bytes, std::size_t at) { return Number(bytes, at, 4); }

}  // namespace

AttachmentFault ReadZipDirectory(std::string_view tail, std::uint64_t size, bool begins_right,
                                 std::vector<ArchiveEntry>& entries) {
  const auto end = tail.rfind(kEndOfDirectory);
  if (!begins_right || end == std::string_view::npos || end + kEndSize > tail.size()) return AttachmentFault::kNotAZip;
  const std::uint64_t count = Number16(tail, end + 10);
  const std::uint64_t directory_size = Number32(tail, end + 12);
  const std::uint64_t directory_at = Number32(tail, end + 16);
  const std::uint64_t end_at = size - tail.size() + end;
  // One disk, and the directory right before its end.
  if (Number16(tail, end + 4) != 0 || Number16(tail, end + 8) != count || count == 0 ||
      count > Attachment::kMaxEntries || directory_size > end || directory_at + directory_size != end_at) {
    return AttachmentFault::kDamagedZip;
  }
  std::string_view directory = tail.substr(end - directory_size, directory_size);
  std::uint64_t packed_total = 0;
  std::uint64_t unpacked_total = 0;
  bool encrypted = false;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (directory.size() < kEntrySize || !directory.starts_with(kDirectoryEntry)) return AttachmentFault::kDamagedZip;
    const std::uint64_t name_size = Number16(directory, 28);
    const std::uint64_t entry_size = kEntrySize + name_size + Number16(directory, 30) + Number16(directory, 32);
    if (directory.size() < entry_size || Number32(directory, 42) >= directory_at) return AttachmentFault::kDamagedZip;
    encrypted = encrypted || (Number16(directory, 8) & 1U) != 0;
    packed_total += Number32(directory, 20);
    unpacked_total += Number32(directory, 24);
    entries.push_back({std::string(directory.substr(kEntrySize, name_size)), Number32(directory, 24)});
    directory.remove_prefix(entry_size);
  }
  // Files that share their bytes are how a small archive hides a large one.
  if (!directory.empty() || packed_total > directory_at) return AttachmentFault::kDamagedZip;
  if (encrypted) return AttachmentFault::kEncryptedZip;
  if (unpacked_total > Attachment::kMaxUnpacked || unpacked_total > size * Attachment::kMaxRatio) {
    return AttachmentFault::kImplausibleSize;
  }
  return AttachmentFault::kNone;
}

}  // namespace oso::dossier
