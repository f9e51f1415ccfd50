#include "crypto/key_wrap.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <cstdlib>

#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr int kSeal = 1;
constexpr int kOpen = 0;
constexpr std::size_t kWrappedSize = std::tuple_size_v<WrappedKey>;

const EVP_CIPHER* Algorithm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-WRAP", nullptr);
  if (algorithm == nullptr) std::abort();  // an OpenSSL without it cannot serve
  return algorithm;
}

CipherContext Prepared(const Key& by, int direction) {
  CipherContext context(EVP_CIPHER_CTX_new());
  if (!context) std::abort();  // no memory
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  if (EVP_CipherInit_ex2(context.get(), Algorithm(), by.Reveal().data(), nullptr, direction, nullptr) != 1) {
    std::abort();
  }
  return context;
}

}  // namespace

WrappedKey Wrap(const Key& by, const Key& key) {
  const CipherContext context = Prepared(by, kSeal);
  WrappedKey wrapped;
  int size = 0;
  if (EVP_CipherUpdate(context.get(), wrapped.data(), &size, key.Reveal().data(), Key::kSize) != 1 ||
      static_cast<std::size_t>(size) != kWrappedSize) {
    std::abort();  // it cannot fail for a key of this size
  }
  return wrapped;
}

Result<Key> Unwrap(const Key& by, ByteView wrapped) {
  if (wrapped.size() != kWrappedSize) return Fail(ErrorCode::kInvalidArgument, "wrapped key: not 40 bytes");
  const CipherContext context = Prepared(by, kOpen);
  std::array<std::uint8_t, kWrappedSize> opened;  // OpenSSL may write as much as it is given
  int size = 0;
  ERR_clear_error();
  const bool good = EVP_CipherUpdate(context.get(), opened.data(), &size, wrapped.data(), kWrappedSize) == 1;
  ERR_clear_error();
  Result<Key> key = good ? Key::FromBytes(ByteView(opened).first(static_cast<std::size_t>(size)))
                         : Fail(ErrorCode::kUnauthenticated, "wrapped key: changed, or wrapped by another key");
  OPENSSL_cleanse(opened.data(), opened.size());
  return key;
}

}  // namespace oso::crypto
