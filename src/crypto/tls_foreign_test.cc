// Other people's TLS clients, played with OpenSSL itself: old, careless, or with another habit of resuming.
#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <array>

#include "crypto/tls_fixture.h"
#include "crypto/tls_state.h"

namespace oso::crypto {
namespace {

using testing::Network;

class ForeignClient {
 public:
  explicit ForeignClient(const Issued* own) : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_.get(), 0);
    if (own == nullptr) return;
    SSL_CTX_use_certificate(context_.get(), ReadCertificates(own->certificate, "").value().front().get());
    SSL_CTX_use_PrivateKey(context_.get(), ReadPrivateKey(own->private_key, "").value().get());
  }
  SSL_CTX* context() { return context_.get(); }

  // Connects to `server` and talks until neither has more to say.
  Result<TlsSession::Progress> Shake(TlsSession& server, SSL_SESSION* resume = nullptr) {
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(ssl_.get());
    if (resume != nullptr) SSL_set_session(ssl_.get(), resume);
    return Talk(server, [this] { SSL_do_handshake(ssl_.get()); });
  }
  template <class Step>
  Result<TlsSession::Progress> Talk(TlsSession& server, Step step) {
    Result<TlsSession::Progress> progress = TlsSession::Progress::kNeedsInput;
    std::size_t moved = 1;
    while (moved > 0) {
      step();
      moved = 0;
      std::array<std::uint8_t, 4096> buffer{};
      int read = 0;
      while ((read = BIO_read(SSL_get_wbio(ssl_.get()), buffer.data(), buffer.size())) > 0) {
        server.PutInput(ByteView(buffer).first(static_cast<std::size_t>(read)));
        moved += static_cast<std::size_t>(read);
      }
      progress = server.Handshake();
      while (const std::size_t size = server.TakeOutput(buffer)) {
        BIO_write(SSL_get_rbio(ssl_.get()), buffer.data(), static_cast<int>(size));
        moved += size;
      }
    }
    return progress;
  }
  // Reading takes tickets and alerts in.
  void Read() {
    std::array<char, 16> buffer{};
    SSL_read(ssl_.get(), buffer.data(), buffer.size());
  }
  SSL* ssl() { return ssl_.get(); }

 private:
  SslContextPtr context_;
  SslPtr ssl_;
};

TEST_CASE("a client without a certificate is refused, in TLS 1.2 and 1.3") {
  Network network;
  auto context = network.Context();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    ForeignClient client(nullptr);
    SSL_CTX_set_max_proto_version(client.context(), version);
    auto server = context->Accept();
    CHECK(client.Shake(*server).error().code == ErrorCode::kUnauthenticated);
    CHECK(server->refusal() == TlsRefusal::kNoCertificate);
    CHECK(server->refused_fingerprint().empty());
  }
}

TEST_CASE("TLS 1.1 and older are refused as old") {
  Network network;
  const Issued own = network.Issue(network.Request());
  auto context = network.Context();
  ForeignClient client(&own);
  SSL_CTX_set_min_proto_version(client.context(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(client.context(), TLS1_1_VERSION);
  auto server = context->Accept();
  CHECK_FALSE(client.Shake(*server).ok());
  CHECK(server->refusal() == TlsRefusal::kOldProtocol);
}

TEST_CASE("of the TLS 1.2 suites only those with forward secrecy and GCM or ChaCha20 are taken") {
  Network network;
  auto suites_of = [&](KeyKind kind, const char* suite) {
    const Issued own = network.Issue(network.Request());
    ForeignClient client(&own);
    SSL_CTX_set_max_proto_version(client.context(), TLS1_2_VERSION);
    REQUIRE(SSL_CTX_set_cipher_list(client.context(), suite) == 1);
    auto context = network.Context(network.Issue(network.Request(kind)), network.List({}));
    auto server = context->Accept();
    const bool done = client.Shake(*server).ok();
    if (!done) CHECK(server->refusal() == TlsRefusal::kOldProtocol);
    return done;
  };
  for (const char* good : {"AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-GCM-SHA256"}) {
    CHECK(suites_of(KeyKind::kP256, (std::string("ECDHE-ECDSA-") + good).c_str()));
    CHECK(suites_of(KeyKind::kRsa2048, (std::string("ECDHE-RSA-") + good).c_str()));
  }
  for (const char* bad : {"AES256-GCM-SHA384", "DHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-SHA384", "AES128-SHA"}) {
    CHECK_FALSE(suites_of(KeyKind::kRsa2048, bad));
  }
}

TEST_CASE("an RSA key of 1024 bits is refused, a peer's and our own") {
  Network network;
  const Issued weak = [&] {
    Issued issued = network.Issue(network.Request());
    auto certificates = ReadCertificates(issued.certificate, "").value();
    auto signer = ReadPrivateKey(network.authority.private_key, "").value();
    const KeyPtr key(EVP_RSA_gen(1024U));
    X509_set_pubkey(certificates.front().get(), key.get());
    X509_sign(certificates.front().get(), signer.get(), EVP_sha256());
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificates.front().get());
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    const std::string both(text, static_cast<std::size_t>(size));
    return Issued{both, both};
  }();
  ForeignClient client(&weak);
  auto server = network.Context()->Accept();
  CHECK_FALSE(client.Shake(*server).ok());
  CHECK(server->refused_fingerprint() == ReadCertificate(weak.certificate)->fingerprint);
  CHECK(TlsContext::Create({weak.certificate, weak.private_key, network.authority.certificate, network.List({})})
            .error()
            .code == ErrorCode::kCertificate);
}

TEST_CASE("a client that resumes, as Java and .NET do, is let in again and known, in TLS 1.2 and 1.3") {
  Network network;
  const Issued own = network.Issue(network.Request());
  auto context = network.Context();
  struct Habit {
    int version;
    std::uint64_t options;
  };
  // The last one resumes by session id: it takes no tickets.
  for (const Habit habit :
       {Habit{TLS1_3_VERSION, 0}, Habit{TLS1_2_VERSION, 0}, Habit{TLS1_2_VERSION, SSL_OP_NO_TICKET}}) {
    ForeignClient client(&own);
    SSL_CTX_set_max_proto_version(client.context(), habit.version);
    SSL_CTX_set_options(client.context(), habit.options);
    auto first = context->Accept();
    REQUIRE(client.Shake(*first).ok());
    client.Read();
    const SslSessionPtr session(SSL_get1_session(client.ssl()));
    SSL_shutdown(client.ssl());
    auto second = context->Accept();
    REQUIRE(client.Shake(*second, session.get()).ok());
    CHECK(second->resumed());
    CHECK(second->peer()->fingerprint == ReadCertificate(own.certificate)->fingerprint);
  }
}

TEST_CASE("a client that renegotiates is not followed") {
  Network network;
  const Issued own = network.Issue(network.Request());
  ForeignClient client(&own);
  SSL_CTX_set_max_proto_version(client.context(), TLS1_2_VERSION);
  auto context = network.Context();
  auto server = context->Accept();
  REQUIRE(client.Shake(*server).ok());
  REQUIRE(SSL_renegotiate(client.ssl()) == 1);
  (void)client.Talk(*server, [&] {
    SSL_do_handshake(client.ssl());
    std::array<std::uint8_t, 16> buffer{};
    (void)server->Read(buffer);
  });
  CHECK(SSL_is_init_finished(client.ssl()) == 0);
}

}  // namespace
}  // namespace oso::crypto
