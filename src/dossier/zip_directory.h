// Reads what a ZIP archive says of itself from its last bytes: APPNOTE.TXT 6.3 section 4.3, without spanning, ZIP64 or
// encryption, none of which a school's attachment has.
#pragma once

#include <string_view>

#include "dossier/attachment.h"

namespace oso::dossier {

// So many of an archive's last bytes hold its directory, or it is not one of ours.
inline constexpr std::size_t kZipTail = 128UL * 1024;

// `tail`: the last min(size, kZipTail) bytes; `begins_right`: it began with a local file header. Fills in entries.
AttachmentFault ReadZipDirectory(std::string_view tail, std::uint64_t size, bool begins_right,
                                 std::vector<ArchiveEntry>& entries);

}  // namespace oso::dossier
