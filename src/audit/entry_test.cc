#include "audit/entry.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "audit/tiles.h"
#include "base/fakes.h"

namespace oso::audit {
namespace {

Event Refused(std::string_view operation, std::string_view detail) {
  return CallRefused(Actor::Unknown("r-1"), FakeClock().Now(), operation, "forbidden", detail);
}

TEST_CASE("an event's entry is this one line") {
  CHECK(WriteEntry(Refused("open", "x")).value() ==
        R"({"at":"2017-01-01T00:00:00.000000Z","type":"call-refused","actor":"unknown","request":"r-1",)"
        R"("fields":{"operation":"open","reason":"forbidden","detail":"x"}})");
}

TEST_CASE("each character has its one escape, and what is not UTF-8 becomes U+FFFD") {
  const auto detail = [](std::string_view text) {
    const std::string entry = WriteEntry(Refused("", text)).value();
    const std::size_t at = entry.find(R"("detail":)") + 10;
    return entry.substr(at, entry.size() - at - 3);
  };
  CHECK(detail("\"\\/\b\f\n\r\t") == R"(\"\\/\b\f\n\r\t)");
  CHECK(detail(std::string_view("\0\x01\x1f\x7f", 4)) == "\\u0000\\u0001\\u001f\x7f");
  CHECK(detail("\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80") == "\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80");
  CHECK(detail("a\xff") == "a\xef\xbf\xbd");
}

TEST_CASE("any event is read back as it was stored, and as only this text") {
  CHECK(rc::check([](const std::string& operation, const std::string& text) {
    const std::string entry = WriteEntry(Refused(operation, text)).value();
    const auto read = ReadEntry(entry, 41);
    RC_ASSERT(read.ok());
    RC_ASSERT(read->sequence == 42);
    RC_ASSERT(read->at == "2017-01-01T00:00:00.000000Z");
    RC_ASSERT(read->type == "call-refused");
    RC_ASSERT(read->actor == "unknown");
    RC_ASSERT(read->request == "r-1");
    RC_ASSERT(entry.ends_with(R"("fields":)" + read->fields + '}'));
    const auto at = *rc::gen::inRange<std::size_t>(0, entry.size() + 1);
    std::string other = entry;
    other.insert(at, 1, *rc::gen::element(' ', '\n', ',', '{'));
    const auto reread = ReadEntry(other, 41);
    if (reread.ok()) RC_ASSERT(other.find(reread->fields) != std::string::npos);  // it came into a value
  }));
}

TEST_CASE("every type of the catalogue can be written and read") {
  for (const EventType& type : Catalogue()) {
    Event event{type.type, {"system", "r"}, FakeClock().Now(), {}};
    for (const std::string_view field : type.fields) event.fields.push_back({field, "v"});
    const auto read = ReadEntry(WriteEntry(event).value(), 0);
    REQUIRE(read.ok());
    CHECK(read->type == type.type);
  }
}

TEST_CASE("another text for the same event, or no event, is refused") {
  const std::string at = R"({"at":"2017-01-01T00:00:00.000000Z")";
  CHECK(ReadEntry(at + R"(,"type":"t","actor":"a","request":"r","fields":{}})", 0).ok());
  for (const std::string& text : std::initializer_list<std::string>{
           "", "{}", "[]", "null", at + "}", at + R"(,"type":"t","actor":"a","request":"r","fields":{} })",
           at + R"(,"type":"t","actor":"a","request":"r","fields":[]})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{"n":1}})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{"n":"1","n":"2"}})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{"n":"\u0041"}})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{"n":"\/"}})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{},"more":""})",
           at + R"(,"actor":"a","type":"t","request":"r","fields":{}})",
           at + R"(,"type":1,"actor":"a","request":"r","fields":{}})",
           at + ",\"type\":\"\xff\",\"actor\":\"a\",\"request\":\"r\",\"fields\":{}}",
           R"({"at":"2017-01-01T00:00:00Z","type":"t","actor":"a","request":"r","fields":{}})",
           R"({"at":"yesterday","type":"t","actor":"a","request":"r","fields":{}})",
           at + R"(,"type":"t","actor":"a","request":"r","fields":{}})" + "\n"}) {
    CHECK_MESSAGE(ReadEntry(text, 0).error().code == ErrorCode::kInvalidArgument, text);
  }
}

TEST_CASE("an entry that does not fit a bundle is refused") {
  const std::size_t others = WriteEntry(Refused("", "")).value().size();
  CHECK(WriteEntry(Refused("", std::string(kMaxEntry - others, 'x'))).value().size() == kMaxEntry);
  CHECK(WriteEntry(Refused("", std::string(kMaxEntry - others + 1, 'x'))).error().code == ErrorCode::kTooLarge);
  CHECK_FALSE(ReadEntry(std::string(kMaxEntry + 1, ' '), 0).ok());
}

}  // namespace
}  // namespace oso::audit
