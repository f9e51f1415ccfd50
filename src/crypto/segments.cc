#include "crypto/segments.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Nonce = std::array<std::uint8_t, 12>;

constexpr int kSeal = 1;
constexpr int kOpen = 0;

enum class Position { kBeforeLast, kLast };

const EVP_CIPHER* Algorithm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  if (algorithm == nullptr) std::abort();  // an OpenSSL without it cannot serve
  return algorithm;
}

CipherContext Prepared(const Key& key, int direction) {
  CipherContext context(EVP_CIPHER_CTX_new());
  if (!context ||
      EVP_CipherInit_ex2(context.get(), Algorithm(), key.Reveal().data(), nullptr, direction, nullptr) != 1) {
    std::abort();  // no memory
  }
  return context;
}

Nonce NonceOf(std::uint64_t number, Position position) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 4; ++i) nonce[7 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  nonce[11] = position == Position::kLast ? 1 : 0;
  return nonce;
}

// Runs the cipher over `from` into as many bytes at `to`.
void Apply(EVP_CIPHER_CTX* context, std::uint64_t number, Position position, ByteView from, std::uint8_t* to) {
  const Nonce nonce = NonceOf(number, position);
  int size = 0;
  if (EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), -1, nullptr) != 1 ||
      EVP_CipherUpdate(context, to, &size, from.data(), static_cast<int>(from.size())) != 1 ||
      std::cmp_not_equal(size, from.size())) {
    std::abort();  // nothing of this depends on what others gave
  }
}

// Cuts what comes in into pieces of one size, and holds back what may be the last of them.
class Pieces {
 public:
  explicit Pieces(std::size_t size) : size_(size) {}

  // `use(piece)` for each piece that more bytes follow.
  template <class Use>
  Status Add(ByteView bytes, Use use) {
    while (!bytes.empty()) {
      if (held_.size() == size_) {
        RETURN_IF_ERROR(use(held_));
        held_.clear();
      }
      const ByteView part = bytes.first(std::min(bytes.size(), size_ - held_.size()));
      held_.insert(held_.end(), part.begin(), part.end());
      bytes = bytes.subspan(part.size());
    }
    return {};
  }
  ByteView held() const { return held_; }

 private:
  const std::size_t size_;
  Bytes held_;
};

Status DemandNumber(std::uint64_t number) {
  if (number < kMaxSegments) return {};
  return Fail(ErrorCode::kTooLarge, "segments: more than " + std::to_string(kMaxSegments));
}

}  // namespace

Result<std::uint64_t> PlainSize(std::uint64_t sealed) {
  const std::uint64_t full = sealed / kSealedSegmentBytes;
  const std::uint64_t rest = sealed % kSealedSegmentBytes;
  const bool is_one = rest == 0 ? full > 0 : rest > kSegmentTagBytes || (rest == kSegmentTagBytes && full == 0);
  const std::uint64_t segments = full + (rest == 0 ? 0 : 1);
  if (!is_one || segments > kMaxSegments) {
    return Fail(ErrorCode::kInvalidArgument, "segments: no stream has " + std::to_string(sealed) + " bytes");
  }
  return sealed - segments * kSegmentTagBytes;
}

struct SegmentSealer::State {
  Status Seal(ByteView plain, Position position, Bytes& sealed) {
    RETURN_IF_ERROR(DemandNumber(next));
    const std::size_t at = sealed.size();
    sealed.resize(at + plain.size() + kSegmentTagBytes);
    std::uint8_t* const tag = sealed.data() + at + plain.size();
    Apply(context.get(), next, position, plain, sealed.data() + at);
    int none = 0;
    if (EVP_CipherFinal_ex(context.get(), tag, &none) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kSegmentTagBytes, tag) != 1) {
      std::abort();
    }
    ++next;
    return {};
  }

  CipherContext context;
  std::uint64_t next;
  Pieces pieces{kSegmentBytes};
};

SegmentSealer::SegmentSealer(const Key& key, std::uint32_t first)
    : state_(std::make_unique<State>(State{.context = Prepared(key, kSeal), .next = first})) {}
SegmentSealer::SegmentSealer(SegmentSealer&&) noexcept = default;
SegmentSealer::~SegmentSealer() = default;

Status SegmentSealer::Write(ByteView plain, Bytes& sealed) {
  return state_->pieces.Add(plain, [&](ByteView piece) { return state_->Seal(piece, Position::kBeforeLast, sealed); });
}

Status SegmentSealer::Finish(Bytes& sealed) { return state_->Seal(state_->pieces.held(), Position::kLast, sealed); }

struct SegmentOpener::State {
  Status Open(ByteView sealed, Position position, Bytes& plain) {
    if (is_refused) return Refuse();
    RETURN_IF_ERROR(DemandNumber(next));
    if (sealed.size() < kSegmentTagBytes) return Refuse();
    const ByteView text = sealed.first(sealed.size() - kSegmentTagBytes);
    // The sealer never ends with an empty segment after others: one length, one form.
    if (text.empty() && next > 0) return Refuse();
    std::array<std::uint8_t, kSegmentTagBytes> tag;
    std::ranges::copy(sealed.subspan(text.size()), tag.begin());

    const std::size_t at = plain.size();
    plain.resize(at + text.size());
    Apply(context.get(), next, position, text, plain.data() + at);
    int none = 0;
    std::array<std::uint8_t, kSegmentTagBytes> nothing;  // where the cipher would write what it held back
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kSegmentTagBytes, tag.data()) != 1) std::abort();
    if (EVP_CipherFinal_ex(context.get(), nothing.data(), &none) != 1) {
      ERR_clear_error();
      OPENSSL_cleanse(plain.data() + at, text.size());  // nobody authenticated it
      plain.resize(at);
      return Refuse();
    }
    ++next;
    return {};
  }

  Error Refuse() {
    is_refused = true;
    return Fail(ErrorCode::kUnauthenticated,
                "segments: number " + std::to_string(next) + " is not what was sealed with this key at this place");
  }

  CipherContext context;
  std::uint64_t next;
  bool is_refused = false;
  Pieces pieces{kSealedSegmentBytes};
};

SegmentOpener::SegmentOpener(const Key& key, std::uint32_t first)
    : state_(std::make_unique<State>(State{.context = Prepared(key, kOpen), .next = first})) {}
SegmentOpener::SegmentOpener(SegmentOpener&&) noexcept = default;
SegmentOpener::~SegmentOpener() = default;

Status SegmentOpener::Write(ByteView sealed, Bytes& plain) {
  if (state_->is_refused) return state_->Refuse();
  return state_->pieces.Add(sealed, [&](ByteView piece) { return state_->Open(piece, Position::kBeforeLast, plain); });
}

Status SegmentOpener::Finish(Bytes& plain) { return state_->Open(state_->pieces.held(), Position::kLast, plain); }

}  // namespace oso::crypto
