#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <utility>

#include "crypto/digest.h"
#include "crypto/tls_state.h"

namespace oso::crypto {
namespace {

// NCSC: only "good" and "sufficient" suites, groups and signatures; ours come first.
constexpr const char* kTls13Suites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";
constexpr const char* kTls12Suites =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr const char* kSignatures =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:"
    "RSA+SHA256:RSA+SHA384:RSA+SHA512";
// 112 bits: RSA and DH of at least 2048 bits, elliptic curves of at least 224, no SHA-1, also in the peer's chain.
constexpr int kSecurityLevel = 2;
constexpr int kChainDepth = 5;
constexpr long kResumableSeconds = 3600;
constexpr std::size_t kResumableHosts = 1000;
constexpr std::string_view kSessionIdContext = "oso";
constexpr std::string_view kOneWaySessionIdContext = "oso-one-way";

Error Unusable(std::string_view part) {
  return Fail(ErrorCode::kCertificate, std::string(part) + " cannot be used: " + LastOpenSslError());
}

struct Loaded {
  std::vector<X509Ptr> chain;  // own first
  KeyPtr key;
  std::vector<X509Ptr> authorities;
  std::vector<CrlPtr> lists;
};

Result<Loaded> Load(const TlsMaterial& material) {
  Loaded loaded;
  ASSIGN_OR_RETURN(loaded.chain, ReadCertificates(material.certificate, "certificate"));
  ASSIGN_OR_RETURN(loaded.key, ReadPrivateKey(material.private_key, "private key"));
  ASSIGN_OR_RETURN(loaded.authorities, ReadCertificates(material.authorities, "authorities"));
  ASSIGN_OR_RETURN(loaded.lists, ReadRevocationLists(material.revocations));
  return loaded;
}

Status SetProtocol(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_security_level(context, kSecurityLevel);
  if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_ciphersuites(context, kTls13Suites) != 1 || SSL_CTX_set_cipher_list(context, kTls12Suites) != 1 ||
      SSL_CTX_set1_groups_list(context, kGroups) != 1 || SSL_CTX_set1_sigalgs_list(context, kSignatures) != 1) {
    return Fail(ErrorCode::kInternal, "TLS: OpenSSL does not know our suites: " + LastOpenSslError());
  }
  return {};
}

Status SetOwn(SSL_CTX* context, const Loaded& loaded) {
  if (SSL_CTX_use_certificate(context, loaded.chain.front().get()) != 1) return Unusable("certificate");
  for (std::size_t i = 1; i < loaded.chain.size(); ++i) {
    if (SSL_CTX_add1_chain_cert(context, loaded.chain[i].get()) != 1) return Unusable("intermediate certificate");
  }
  if (SSL_CTX_use_PrivateKey(context, loaded.key.get()) != 1) return Unusable("private key");
  return {};
}

Status SetTrust(SSL_CTX* context, const Loaded& loaded) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  for (const auto& authority : loaded.authorities) {
    if (X509_STORE_add_cert(store, authority.get()) != 1) return Unusable("authorities");
    // The names a server asks for: a client with several certificates chooses by them.
    if (SSL_CTX_add_client_CA(context, authority.get()) != 1) return Unusable("authorities");
  }
  for (const auto& list : loaded.lists) {
    if (X509_STORE_add_crl(store, list.get()) != 1) return Unusable("revocations");
  }
  return {};
}

Result<SslContextPtr> NewContext(const SSL_METHOD* method, const Loaded& loaded) {
  ERR_clear_error();
  SslContextPtr context(SSL_CTX_new(method));
  if (!context) return Fail(ErrorCode::kInternal, "TLS: OpenSSL gives no context: " + LastOpenSslError());
  RETURN_IF_ERROR(SetProtocol(context.get()));
  RETURN_IF_ERROR(SetOwn(context.get(), loaded));
  RETURN_IF_ERROR(SetTrust(context.get(), loaded));
  SSL_CTX_set_verify_depth(context.get(), kChainDepth);
  SSL_CTX_set_timeout(context.get(), kResumableSeconds);
  return context;
}

std::string DigestOf(const TlsMaterial& material) {
  Sha256Stream digest;
  for (const std::string* text :
       {&material.certificate, &material.private_key, &material.authorities, &material.revocations}) {
    digest.Update(AsBytes(std::to_string(text->size()) + ":"));
    digest.Update(AsBytes(*text));
  }
  return ToHex(digest.Finish());
}

