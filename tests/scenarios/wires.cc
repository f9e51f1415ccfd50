#include "scenarios/wires.h"

#include "crypto/digest.h"
#include "wire/soap/faults.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {
namespace {

// The first half of a body; then the connection breaks.
class FirstHalf final : public http::BodyReader {
 public:
  explicit FirstHalf(std::string whole) : whole_(std::move(whole)) {}
  Task<Result<ByteView>> Next() override {
    if (std::exchange(given_, true)) co_return Fail(ErrorCode::kUnavailable, "broken off");
    co_return AsBytes(whole_).first(whole_.size() / 2);
  }

 private:
  std::string whole_;
  bool given_ = false;
};

std::size_t OddPiece() { return 777; }

std::string PathOf(const std::string& url) { return url.substr(url.find('/', std::string_view("https://").size())); }

}  // namespace

void Wires::Connect(std::string url, Oin oin, http::Handler& handler) {
  stations_.insert_or_assign(std::move(url), Station{oin, &handler});
}

Task<Result<http::ClientResponse>> Wires::Carry(Oin caller, http::ClientRequest request) {
  const auto station = stations_.find(request.url);
  if (station == stations_.end() || faults_.Strikes(FaultKind::kCallFails)) {
    co_return Fail(ErrorCode::kUnavailable, "not reached");
  }
  if (request.server && request.server != station->second.oin) {
    co_return Fail(ErrorCode::kUnauthenticated, "the certificate is of someone else");
  }
  wire::soap::PiecewiseBody body(std::move(request.body), OddPiece);
  crypto::PeerCertificate certificate;
  certificate.oin = caller;
  certificate.fingerprint = ToHex(crypto::Sha256(AsBytes(caller.text())));
  http::Request incoming{.method = request.method,
                         .target = PathOf(request.url),
                         .headers = request.headers,
                         .peer = certificate,
                         .id = "request-" + std::to_string(++carried_),
                         .body = &body};
  http::Response response;
  if (faults_.Strikes(FaultKind::kAnswerIsFault)) {
    response = wire::soap::FaultResponse({wire::soap::FaultCode::kServer, ErrorCode::kStorage, incoming.id},
                                         wire::soap::kDialect17, "");
  } else {
    response = co_await station->second.handler->Handle(incoming);
  }
  std::string text = co_await wire::soap::TextOf(response);
  if (faults_.Strikes(FaultKind::kAnswerLost)) co_return Fail(ErrorCode::kTimeout, "no answer");

  http::ClientResponse answer{.status = response.status, .headers = response.headers, .peer = {}, .body = nullptr};
  answer.peer.oin = station->second.oin;
  if (faults_.Strikes(FaultKind::kAnswerBroken)) {
    answer.body = std::make_unique<FirstHalf>(std::move(text));
  } else {
    answer.body = std::make_unique<wire::soap::PiecewiseBody>(std::move(text), OddPiece);
  }
  co_return answer;
}

Task<Result<wire::CallContext>> OpenGate::Admit(const http::Request& request, std::string_view operation,
                                                audit::Subject) {
  if (!request.peer || !request.peer->oin) co_return Fail(ErrorCode::kUnauthenticated, "no OIN");
  audit::Caller caller{*request.peer->oin, audit::Actor::ForSystem(*request.peer->oin, request.id),
                       request.peer->fingerprint};
  co_return wire::CallContext{std::move(caller), std::string(operation), Instant{}};
}

}  // namespace oso::scenario
