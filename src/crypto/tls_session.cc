#include <openssl/err.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "crypto/tls_state.h"

namespace oso::crypto {
namespace {

// A queue that grew beyond this gives its memory back when it is empty.
constexpr std::size_t kKeptBytes = 32UL * 1024;
// A record's plain bytes, and the most that its header, nonce, type and tag add.
constexpr std::size_t kRecordBytes = 16UL * 1024;
constexpr std::size_t kRecordOverhead = 32;

long ControlEndpoint(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

}  // namespace

void ByteQueue::Reserve(std::size_t more) {
  const std::size_t needed = bytes_.size() + more;
  // Doubling at least: many small writes must not copy the queue each time.
  if (needed > bytes_.capacity()) bytes_.reserve(std::max(needed, 2 * bytes_.capacity()));
}

void ByteQueue::Append(ByteView bytes) {
  const bool mostly_taken = taken_ > bytes_.size() / 2;
  if (mostly_taken && bytes_.size() + bytes.size() > bytes_.capacity()) {
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
  }
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

std::size_t ByteQueue::Take(std::span<std::uint8_t> out) {
  const std::size_t size = std::min(out.size(), bytes_.size() - taken_);
  if (size == 0) return 0;
  std::memcpy(out.data(), bytes_.data() + taken_, size);
  taken_ += size;
  if (empty()) {
    taken_ = 0;
    bytes_.clear();
    if (bytes_.capacity() > kKeptBytes) Bytes().swap(bytes_);
  }
  return size;
}

int TlsSession::State::ReadInput(BIO* bio, char* out, int size) {
  auto& session = *static_cast<State*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  const std::size_t taken =
      session.input.Take({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(std::max(size, 0))});
  if (taken > 0) return static_cast<int>(taken);
  BIO_set_retry_read(bio);
  return -1;
}

int TlsSession::State::WriteOutput(BIO* bio, const char* bytes, int size) {
  auto& session = *static_cast<State*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  session.output.Append(AsBytes({bytes, static_cast<std::size_t>(std::max(size, 0))}));
  return size;
}

BIO* TlsSession::State::NewEndpoint(State* session) {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "oso byte queues");
    BIO_meth_set_read(made, ReadInput);
    BIO_meth_set_write(made, WriteOutput);
    BIO_meth_set_ctrl(made, ControlEndpoint);
    return made;
  }();
  BIO* bio = BIO_new(method);
  BIO_set_data(bio, session);
  BIO_set_init(bio, 1);
  return bio;
}

TlsSession::State::State(std::shared_ptr<TlsContext::State> owner, SSL_CTX* server_or_client)
    : context(std::move(owner)), ssl(SSL_new(server_or_client)) {
  if (!ssl) std::abort();  // no memory
  BIO* endpoint = NewEndpoint(this);
  SSL_set_bio(ssl.get(), endpoint, endpoint);
  SSL_set_app_data(ssl.get(), this);
}

// Called for every certificate of the chain, and at once for the first fault: remembers whom we refuse, decides
// nothing.
int TlsSession::State::OnVerified(int ok, X509_STORE_CTX* verification) {
  if (ok == 1) return ok;
  const auto* ssl =
      static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx()));
  if (const X509* refused = X509_STORE_CTX_get0_cert(verification)) {
    static_cast<State*>(SSL_get_app_data(ssl))->refused_fingerprint = Fingerprint(*refused);
  }
  return ok;
}

int TlsSession::State::OnNewSession(SSL* ssl, SSL_SESSION* session) {
  const auto& own = *static_cast<const State*>(SSL_get_app_data(ssl));
  own.context->resumptions.Keep(own.host, SslSessionPtr(session));
  return 1;  // the reference is ours now
}

Error TlsSession::State::Refuse() {
  auto [why, error] = ExplainFailure(*ssl);
  refusal = why;
  failure = error;
  // A session that was resumed in vain is not tried again.
  if (!host.empty()) context->resumptions.Forget(host);
  return std::move(error);
}

TlsSession::TlsSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsSession::~TlsSession() {
  // OpenSSL spoils the session of a connection that ends without close_notify; RFC 5246, 7.2.1, lets it be resumed.
  if (!state_->failure) SSL_set_shutdown(state_->ssl.get(), SSL_SENT_SHUTDOWN);
}

void TlsSession::PutInput(ByteView bytes) { state_->input.Append(bytes); }

std::size_t TlsSession::TakeOutput(std::span<std::uint8_t> out) { return state_->output.Take(out); }

Result<TlsSession::Progress> TlsSession::Handshake() {
  State& state = *state_;
  if (state.failure) return *state.failure;
  ERR_clear_error();
  const int done = SSL_do_handshake(state.ssl.get());
  if (done != 1) {
    if (SSL_get_error(state.ssl.get(), done) == SSL_ERROR_WANT_READ) return Progress::kNeedsInput;
    return state.Refuse();
  }
  if (std::exchange(state.shaken, true) || !state.demands_peer) return Progress::kDone;
  const X509* certificate = SSL_get0_peer_certificate(state.ssl.get());
  if (certificate == nullptr) {  // cannot be: both sides demand one
    state.refusal = TlsRefusal::kNoCertificate;
    state.failure = Fail(ErrorCode::kUnauthenticated, "TLS: the peer has no certificate");
    return *state.failure;
  }
  state.peer = Describe(*certificate);
  return Progress::kDone;
}

std::optional<TlsRefusal> TlsSession::refusal() const { return state_->refusal; }
std::string TlsSession::refused_fingerprint() const { return state_->refused_fingerprint; }

Result<std::size_t> TlsSession::Read(std::span<std::uint8_t> out) {
  State& state = *state_;
  if (state.failure) return *state.failure;
  std::size_t total = 0;
  while (total < out.size() && !state.closed) {
    std::size_t got = 0;
    ERR_clear_error();
    const int read = SSL_read_ex(state.ssl.get(), out.data() + total, out.size() - total, &got);
    total += got;
    if (read == 1) continue;
    const int reason = SSL_get_error(state.ssl.get(), read);
    if (reason == SSL_ERROR_WANT_READ) break;
    if (reason == SSL_ERROR_ZERO_RETURN) {
      state.closed = true;
      break;
    }
    Error error = state.Refuse();
    if (state.refusal != TlsRefusal::kRefusedByPeer) state.failure->code = error.code = ErrorCode::kUnavailable;
    if (total == 0) return error;
    break;  // what came before it is good; the next Read tells
  }
  return total;
}

Status TlsSession::Write(ByteView bytes) {
  State& state = *state_;
  if (state.failure) return *state.failure;
  if (!state.shaken) return Fail(ErrorCode::kInternal, "TLS: written to before the handshake");
  if (bytes.empty()) return {};
  state.output.Reserve(bytes.size() + (bytes.size() / kRecordBytes + 1) * kRecordOverhead);
  std::size_t written = 0;
  ERR_clear_error();
  if (SSL_write_ex(state.ssl.get(), bytes.data(), bytes.size(), &written) == 1) return {};
  Error error = state.Refuse();
  state.failure->code = error.code = ErrorCode::kUnavailable;
  return error;
}

void TlsSession::Close() {
  if (state_->failure || !state_->shaken) return;
  ERR_clear_error();
  SSL_shutdown(state_->ssl.get());
}

bool TlsSession::closed() const { return state_->closed; }

const std::optional<PeerCertificate>& TlsSession::peer() const { return state_->peer; }
bool TlsSession::resumed() const { return SSL_session_reused(state_->ssl.get()) == 1; }
bool TlsSession::is_of(const TlsContext& context) const { return state_->context == context.state_; }

}  // namespace oso::crypto