void AddSerials(X509_CRL* list, std::unordered_set<std::string>& serials) {
  STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(list);
  for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i) {
    serials.insert(SerialText(*X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(revoked, i))));
  }
}

}  // namespace

void ResumptionCache::Keep(const std::string& host, SslSessionPtr session) {
  const std::lock_guard lock(mutex_);
  if (sessions_.size() >= kResumableHosts) sessions_.clear();
  sessions_[host] = std::move(session);
}

SslSessionPtr ResumptionCache::Find(const std::string& host) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(host);
  if (found == sessions_.end()) return nullptr;
  SSL_SESSION_up_ref(found->second.get());
  return SslSessionPtr(found->second.get());
}

void ResumptionCache::Forget(const std::string& host) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(host);
}

TlsContext::TlsContext(std::shared_ptr<State> state) : state_(std::move(state)) {}
TlsContext::~TlsContext() = default;

Result<std::shared_ptr<const TlsContext>> TlsContext::Create(const TlsMaterial& material) {
  ASSIGN_OR_RETURN(Loaded loaded, Load(material));
  auto state = std::make_shared<State>();
  state->own = Describe(*loaded.chain.front());
  for (const auto& list : loaded.lists) {
    AddSerials(list.get(), state->revoked[NameDigest(*X509_CRL_get_issuer(list.get()))]);
  }

  ASSIGN_OR_RETURN(state->server, NewContext(TLS_server_method(), loaded));
  SSL_CTX* server = state->server.get();
  SSL_CTX_set_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, TlsSession::State::OnVerified);
  // Without a session-id context OpenSSL refuses every client that resumes a session with a certificate.
  SSL_CTX_set_session_id_context(server, AsBytes(kSessionIdContext).data(), kSessionIdContext.size());
  SSL_CTX_set_num_tickets(server, 1);

  ASSIGN_OR_RETURN(state->client, NewContext(TLS_client_method(), loaded));
  SSL_CTX* client = state->client.get();
  SSL_CTX_set_verify(client, SSL_VERIFY_PEER, TlsSession::State::OnVerified);
  SSL_CTX_set_session_cache_mode(client, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(client, TlsSession::State::OnNewSession);
  state->not_before = ToInstant(X509_get0_notBefore(loaded.chain.front().get()));
  state->material = DigestOf(material);
  state->authorities = std::move(loaded.authorities);
  state->lists = std::move(loaded.lists);
  return std::shared_ptr<const TlsContext>(new TlsContext(std::move(state)));
}

std::unique_ptr<TlsSession> TlsContext::Accept(ClientCertificates clients) const {
  auto session = std::make_unique<TlsSession::State>(state_, state_->server.get());
  SSL_set_accept_state(session->ssl.get());
  if (clients == ClientCertificates::kNone) {
    session->demands_peer = false;
    SSL_set_verify(session->ssl.get(), SSL_VERIFY_NONE, nullptr);
    SSL_set_session_id_context(session->ssl.get(), AsBytes(kOneWaySessionIdContext).data(),
                               kOneWaySessionIdContext.size());
  }
  return std::unique_ptr<TlsSession>(new TlsSession(std::move(session)));
}

std::unique_ptr<TlsSession> TlsContext::Connect(std::string_view host) const {
  auto session = std::make_unique<TlsSession::State>(state_, state_->client.get());
  SSL* ssl = session->ssl.get();
  session->host = host;
  SSL_set_connect_state(ssl);
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), session->host.c_str()) != 1) {
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    // An empty name, or one with a zero in it, would check nothing.
    if (host.empty() || X509_VERIFY_PARAM_set1_host(SSL_get0_param(ssl), host.data(), host.size()) != 1 ||
        SSL_set_tlsext_host_name(ssl, session->host.c_str()) != 1) {
      session->failure =
          Fail(ErrorCode::kInvalidArgument, "TLS: the host is not a name to check a certificate against");
    }
  }
  if (const SslSessionPtr earlier = state_->resumptions.Find(session->host)) SSL_set_session(ssl, earlier.get());
  return std::unique_ptr<TlsSession>(new TlsSession(std::move(session)));
}

bool TlsContext::IsRevoked(const PeerCertificate& peer) const {
  const auto serials = state_->revoked.find(peer.issuer);
  return serials != state_->revoked.end() && serials->second.contains(peer.serial);
}

bool TlsContext::IsMadeOf(const TlsMaterial& material) const { return state_->material == DigestOf(material); }

const PeerCertificate& TlsContext::own() const { return state_->own; }

}  // namespace oso::crypto
