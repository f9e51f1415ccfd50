#include "crypto/revocation_list.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <climits>

#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using ScopePtr = Owned<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;

Error Unfit(std::string_view why) {
  ERR_clear_error();
  return Fail(ErrorCode::kCertificate, "revocation list: " + std::string(why));
}

Result<CrlPtr> ReadDer(ByteView der) {
  ERR_clear_error();
  const std::uint8_t* at = der.data();
  CrlPtr list(der.size() > INT_MAX ? nullptr : d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (!list || at != der.data() + der.size()) return Unfit("damaged");
  return list;
}

Result<CrlPtr> ReadOne(ByteView text) {
  constexpr std::uint8_t kSequence = 0x30;  // DER's first byte, in PEM a digit that it does not begin with
  if (!text.empty() && text.front() == kSequence) return ReadDer(text);
  ASSIGN_OR_RETURN(auto lists, ReadRevocationLists(AsText(text)));
  if (lists.size() != 1) return Unfit("one PEM block is expected");
  return std::move(lists.front());
}

std::string ToPem(X509_CRL& list) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509_CRL(bio.get(), &list);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

// A part in the place of the whole would forget who was revoked.
Status CheckIsWhole(const X509_CRL& list) {
  for (int i = 0; i < X509_CRL_get_ext_count(&list); ++i) {
    X509_EXTENSION* extension = X509_CRL_get_ext(&list, i);
    const int kind = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (kind == NID_delta_crl) return Unfit("a delta, not the whole list");
    const bool is_known = kind == NID_issuing_distribution_point || kind == NID_crl_number;
    if (!is_known && X509_EXTENSION_get_critical(extension) != 0) return Unfit("an unknown critical extension");
  }
  int found = 0;
  const ScopePtr scope(
      static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(&list, NID_issuing_distribution_point, &found, nullptr)));
  if (!scope && found != -1) return Unfit("its scope cannot be read");
  if (scope && (scope->onlyuser > 0 || scope->onlyCA > 0 || scope->onlyattr > 0 || scope->indirectCRL > 0 ||
                scope->onlysomereasons != nullptr)) {
    return Unfit("it is of some certificates only");
  }
  return {};
}

IntegerPtr NumberOf(const X509_CRL& list) {
  return IntegerPtr(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(&list, NID_crl_number, nullptr, nullptr)));
}

// Less than 0: `one` came before `other`.
int Compare(const X509_CRL& one, const X509_CRL& other) {
  const IntegerPtr number = NumberOf(one);
  const IntegerPtr others = NumberOf(other);
  if (!number != !others) return number ? 1 : -1;
  const int by_number = number ? ASN1_INTEGER_cmp(number.get(), others.get()) : 0;
  if (by_number != 0) return by_number;
  const Instant made = ToInstant(X509_CRL_get0_lastUpdate(&one));
  const Instant others_made = ToInstant(X509_CRL_get0_lastUpdate(&other));
  return made < others_made ? -1 : static_cast<int>(made > others_made);
}

}  // namespace

X509* FindSigner(X509_CRL& list, const std::vector<X509Ptr>& authorities) {
  for (const auto& authority : authorities) {
    X509* candidate = authority.get();
    if (X509_NAME_cmp(X509_get_subject_name(candidate), X509_CRL_get_issuer(&list)) != 0) continue;
    if ((X509_get_key_usage(candidate) & KU_CRL_SIGN) == 0) continue;
    const bool is_signed = X509_CRL_verify(&list, X509_get0_pubkey(candidate)) == 1;
    ERR_clear_error();
    if (is_signed) return candidate;
  }
  return nullptr;
}

Result<RevocationList> ReadRevocationList(ByteView der_or_pem, std::string_view authorities, Instant now) {
  ASSIGN_OR_RETURN(const auto trusted, ReadCertificates(authorities, "authorities"));
  ASSIGN_OR_RETURN(const CrlPtr list, ReadOne(der_or_pem));
  if (FindSigner(*list, trusted) == nullptr) return Unfit("not signed by an authority that we trust");
  RETURN_IF_ERROR(CheckIsWhole(*list));
  const Instant next_update = ToInstant(X509_CRL_get0_nextUpdate(list.get()));
  if (next_update <= now) return Unfit("expired, or without a next update");
  if (ToInstant(X509_CRL_get0_lastUpdate(list.get())) > now) return Unfit("not yet valid");
  return RevocationList{ToPem(*list), NameDigest(*X509_CRL_get_issuer(list.get())), next_update};
}

Result<std::optional<std::string>> TakeOver(std::string_view lists, const RevocationList& fetched) {
  ASSIGN_OR_RETURN(const auto present, ReadRevocationLists(lists));
  ASSIGN_OR_RETURN(const CrlPtr next, ReadOne(AsBytes(fetched.pem)));
  std::string merged;
  bool is_there = false;
  for (const auto& list : present) {
    if (NameDigest(*X509_CRL_get_issuer(list.get())) != fetched.issuer) {
      merged += ToPem(*list);
      continue;
    }
    if (Compare(*next, *list) < 0) return Fail(ErrorCode::kConflict, "revocation list: older than the one at hand");
    is_there = is_there || X509_CRL_match(next.get(), list.get()) == 0;
  }
  if (is_there) return std::optional<std::string>();
  return std::optional<std::string>(merged + fetched.pem);
}

}  // namespace oso::crypto
