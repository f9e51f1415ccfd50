// HTTP/1.1 messages as handlers see them. No OSO in here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/task.h"
#include "crypto/certificate.h"

namespace oso::http {

using Headers = std::vector<std::pair<std::string, std::string>>;
// The first header of that name (case does not count), or nullptr.
const std::string* Find(const Headers& headers, std::string_view name);

// Gives a body piece by piece, so that nobody holds it whole.
class BodyReader {
 public:
  virtual ~BodyReader() = default;
  // The next bytes; empty at the end. Valid until the next call. kTooLarge over the limit, kUnavailable when the
  // connection broke, kTimeout when the peer stalled.
  virtual Task<Result<ByteView>> Next() = 0;
  // How much is still to come, where the peer said so.
  virtual std::optional<std::uint64_t> announced() const { return std::nullopt; }
};

// A body of known size to send.
class BodySource : public BodyReader {
 public:
  virtual std::uint64_t size() const = 0;
};

struct Request {
  std::string method;
  std::string target;  // path and query as sent
  Headers headers;
  std::optional<crypto::PeerCertificate> peer;  // absent on a plain (admin) listener
  std::string id;  // request id, made by the server: in the log, the audit event and the answer's X-Request-Id
  BodyReader* body = nullptr;  // never null; read at most once
};

struct Response {
  int status = 200;
  Headers headers;  // Content-Length is added; no other header is
  std::variant<std::string, std::unique_ptr<BodySource>> body;
};

// The whole body, at most `limit` bytes: kTooLarge as soon as more is announced or arrives.
Task<Result<std::string>> ReadAll(BodyReader& body, std::size_t limit);

class Handler {
 public:
  virtual ~Handler() = default;
  virtual Task<Response> Handle(Request& request) = 0;  // on the connection's loop; `request` outlives the task
};

}  // namespace oso::http
