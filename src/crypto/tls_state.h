// What is behind TlsContext and TlsSession. Only for crypto/ itself.
#pragma once

#include <openssl/ssl.h>

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "crypto/tls.h"
#include "crypto/x509.h"

namespace oso::crypto {

using SslContextPtr = Owned<SSL_CTX, SSL_CTX_free>;
using SslPtr = Owned<SSL, SSL_free>;
using SslSessionPtr = Owned<SSL_SESSION, SSL_SESSION_free>;

// The last session of each host, so that a client resumes: a handshake then costs half. Any thread.
class ResumptionCache {
 public:
  void Keep(const std::string& host, SslSessionPtr session);
  SslSessionPtr Find(const std::string& host);  // null: none
  void Forget(const std::string& host);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, SslSessionPtr> sessions_;
};

// Bytes on their way between OpenSSL and the network: whole blocks are copied, and the memory of a large body goes back
// as soon as it has passed, so that ten thousand idle connections stay small.
class ByteQueue {
 public:
  void Reserve(std::size_t more);
  void Append(ByteView bytes);
  std::size_t Take(std::span<std::uint8_t> out);
  bool empty() const { return taken_ == bytes_.size(); }

 private:
  Bytes bytes_;
  std::size_t taken_ = 0;
};

struct Refusal {
  TlsRefusal why;
  Error error;
};
// From what OpenSSL left in its list of errors after `ssl` failed; empties the list.
Refusal ExplainFailure(const SSL& ssl);

struct TlsContext::State {
  SslContextPtr server;
  SslContextPtr client;
  PeerCertificate own;
  std::vector<X509Ptr> authorities;
  std::vector<CrlPtr> lists;
  Instant not_before;    // of our certificate
  std::string material;  // digest of what it was made of
  // Of each issuer, by its name's digest, the serials on its list.
  std::unordered_map<std::string, std::unordered_set<std::string>> revoked;
  ResumptionCache resumptions;
};

struct TlsSession::State {
  State(std::shared_ptr<TlsContext::State> owner, SSL_CTX* server_or_client);

  Error Refuse();  // after OpenSSL failed for good
  static int OnVerified(int ok, X509_STORE_CTX* verification);
  static int OnNewSession(SSL* ssl, SSL_SESSION* session);
  // OpenSSL's end of the two queues.
  static BIO* NewEndpoint(State* session);
  static int ReadInput(BIO* bio, char* out, int size);
  static int WriteOutput(BIO* bio, const char* bytes, int size);

  std::shared_ptr<TlsContext::State> context;
  ByteQueue input;
  ByteQueue output;
  SslPtr ssl;
  std::string host;  // client only
  std::optional<Error> failure;
  std::optional<TlsRefusal> refusal;
  std::string refused_fingerprint;
  bool demands_peer = true;
  bool shaken = false;  // the handshake is done
  std::optional<PeerCertificate> peer;
  bool closed = false;
};

}  // namespace oso::crypto
