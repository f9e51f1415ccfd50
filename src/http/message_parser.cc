#include "http/message_parser.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace oso::http {
namespace {

namespace beast = boost::beast;
using beast::string_view;
using beast::http::error;
using beast::http::field;
using boost::system::error_code;

std::string_view View(string_view text) { return {text.data(), text.size()}; }

ParseFault FaultOf(const error_code& failure) {
  if (!failure || failure == error::need_more) return ParseFault::kNone;
  if (failure == error::header_limit) return ParseFault::kHeadTooLarge;
  if (failure == error::body_limit) return ParseFault::kBodyTooLarge;
  return ParseFault::kMalformed;
}

}  // namespace

struct MessageParser::Core {
  virtual ~Core() = default;
  virtual std::size_t Put(ByteView bytes, error_code& failure) = 0;
  virtual bool PutEnd() = 0;
  virtual bool is_head_done() const = 0;
  virtual bool is_done() const = 0;
  virtual bool keeps_alive() const = 0;
  virtual std::optional<std::uint64_t> remaining() const = 0;

  MessageHead head;
  ByteView body;
  ParseFault fault = ParseFault::kNone;
};

namespace {

template <bool is_request>
class BeastCore final : public MessageParser::Core, private beast::http::basic_parser<is_request> {
  using Parser = beast::http::basic_parser<is_request>;

 public:
  BeastCore(MessageKind kind, ParseLimits limits) : head_bytes_left_(limits.head_bytes) {
    Parser::header_limit(static_cast<std::uint32_t>(limits.head_bytes));
    Parser::body_limit(limits.body_bytes ? boost::optional<std::uint64_t>(*limits.body_bytes) : boost::none);
    Parser::skip(kind == MessageKind::kResponseToHead);
  }

  std::size_t Put(ByteView bytes, error_code& failure) override {
    return Parser::put(boost::asio::const_buffer(bytes.data(), bytes.size()), failure);
  }
  bool PutEnd() override {
    if (!Parser::is_header_done()) return false;
    error_code failure;
    Parser::put_eof(failure);
    return !failure;
  }
  bool is_head_done() const override { return Parser::is_header_done(); }
  bool is_done() const override { return Parser::is_done(); }
  bool keeps_alive() const override { return Parser::keep_alive(); }
  std::optional<std::uint64_t> remaining() const override {
    const auto length = Parser::content_length_remaining();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
  }

 private:
  void Charge(std::size_t bytes, error_code& failure) {
    // Beast holds its limit to each put, not to the whole head, and not to trailers together.
    if (bytes > head_bytes_left_) failure = error::header_limit;
    head_bytes_left_ -= std::min(bytes, head_bytes_left_);
  }

  void on_request_impl(beast::http::verb, string_view method, string_view target, int version,
                       error_code& failure) override {
    head.method = View(method);
    head.target = View(target);
    head.minor = version % 10;
    Charge(method.size() + target.size(), failure);
  }
  void on_response_impl(int code, string_view, int version, error_code&) override {
    head.status = code;
    head.minor = version % 10;
  }
  void on_field_impl(field known, string_view name, string_view value, error_code& failure) override {
    Charge(name.size() + value.size(), failure);
    if (Parser::is_header_done()) return;  // a trailer
    if (known == field::transfer_encoding) CheckCoding(value, failure);
    head.headers.emplace_back(View(name), View(value));
  }
  void CheckCoding(string_view value, error_code& failure) {
    if (beast::iequals(value, "chunked") && head.minor == 1) return;
    fault = head.minor == 1 ? ParseFault::kUnknownCoding : ParseFault::kMalformed;
    failure = error::bad_transfer_encoding;
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view piece, error_code&) override {
    body = AsBytes(View(piece));
    return piece.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code&) override {
    body = AsBytes(View(piece));
    return piece.size();
  }
  void on_finish_impl(error_code&) override {}

  std::size_t head_bytes_left_;
};

}  // namespace

MessageParser::MessageParser(MessageKind kind, ParseLimits limits) {
  if (kind == MessageKind::kRequest) {
    core_ = std::make_unique<BeastCore<true>>(kind, limits);
  } else {
    core_ = std::make_unique<BeastCore<false>>(kind, limits);
  }
}

MessageParser::~MessageParser() = default;

MessageParser::Step MessageParser::Put(ByteView bytes) {
  core_->body = {};
  error_code failure;
  Step step;
  step.used = core_->Put(bytes, failure);
  step.body = core_->body;
  step.fault = core_->fault != ParseFault::kNone ? core_->fault : FaultOf(failure);
  return step;
}

bool MessageParser::PutEnd() { return core_->PutEnd(); }
MessageHead& MessageParser::head() { return core_->head; }
bool MessageParser::is_head_done() const { return core_->is_head_done(); }
bool MessageParser::is_done() const { return core_->is_done(); }
bool MessageParser::keeps_alive() const { return core_->keeps_alive(); }
std::optional<std::uint64_t> MessageParser::remaining() const { return core_->remaining(); }

}  // namespace oso::http
