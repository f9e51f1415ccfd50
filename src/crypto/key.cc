#include "crypto/key.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <cstdlib>

#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using KdfContext = Owned<EVP_KDF_CTX, EVP_KDF_CTX_free>;

// Fetched once, as in digest.cc.
EVP_KDF* Hkdf() {
  static EVP_KDF* const algorithm = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  if (algorithm == nullptr) std::abort();  // an OpenSSL without it cannot serve
  return algorithm;
}

// OpenSSL's parameters take what they only read as if they wrote it.
OSSL_PARAM Octets(const char* name, ByteView bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

void HkdfSha256(ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> derived) {
  const KdfContext context(EVP_KDF_CTX_new(Hkdf()));
  std::array<char, 9> digest{"SHA2-256"};
  const std::array<OSSL_PARAM, 5> params{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0), Octets(OSSL_KDF_PARAM_KEY, secret),
      Octets(OSSL_KDF_PARAM_INFO, info),
      // Without salt it is left out: RFC 5869, 2.2 then takes zeros, and OpenSSL refuses a null one.
      salt.empty() ? OSSL_PARAM_construct_end() : Octets(OSSL_KDF_PARAM_SALT, salt), OSSL_PARAM_construct_end()};
  if (!context || EVP_KDF_derive(context.get(), derived.data(), derived.size(), params.data()) != 1) {
    std::abort();  // no memory, or more than it can give: zeros must never pass for a key
  }
}

Sha256Digest HmacSha256(ByteView key, ByteView message) {
  Sha256Digest digest;
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(), digest.data(),
           &size) == nullptr) {
    std::abort();  // no memory
  }
  return digest;
}

Key Key::New(Random& random) {
  Key key;
  random.Fill(key.bytes_);
  return key;
}

Result<Key> Key::FromBytes(ByteView bytes) {
  if (bytes.size() != kSize) return Fail(ErrorCode::kInvalidArgument, "key: not 32 bytes");
  Key key;
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) { OPENSSL_cleanse(other.bytes_.data(), kSize); }

Key& Key::operator=(Key&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  OPENSSL_cleanse(other.bytes_.data(), kSize);
  return *this;
}

Key::~Key() { OPENSSL_cleanse(bytes_.data(), kSize); }

Key Key::DeriveFor(std::string_view label, ByteView context) const {
  Bytes info(label.begin(), label.end());
  info.push_back(0);
  info.insert(info.end(), context.begin(), context.end());
  Key derived;
  HkdfSha256(bytes_, {}, info, derived.bytes_);
  return derived;
}

}  // namespace oso::crypto
