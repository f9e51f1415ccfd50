// From OpenSSL's many reasons to the few that an operator acts on.
#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <openssl/x509_vfy.h>

#include "crypto/tls_state.h"

namespace oso::crypto {
namespace {

TlsRefusal OfVerification(long result) {
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TlsRefusal::kExpired;
    case X509_V_ERR_CERT_REVOKED:
      return TlsRefusal::kRevoked;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
      return TlsRefusal::kNoRevocationList;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return TlsRefusal::kWrongHost;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_INVALID_CA:
      return TlsRefusal::kUnknownAuthority;
    default:
      return TlsRefusal::kOther;
  }
}

TlsRefusal OfReason(int reason) {
  switch (reason) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return TlsRefusal::kNoCertificate;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
    case SSL_R_WRONG_SSL_VERSION:
    case SSL_R_NO_SHARED_CIPHER:
    case SSL_R_NO_SUITABLE_GROUPS:
    case SSL_R_NO_SUITABLE_KEY_SHARE:
    case SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS:
    case SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM:
      return TlsRefusal::kOldProtocol;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_BAD_RECORD_TYPE:
    case SSL_R_RECORD_LENGTH_MISMATCH:
      return TlsRefusal::kNotTls;
    default:
      return TlsRefusal::kOther;
  }
}

// RFC 8446, 6. OpenSSL 3.0's own table does not know "certificate required".
std::string_view AlertName(int alert) {
  switch (alert) {
    case 10:
      return "unexpected message";
    case 20:
      return "bad record mac";
    case 22:
      return "record overflow";
    case 40:
      return "handshake failure";
    case 42:
      return "bad certificate";
    case 43:
      return "unsupported certificate";
    case 44:
      return "certificate revoked";
    case 45:
      return "certificate expired";
    case 46:
      return "certificate unknown";
    case 47:
      return "illegal parameter";
    case 48:
      return "unknown ca";
    case 49:
      return "access denied";
    case 50:
      return "decode error";
    case 51:
      return "decrypt error";
    case 70:
      return "protocol version";
    case 71:
      return "insufficient security";
    case 80:
      return "internal error";
    case 90:
      return "user canceled";
    case 112:
      return "unrecognized name";
    case 116:
      return "certificate required";
    default:
      return "unknown alert";
  }
}

}  // namespace

std::string_view WireName(TlsRefusal refusal) {
  switch (refusal) {
    case TlsRefusal::kNoCertificate:
      return "no-certificate";
    case TlsRefusal::kUnknownAuthority:
      return "unknown-authority";
    case TlsRefusal::kExpired:
      return "certificate-expired";
    case TlsRefusal::kRevoked:
      return "certificate-revoked";
    case TlsRefusal::kNoRevocationList:
      return "no-revocation-list";
    case TlsRefusal::kWrongHost:
      return "wrong-host";
    case TlsRefusal::kOldProtocol:
      return "old-protocol";
    case TlsRefusal::kNotTls:
      return "not-tls";
    case TlsRefusal::kRefusedByPeer:
      return "refused-by-peer";
    case TlsRefusal::kTooManyOfPeer:
      return "too-many-connections";
    case TlsRefusal::kOther:
      return "handshake-failed";
  }
  return "handshake-failed";
}

Refusal ExplainFailure(const SSL& ssl) {
  const unsigned long last = ERR_peek_last_error();
  const int reason = ERR_GET_LIB(last) == ERR_LIB_SSL ? ERR_GET_REASON(last) : 0;
  std::string words = last != 0 ? LastOpenSslError() : "the peer ended it";
  if (reason >= SSL_AD_REASON_OFFSET) {
    std::string alert(AlertName(reason - SSL_AD_REASON_OFFSET));
    return {TlsRefusal::kRefusedByPeer, Fail(ErrorCode::kUnauthenticated, "TLS: refused by the peer: " + alert)};
  }
  if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    const long result = SSL_get_verify_result(&ssl);
    const TlsRefusal why = OfVerification(result);
    std::string detail =
        std::string("TLS: the peer's certificate is refused: ") + X509_verify_cert_error_string(result);
    if (why != TlsRefusal::kNoRevocationList) return {why, Fail(ErrorCode::kUnauthenticated, std::move(detail))};
    return {why, Fail(ErrorCode::kCertificate, detail + ": renew our revocation list")};
  }
  return {OfReason(reason), Fail(ErrorCode::kUnauthenticated, "TLS: no connection: " + words)};
}

}  // namespace oso::crypto
