// One address of a server that speaks SOAP: from an HTTP request to a call of ours and back.
#pragma once

#include <functional>
#include <vector>

#include "wire/services.h"
#include "wire/soap/envelope.h"

namespace oso::wire::soap {

// What an operation gives back, not yet in an envelope.
struct Answer {
  std::string_view outcome;  // a result code's wire name, or "" for a list
  std::function<void(xml::Writer& writer, const Dialect& dialect)> write;  // the message's element
  std::unique_ptr<exchange::DocumentSource> document;  // streamed into the message's empty dossier element
  std::vector<exchange::AccessPoint> list;             // or a long list, into the message's empty element
};

// operations.h makes them.
struct Operation {
  std::string_view name;     // "overdracht"; its answer's element is name + "Response"
  std::string_view element;  // "overdrachtRequest"
  // Decodes the message, calls the service. The arguments outlive the task.
  std::function<Task<Result<Answer>>(const CallContext& context, const xml::Node& message, const Dialect& dialect)> run;
};

class SoapEndpoint final : public http::Handler {
 public:
  // Enough for terugkoppeling with the largest document; every other request is far below 64 KiB.
  static constexpr std::size_t kMaxFeedbackBytes = 1536UL * 1024;

  // `gate`, and what the operations refer to, outlive this. A larger request than `max_request_bytes` is refused.
  SoapEndpoint(std::vector<Operation> operations, CallGate& gate, std::size_t max_request_bytes = 64UL * 1024);

  // 200 with an answer; 500 with a fault; 405, 413, 415 and 400 where the request is no SOAP request at all.
  Task<http::Response> Handle(http::Request& request) override;

 private:
  Task<http::Response> Call(http::Request& request, const Envelope& envelope, const Dialect& dialect,
                            const Operation& operation);
  const Operation* Find(std::string_view element) const;

  std::vector<Operation> operations_;
  CallGate& gate_;
  std::size_t max_request_bytes_;
};

}  // namespace oso::wire::soap
