#include "crypto/signing_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "crypto/base64url.h"
#include "crypto/digest.h"
#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using ContextPtr = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaPtr = Owned<ECDSA_SIG, ECDSA_SIG_free>;
using NumberPtr = Owned<BIGNUM, BN_free>;
using KeyContextPtr = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using BuilderPtr = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsPtr = Owned<OSSL_PARAM, OSSL_PARAM_free>;

constexpr int kNumberSize = 32;

int NoPassPhrase(char*, int, int, void*) { return -1; }

BioPtr ReadOnly(std::string_view text) { return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string TextOf(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

std::optional<SignatureAlgorithm> AlgorithmOf(const EVP_PKEY& key) {
  if (EVP_PKEY_is_a(&key, "ED25519") == 1) return SignatureAlgorithm::kEd25519;
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_is_a(&key, "EC") == 1 && EVP_PKEY_get_group_name(&key, group.data(), group.size(), &size) == 1 &&
      std::string_view(group.data(), size) == "prime256v1") {
    return SignatureAlgorithm::kEs256;
  }
  return std::nullopt;
}

Bytes RawPublicKey(const EVP_PKEY& key, SignatureAlgorithm algorithm) {
  Bytes raw(algorithm == SignatureAlgorithm::kEd25519 ? 32 : 64);
  if (algorithm == SignatureAlgorithm::kEd25519) {
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(&key, raw.data(), &size) != 1) std::abort();  // it is such a key
    return raw;
  }
  BIGNUM* x = nullptr;
  BIGNUM* y = nullptr;
  EVP_PKEY_get_bn_param(&key, OSSL_PKEY_PARAM_EC_PUB_X, &x);
  EVP_PKEY_get_bn_param(&key, OSSL_PKEY_PARAM_EC_PUB_Y, &y);
  const NumberPtr own_x(x);
  const NumberPtr own_y(y);
  if (BN_bn2binpad(x, raw.data(), kNumberSize) != kNumberSize ||
      BN_bn2binpad(y, raw.data() + kNumberSize, kNumberSize) != kNumberSize) {
    std::abort();
  }
  return raw;
}

KeyPtr P256FromRaw(ByteView raw) {
  Bytes point{POINT_CONVERSION_UNCOMPRESSED};
  point.insert(point.end(), raw.begin(), raw.end());
  const BuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return KeyPtr(key);
}

// A context that has looked up its algorithms and its key once. Each signature works on a copy: looking up again would
// cost several microseconds and a lock.
ContextPtr Prepared(EVP_PKEY* key, SignatureAlgorithm algorithm, decltype(EVP_DigestSignInit_ex)* init) {
  ContextPtr context(EVP_MD_CTX_new());
  const char* digest = algorithm == SignatureAlgorithm::kEs256 ? "SHA2-256" : nullptr;
  if (!context || init(context.get(), nullptr, digest, nullptr, nullptr, key, nullptr) != 1) std::abort();
  return context;
}

ContextPtr CopyOf(const EVP_MD_CTX* prepared) {
  ContextPtr context(EVP_MD_CTX_new());
  if (!context || EVP_MD_CTX_copy_ex(context.get(), prepared) != 1) std::abort();  // no memory
  // Else OpenSSL copies it once more, so that it could be finished twice.
  EVP_MD_CTX_set_flags(context.get(), EVP_MD_CTX_FLAG_FINALISE);
  return context;
}

// OpenSSL speaks ASN.1 (RFC 3279, 2.2.3) where JOSE speaks r and s.
Signature FromAsn1(ByteView der) {
  const std::uint8_t* at = der.data();
  const EcdsaPtr numbers(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  Signature signature{};
  if (!numbers || BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), signature.data(), kNumberSize) != kNumberSize ||
      BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), signature.data() + kNumberSize, kNumberSize) != kNumberSize) {
    std::abort();  // OpenSSL has just made it
  }
  return signature;
}

Bytes ToAsn1(ByteView signature) {
  const EcdsaPtr numbers(ECDSA_SIG_new());
  NumberPtr r(BN_bin2bn(signature.data(), kNumberSize, nullptr));
  NumberPtr s(BN_bin2bn(signature.data() + kNumberSize, kNumberSize, nullptr));
  if (!numbers || ECDSA_SIG_set0(numbers.get(), r.release(), s.release()) != 1) std::abort();  // no memory
  Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(numbers.get(), nullptr)));
  std::uint8_t* at = der.data();
  i2d_ECDSA_SIG(numbers.get(), &at);
  return der;
}

}  // namespace

struct VerifyingKey::State {
  explicit State(KeyPtr given, SignatureAlgorithm its_algorithm)
      : key(std::move(given)),
        algorithm(its_algorithm),
        raw(RawPublicKey(*key, algorithm)),
        prepared(Prepared(key.get(), algorithm, EVP_DigestVerifyInit_ex)) {}

  KeyPtr key;
  SignatureAlgorithm algorithm;
  Bytes raw;
  ContextPtr prepared;
};

