#include "http/response_body.h"

#include "http/dial.h"

namespace oso::http {

ResponseBody::ResponseBody(std::shared_ptr<ClientConnections> client, Lease lease, std::unique_ptr<Incoming> incoming,
                           Url url)
    : client_(std::move(client)), lease_(std::move(lease)), incoming_(std::move(incoming)), url_(std::move(url)) {
  if (incoming_->parser().is_done()) End();
}

ResponseBody::~ResponseBody() {
  if (!incoming_) return;
  Loop& home = lease_.connection->loop();
  home.Post([connection = std::move(lease_.connection)] { connection->Close(); });
}

std::optional<std::uint64_t> ResponseBody::announced() const {
  return incoming_ ? incoming_->announced() : std::optional<std::uint64_t>(0);
}

Task<Result<ByteView>> ResponseBody::Next() {
  if (!incoming_) co_return ByteView{};
  const Executor& here = co_await CurrentExecutor{};
  Loop& home = lease_.connection->loop();
  if (&here == &home) co_return co_await Read();
  co_return co_await WaitFor<Result<ByteView>>([this, &home](const Completer<Result<ByteView>>& done) {
    Spawn<Result<ByteView>>(home, Read(), [done](Result<ByteView> piece) { done(std::move(piece)); });
  });
}

Task<Result<ByteView>> ResponseBody::Read() {
  auto piece = co_await incoming_->Next();
  if (!piece.ok()) {
    Error error = At(url_, *lease_.connection, piece.error());
    lease_.connection->Close();
    co_return error;
  }
  if (piece->empty()) End();
  co_return piece;
}

void ResponseBody::End() {
  const bool stays = incoming_->keeps_alive();
  incoming_.reset();
  if (stays) return client_->Return(std::move(lease_));
  lease_.connection->Close();
}

}  // namespace oso::http
