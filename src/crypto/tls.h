// TLS 1.2 and 1.3 as Digikoppeling asks (TLS001-006, TLSCIPH001): mutual, only suites that NCSC calls good or
// sufficient, no renegotiation, no compression, revocation lists checked. Bytes in, bytes out: sockets are http/'s.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/certificate.h"

namespace oso::crypto {

struct TlsMaterial {        // PEM texts
  std::string certificate;  // own certificate, then any intermediates
  std::string private_key;
  std::string authorities;  // whom we trust
  std::string revocations;  // one list for each authority in the chain; an expired or missing list refuses all peers
};

// Why a handshake failed, as it goes to the audit log; the wire names are stable.
enum class TlsRefusal {
  kNoCertificate,     // "no-certificate"
  kUnknownAuthority,  // "unknown-authority"
  kExpired,           // "certificate-expired" (or not yet valid)
  kRevoked,           // "certificate-revoked"
  kNoRevocationList,  // "no-revocation-list": ours is missing or too old
  kWrongHost,         // "wrong-host": client side, the server's certificate names another host
  kOldProtocol,       // "old-protocol": below TLS 1.2, or no common suite
  kNotTls,            // "not-tls": garbage
  kRefusedByPeer,     // "refused-by-peer": an alert; its name is in the error's detail
  kTooManyOfPeer,     // "too-many-connections": the handshake is good, but this peer has its share already
  kOther,             // "handshake-failed"
};
std::string_view WireName(TlsRefusal refusal);

class TlsSession;

// Whether a server demands a certificate of its clients, or serves anyone (then a session's peer() is empty).
enum class ClientCertificates { kDemanded, kNone };

// Keys and trust of one process. Immutable; make a new one to change certificates or lists (sessions of the old go on).
// A new one resumes nothing that an old one began: with a new list every peer is checked in full again. Any thread.
// Validity is judged by the system's clock: OpenSSL's rule, not a Clock's.
class TlsContext {
 public:
  static Result<std::shared_ptr<const TlsContext>> Create(
      const TlsMaterial& material);  // kCertificate, says which part
  ~TlsContext();

  // Server. A session that was begun without a certificate is not resumed where one is demanded, nor the other way.
  std::unique_ptr<TlsSession> Accept(ClientCertificates clients = ClientCertificates::kDemanded) const;
  // Client: checks the certificate against `host`, a DNS name or an IP address without brackets.
  std::unique_ptr<TlsSession> Connect(std::string_view host) const;
  // True if the list says so now: asked again on every request, since a kept-alive or resumed connection was checked
  // long ago.
  bool IsRevoked(const PeerCertificate& peer) const;
  const PeerCertificate& own() const;
  bool IsMadeOf(const TlsMaterial& material) const;  // of exactly these texts
  // When the first of the lists has run out, each issuer's latest one counted; empty: there are no lists.
  std::optional<Instant> revocations_next_update() const;
  // Whether this can take the place of `before` in a running server: our certificate is valid at `now`; every list of
  // an authority that we trust is signed by it and valid at `now`; and no authority that we still trust has lost its
  // list. kCertificate says what is wrong.
  Status CheckSuccession(const TlsContext& before, Instant now) const;

 private:
  friend class TlsSession;
  struct State;
  explicit TlsContext(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

// One connection's TLS state machine, without I/O. One thread at a time. Keeps its context alive.
//   feed what the network gave -> Handshake until done -> Read/Write; after each call send what TakeOutput gives, also
//   after one that failed: it is the alert that tells the peer why.
// Not seen here: the end of the network stream. One that comes while closed() is false is a truncation: treat it so.
class TlsSession {
 public:
  ~TlsSession();

  void PutInput(ByteView bytes);  // from the network
  // To the network: moves up to out.size() bytes into `out`, returns how many; 0 = nothing to send.
  std::size_t TakeOutput(std::span<std::uint8_t> out);

  enum class Progress { kDone, kNeedsInput };
  // kUnauthenticated; kCertificate when it is our own list that is missing; kInvalidArgument: `host` is none. refusal()
  // says why. On the client, done does not mean accepted: in TLS 1.3 the server's refusal comes with the first Read.
  Result<Progress> Handshake();
  std::optional<TlsRefusal> refusal() const;
  std::string refused_fingerprint() const;  // of the certificate that we refused; "" if there was none

  // Plain bytes received: how many went into `out`; 0 = needs more input, or the peer closed (closed() tells).
  Result<std::size_t> Read(std::span<std::uint8_t> out);  // kUnauthenticated for a peer's alert, kUnavailable otherwise
  Status Write(ByteView bytes);                           // takes all of it; only after the handshake (else kInternal)
  void Close();                                           // close_notify
  bool closed() const;                                    // the peer sent close_notify, and Read came to it

  const std::optional<PeerCertificate>& peer() const;  // after the handshake; also on a resumed session
  bool resumed() const;                                // the peer was checked in an earlier handshake
  bool is_of(const TlsContext& context) const;         // begun under that context

 private:
  friend class TlsContext;
  struct State;
  explicit TlsSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace oso::crypto
