// The body of a client's answer, which holds the connection until it is read. Only for http/ itself.
#pragma once

#include "http/connection_pool.h"
#include "http/incoming.h"

namespace oso::http {

class ResponseBody final : public BodyReader {
 public:
  // The head of `incoming` has been read. On the connection's loop.
  ResponseBody(std::shared_ptr<ClientConnections> client, Lease lease, std::unique_ptr<Incoming> incoming, Url url);
  ~ResponseBody() override;  // on any thread; a body not read to its end closes the connection
  ResponseBody(const ResponseBody&) = delete;
  ResponseBody& operator=(const ResponseBody&) = delete;

  Task<Result<ByteView>> Next() override;  // on any executor, if slower on another than the connection's
  std::optional<std::uint64_t> announced() const override;

 private:
  Task<Result<ByteView>> Read();
  void End();

  std::shared_ptr<ClientConnections> client_;
  Lease lease_;
  std::unique_ptr<Incoming> incoming_;  // null: at its end, and the connection is no longer ours
  Url url_;
};

}  // namespace oso::http
