// Takes HTTP/1.1 messages apart as their bytes come in. No I/O. Only for http/ itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "http/message.h"

namespace oso::http {

enum class MessageKind { kRequest, kResponse, kResponseToHead };

enum class ParseFault {
  kNone,
  kMalformed,
  kHeadTooLarge,
  kBodyTooLarge,
  kUnknownCoding,  // a Transfer-Encoding other than chunked
};

struct ParseLimits {
  std::size_t head_bytes;
  std::optional<std::uint64_t> body_bytes;  // absent: none
};

struct MessageHead {
  std::string method;  // requests
  std::string target;
  int status = 0;   // responses
  int minor = 1;    // HTTP/1.minor
  Headers headers;  // trailers are not kept
};

// Chunked bodies are taken apart; Content-Length beside Transfer-Encoding, or two that differ, is malformed.
class MessageParser {
 public:
  MessageParser(MessageKind kind, ParseLimits limits);
  ~MessageParser();

  struct Step {
    std::size_t used = 0;  // bytes not to be given again; 0 and no fault: give more at a time
    ByteView body;         // a piece of the body, inside the bytes given
    ParseFault fault = ParseFault::kNone;
  };
  // Takes the head, or one piece of the body. `bytes` is not empty, and the message is not complete.
  Step Put(ByteView bytes);
  // The stream ended: is the message complete?
  bool PutEnd();

  MessageHead& head();
  bool is_head_done() const;
  bool is_done() const;
  bool keeps_alive() const;                        // once the head is done
  std::optional<std::uint64_t> remaining() const;  // of the body, when the head announced a length

  struct Core;

 private:
  std::unique_ptr<Core> core_;
};

}  // namespace oso::http