VerifyingKey::VerifyingKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<VerifyingKey> VerifyingKey::FromPem(std::string_view pem) {
  ERR_clear_error();
  KeyPtr key(PEM_read_bio_PUBKEY(ReadOnly(pem).get(), nullptr, NoPassPhrase, nullptr));
  if (!key) return Fail(ErrorCode::kInvalidArgument, "public key: no PEM key can be read: " + LastOpenSslError());
  const auto algorithm = AlgorithmOf(*key);
  if (!algorithm) return Fail(ErrorCode::kInvalidArgument, "public key: neither P-256 nor Ed25519");
  return VerifyingKey(std::make_shared<const State>(std::move(key), *algorithm));
}

Result<VerifyingKey> VerifyingKey::FromRaw(SignatureAlgorithm algorithm, ByteView raw) {
  ERR_clear_error();
  KeyPtr key;
  if (algorithm == SignatureAlgorithm::kEd25519) {
    key.reset(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, raw.data(), raw.size()));
  } else if (raw.size() == 64) {
    key = P256FromRaw(raw);
  }
  ERR_clear_error();
  if (!key) return Fail(ErrorCode::kInvalidArgument, "public key: not a point of the curve");
  return VerifyingKey(std::make_shared<const State>(std::move(key), algorithm));
}

SignatureAlgorithm VerifyingKey::algorithm() const { return state_->algorithm; }
const Bytes& VerifyingKey::raw() const { return state_->raw; }

std::string VerifyingKey::ToPem() const {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(bio.get(), state_->key.get());
  return TextOf(bio.get());
}

std::string VerifyingKey::Jwk() const {
  const ByteView raw = state_->raw;
  if (state_->algorithm == SignatureAlgorithm::kEd25519) {
    return R"({"crv":"Ed25519","kty":"OKP","x":")" + Base64UrlEncode(raw) + R"("})";
  }
  return R"({"crv":"P-256","kty":"EC","x":")" + Base64UrlEncode(raw.first(kNumberSize)) + R"(","y":")" +
         Base64UrlEncode(raw.subspan(kNumberSize)) + R"("})";
}

std::string VerifyingKey::Thumbprint() const { return Base64UrlEncode(Sha256(AsBytes(Jwk()))); }

bool VerifyingKey::Verify(ByteView message, ByteView signature) const {
  if (signature.size() != std::tuple_size_v<Signature>) return false;
  const ContextPtr context = CopyOf(state_->prepared.get());
  Bytes der;
  if (state_->algorithm == SignatureAlgorithm::kEs256) {
    der = ToAsn1(signature);
    signature = der;
  }
  const bool good =
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  ERR_clear_error();
  return good;
}

struct SigningKey::State {
  State(KeyPtr given, SignatureAlgorithm algorithm)
      : key(std::move(given)), prepared(Prepared(key.get(), algorithm, EVP_DigestSignInit_ex)) {}

  KeyPtr key;
  ContextPtr prepared;
};

SigningKey::SigningKey(std::shared_ptr<const State> state, VerifyingKey public_key)
    : state_(std::move(state)), public_key_(std::move(public_key)) {}

SigningKey SigningKey::Generate(SignatureAlgorithm algorithm) {
  KeyPtr key(algorithm == SignatureAlgorithm::kEs256 ? EVP_EC_gen("P-256")
                                                     : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) std::abort();  // an OpenSSL without these, or without randomness, cannot serve
  auto public_key = VerifyingKey::FromRaw(algorithm, RawPublicKey(*key, algorithm));
  return {std::make_shared<const State>(std::move(key), algorithm), std::move(public_key).value()};
}

Result<SigningKey> SigningKey::FromPem(std::string_view pem) {
  ASSIGN_OR_RETURN(KeyPtr key, ReadPrivateKey(pem, "signing key"));
  const auto algorithm = AlgorithmOf(*key);
  if (!algorithm) return Fail(ErrorCode::kCertificate, "signing key: neither P-256 nor Ed25519");
  ASSIGN_OR_RETURN(VerifyingKey public_key, VerifyingKey::FromRaw(*algorithm, RawPublicKey(*key, *algorithm)));
  return SigningKey(std::make_shared<const State>(std::move(key), *algorithm), std::move(public_key));
}

std::string SigningKey::ToPem() const {
  const BioPtr bio(BIO_new(BIO_s_secmem()));
  PEM_write_bio_PKCS8PrivateKey(bio.get(), state_->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return TextOf(bio.get());
}

Signature SigningKey::Sign(ByteView message) const {
  const ContextPtr context = CopyOf(state_->prepared.get());
  std::array<std::uint8_t, 80> made{};  // an ES256 signature in ASN.1 is at most 72 bytes
  std::size_t size = made.size();
  if (EVP_DigestSign(context.get(), made.data(), &size, message.data(), message.size()) != 1) std::abort();
  if (algorithm() == SignatureAlgorithm::kEs256) return FromAsn1(ByteView(made).first(size));
  Signature signature;
  std::copy_n(made.begin(), signature.size(), signature.begin());
  return signature;
}

}  // namespace oso::crypto
