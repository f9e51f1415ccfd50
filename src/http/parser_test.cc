#include <doctest/doctest.h>

#include "http/head_text.h"
#include "http/message_parser.h"
#include "http/url.h"

namespace oso::http {
namespace {

struct Parsed {
  ParseFault fault = ParseFault::kNone;
  std::string body;
  std::string rest;
  bool is_done = false;
};

Parsed Parse(std::string_view text, MessageKind kind = MessageKind::kRequest) {
  MessageParser parser(kind, {512, 64});
  Parsed parsed;
  while (!text.empty() && !parser.is_done()) {
    const auto step = parser.Put(AsBytes(text));
    parsed.fault = step.fault;
    parsed.body += AsText(step.body);
    text.remove_prefix(step.used);
    if (step.fault != ParseFault::kNone || step.used == 0) break;
  }
  parsed.rest = text;
  parsed.is_done = parser.is_done();
  return parsed;
}

TEST_CASE("what follows a message is left for the next") {
  const Parsed parsed = Parse("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nokGET / HTTP/1.1\r\n\r\n");
  CHECK(parsed.is_done);
  CHECK(parsed.body == "ok");
  CHECK(parsed.rest == "GET / HTTP/1.1\r\n\r\n");
}

TEST_CASE("a chunked body is put together, its extensions and trailers are dropped") {
  const Parsed parsed =
      Parse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\n");
  CHECK(parsed.is_done);
  CHECK(parsed.body == "abcd");
}

TEST_CASE("framing that two readers could understand differently is malformed") {
  const std::string start = "POST / HTTP/1.1\r\n";
  for (const char* headers : {
           "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
           "Content-Length: 2\r\nContent-Length: 3\r\n",
           "Content-Length: +2\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           "Content-Length : 2\r\n",
       }) {
    CAPTURE(headers);
    CHECK(Parse(start + headers + "\r\nok").fault == ParseFault::kMalformed);
  }
  CHECK(Parse("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").fault == ParseFault::kMalformed);
  CHECK(Parse("GET / HTTP/1.1\nHost: x\n\n").fault == ParseFault::kMalformed);
  CHECK(Parse("\x16\x03\x01 is not HTTP").fault == ParseFault::kMalformed);
}

TEST_CASE("a transfer coding that is not chunked alone is unknown") {
  for (const char* coding : {"gzip", "gzip, chunked", "identity"}) {
    CHECK(Parse(std::string("POST / HTTP/1.1\r\nTransfer-Encoding: ") + coding + "\r\n\r\n").fault ==
          ParseFault::kUnknownCoding);
  }
}

TEST_CASE("the limit of a head holds for all its fields together, and for a target") {
  std::string many = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 40; ++i) many += "A" + std::to_string(i) + ": " + std::string(20, 'x') + "\r\n";
  CHECK(Parse(many + "\r\n").fault == ParseFault::kHeadTooLarge);
  CHECK(Parse("GET /" + std::string(600, 'x') + " HTTP/1.1\r\n\r\n").fault == ParseFault::kHeadTooLarge);
}

TEST_CASE("the limit of a body holds announced, chunked, and across chunks") {
  CHECK(Parse("POST / HTTP/1.1\r\nContent-Length: 65\r\n\r\n").fault == ParseFault::kBodyTooLarge);
  const std::string chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string chunk = "20\r\n" + std::string(32, 'x') + "\r\n";
  CHECK(Parse(chunked + "41\r\n").fault == ParseFault::kBodyTooLarge);
  CHECK(Parse(chunked + chunk + chunk + "0\r\n\r\n").is_done);
  CHECK(Parse(chunked + chunk + chunk + chunk).fault == ParseFault::kBodyTooLarge);
}

TEST_CASE("an answer to HEAD has no body, whatever its length says") {
  CHECK(Parse("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", MessageKind::kResponseToHead).is_done);
  CHECK_FALSE(Parse("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", MessageKind::kResponse).is_done);
}

TEST_CASE("a header cannot smuggle in a line") {
  CHECK(AreWritable({{"Content-Type", "text/xml; charset=utf-8"}}));
  CHECK_FALSE(AreWritable({{"X", "a\r\nSet-Cookie: b"}}));
  CHECK_FALSE(AreWritable({{"X", "a\n"}}));
  CHECK_FALSE(AreWritable({{"X: y\r\nZ", "a"}}));
  CHECK_FALSE(AreWritable({{"", "a"}}));
}

TEST_CASE("a URL names scheme, host, port and target, or is refused") {
  const Url url = ParseUrl("https://school.test/oso?x=1").value();
  CHECK(url.authority() == "school.test:443");
  CHECK(url.target == "/oso?x=1");
  CHECK(ParseUrl("http://[::1]:8080").value().authority() == "[::1]:8080");
  CHECK(ParseUrl("http://[::1]:8080").value().target == "/");
  CHECK(ParseUrl("https://h?q").value().target == "/?q");
  for (const char* text :
       {"", "school.test", "ftp://h/", "https://", "https://:1/", "https://h:/", "https://h:0/", "https://h:65536/",
        "https://u@h/", "https://h/#f", "https://h/a b", "https://h/a\r\nX: y", "https://[::1/", "https://[::1]x/"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseUrl(text).ok());
  }
}

}  // namespace
}  // namespace oso::http
