#include "dossier/attachment.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/bytes.h"
#include "crypto/digest.h"
#include "dossier/zip_directory.h"

namespace oso::dossier {
namespace {

constexpr std::uint8_t kSkip = 0xfe;     // white space
constexpr std::uint8_t kPadding = 0xfd;  // =
constexpr std::uint8_t kWrong = 0xff;

constexpr auto kDecoded = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(kWrong);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  for (char c : {' ', '\t', '\r', '\n'}) table[static_cast<unsigned char>(c)] = kSkip;
  table['='] = kPadding;
  return table;
}();

std::uint8_t CodeOf(char c) { return kDecoded[static_cast<unsigned char>(c)]; }

}  // namespace

// What comes is decoded into `buffer`, and digested from there; its last bytes stay, for they may be the archive's end.
struct AttachmentReader::State {
  static constexpr std::size_t kBuffer = kZipTail + 64UL * 1024;

  // Four characters at a time where there is nothing else; one by one around white space and at the end.
  void Decode(std::string_view text) {
    while (!text.empty()) {
      if (held == 0) text.remove_prefix(DecodeFours(text));
      if (!text.empty()) {
        Take(CodeOf(text.front()));
        text.remove_prefix(1);
      }
      if (filled + 3 > kBuffer) MakeRoom();
    }
  }

  // How many characters it took: it stops before what is not four letters of the alphabet, or when the buffer is full.
  std::size_t DecodeFours(std::string_view text) {
    const std::size_t fours = std::min(text.size() / 4, (kBuffer - filled) / 3);
    const auto* from = reinterpret_cast<const unsigned char*>(text.data());
    char* to = &buffer[filled];
    std::size_t taken = 0;
    for (; taken < fours; ++taken, from += 4, to += 3) {
      const std::uint32_t a = kDecoded[from[0]];
      const std::uint32_t b = kDecoded[from[1]];
      const std::uint32_t c = kDecoded[from[2]];
      const std::uint32_t d = kDecoded[from[3]];
      if ((a | b | c | d) > 63) break;
      to[0] = static_cast<char>(a << 2U | b >> 4U);
      to[1] = static_cast<char>(b << 4U | c >> 2U);
      to[2] = static_cast<char>(c << 6U | d);
    }
    filled += taken * 3;
    return taken * 4;
  }

  void Take(std::uint8_t code) {
    if (code == kSkip) return;
    if (code == kPadding) {
      ++padding;
      return;
    }
    // After the padding nothing may come.
    if (code == kWrong || padding > 0) {
      attachment.fault = AttachmentFault::kNotBase64;
      return;
    }
    bits = bits << 6U | code;
    if (++held < 4) return;
    for (const std::uint32_t shift : {16U, 8U, 0U}) Put(static_cast<char>(bits >> shift));
    bits = held = 0;
  }

  void Put(char byte) { buffer[filled++] = byte; }

  void FinishDecoding() {
    const bool whole = (held == 0 && padding == 0) || (held >= 2 && held + padding == 4);
    if (!whole) attachment.fault = AttachmentFault::kNotBase64;
    if (held >= 2) Put(static_cast<char>(bits >> (held == 3 ? 10U : 4U)));
    if (held == 3) Put(static_cast<char>(bits >> 2U));
    Digest();
  }

  void Digest() {
    if (attachment.size == 0) begins_right = Decoded().starts_with("PK\x03\x04");
    const std::string_view fresh = Decoded().substr(digested);
    digest->Update(AsBytes(fresh));
    attachment.size += fresh.size();
    digested = filled;
  }

  void MakeRoom() {
    Digest();
    const std::string_view tail = Tail();
    std::memmove(buffer.get(), tail.data(), tail.size());
    filled = digested = tail.size();
  }

  std::string_view Decoded() const { return {buffer.get(), filled}; }
  std::string_view Tail() const { return Decoded().substr(filled - std::min(filled, kZipTail)); }

  std::unique_ptr<char[]> buffer = {};  // of kBuffer; decoded up to `filled`
  Attachment attachment = {};
  std::optional<crypto::Sha256Stream> digest = {};
  std::size_t filled = 0;
  std::size_t digested = 0;
  bool begins_right = false;
  std::uint32_t bits = 0;  // of `held` characters
  std::uint32_t held = 0;
  std::uint32_t padding = 0;
};

AttachmentReader::AttachmentReader(AttachmentCare care) : care_(care), state_(std::make_unique<State>()) {}
AttachmentReader::~AttachmentReader() = default;

void AttachmentReader::Begin(std::uint32_t occurrence) {
  state_ = std::make_unique<State>(std::move(state_->buffer));
  state_->attachment.occurrence = occurrence;
  if (care_ == AttachmentCare::kCount) return;
  state_->digest.emplace();
  if (!state_->buffer) state_->buffer = std::make_unique_for_overwrite<char[]>(State::kBuffer);
}

void AttachmentReader::Feed(std::string_view text) {
  if (!text.empty()) state_->attachment.is_empty = false;
  if (care_ == AttachmentCare::kInspect && state_->attachment.fault == AttachmentFault::kNone) state_->Decode(text);
}

Attachment AttachmentReader::End() {
  Attachment& attachment = state_->attachment;
  if (care_ == AttachmentCare::kCount) return std::move(attachment);
  state_->FinishDecoding();
  if (attachment.fault == AttachmentFault::kNotBase64) {  // how far it was decoded means nothing
    attachment.size = 0;
    return std::move(attachment);
  }
  attachment.digest = state_->digest->Finish();
  attachment.fault = ReadZipDirectory(state_->Tail(), attachment.size, state_->begins_right, attachment.entries);
  return std::move(attachment);
}

bool IsUnsafeEntryName(std::string_view name) {
  constexpr std::string_view kSeparators = "/\\";
  if (name.empty() || name.front() == '-' || kSeparators.find(name.front()) != std::string_view::npos) return true;
  if (name.find(':') != std::string_view::npos) return true;
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) return true;
  // U+202A to U+202E and U+2066 to U+2069.
  for (const std::string_view turn :
       {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    if (name.find(turn) != std::string_view::npos) return true;
  }
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(kSeparators), name.size());
    const std::string_view step = name.substr(0, end);
    if (step == "." || step == "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

bool IsPermittedFileType(std::string_view name) {
  constexpr std::array<std::string_view, 15> kTypes = {"pdf", "jpg", "jpeg", "png",  "doc", "docx", "odf", "odt",
                                                       "ods", "odp", "xls",  "xlsx", "txt", "ppt",  "pptx"};
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view extension = name.substr(dot + 1);
  return std::ranges::any_of(kTypes, [&](std::string_view type) {
    return std::ranges::equal(type, extension, {}, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  });
}

}  // namespace oso::dossier
