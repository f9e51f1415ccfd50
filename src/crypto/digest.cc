#include "crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

// Fetched once: OpenSSL 3 looks an algorithm up under a lock, which costs more than digesting a short text.
const EVP_MD* Fetched(const char* name) {
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
  if (algorithm == nullptr) std::abort();  // an OpenSSL without SHA-2 cannot serve
  return algorithm;
}
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = Fetched("SHA2-256");
  return algorithm;
}

void Generate(std::span<std::uint8_t> bytes) {
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
}

DigestContext NewDigest() {
  DigestContext context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex2(context.get(), Sha256Algorithm(), nullptr) != 1) std::abort();  // no memory
  return context;
}

}  // namespace

Sha256Digest Sha256(ByteView bytes) { return Sha256(bytes, {}); }

Sha256Digest Sha256(ByteView first, ByteView then) {
  thread_local const DigestContext context = NewDigest();
  Sha256Digest digest;
  EVP_DigestInit_ex2(context.get(), nullptr, nullptr);
  EVP_DigestUpdate(context.get(), first.data(), first.size());
  if (!then.empty()) EVP_DigestUpdate(context.get(), then.data(), then.size());
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return digest;
}

struct Sha256Stream::State {
  DigestContext context = NewDigest();
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;

void Sha256Stream::Update(ByteView bytes) { EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()); }

Sha256Digest Sha256Stream::Finish() {
  Sha256Digest digest;
  EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr);
  return digest;
}

Bytes Pbkdf2HmacSha512(std::string_view password, ByteView salt, int iterations, std::size_t length) {
  static const EVP_MD* const algorithm = Fetched("SHA2-512");
  Bytes derived(length);
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(), static_cast<int>(salt.size()),
                        iterations, algorithm, static_cast<int>(length), derived.data()) != 1) {
    std::abort();  // no iterations or no length: a bug, and zeros must never pass for a key
  }
  return derived;
}

bool ConstantTimeEqual(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Ids and salts are short, and a call of the generator costs more than what it gives them: they are cut from one
// answer, each piece wiped as it is given. None of our programs forks and goes on in both.
void SystemRandom::Fill(std::span<std::uint8_t> bytes) {
  thread_local std::array<std::uint8_t, 1024> pool;
  thread_local std::size_t left = 0;
  if (bytes.size() > pool.size() / 8) return Generate(bytes);
  if (left < bytes.size()) {
    Generate(pool);
    left = pool.size();
  }
  left -= bytes.size();
  std::memcpy(bytes.data(), pool.data() + left, bytes.size());
  OPENSSL_cleanse(pool.data() + left, bytes.size());
}

}  // namespace oso::crypto
