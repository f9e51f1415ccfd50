#include "wire/rest/endpoint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "wire/rest/rest_fakes.h"

namespace oso::wire::rest {
namespace {

const std::string kSearchKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const std::string kKey = R"("key":{"searchKey":")" + kSearchKey + R"("})";
const std::string kOpen = R"({"source":"01AA","target":"02BB/0",)" + kKey + R"(,"kind":"overstapdossier"})";
const std::string kFacts = R"("source":"01AA/1","target":"02BB/0",)" + kKey + R"(,"kind":"overstapdossier")";
const std::string kWhy = R"({"why":"afgesproken"})";
const std::string kSession(kFakeSession);
const std::string kOin(kFakeOin);
const std::string kMandate = "/v1/mandates/40001/" + kOin + "/01AA/OV";

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string CodeOf(const RestFixture::Answered& answer) {
  return std::string(boost::json::parse(answer.text).as_object().at("code").as_string());
}

// Every route once, as it should be asked.
struct Good {
  std::string_view operation;
  std::string method, target, body;
  int status;
  std::string asked;  // what reached the service
  std::string part;   // of the answer
};

std::vector<Good> AllGood() {
  const std::string ap = "/v1/schools/01AA/access-points/1";
  return {
      {"openSession", "POST", "/v1/sessions", kOpen, 201, "open 01AA 02BB/0 overstapdossier",
       R"("signedSession":"a.b.c","accessPoints":[{"id":"01AA/1")"},
      {"checkSession", "POST", "/v1/sessions/" + kSession + "/_check", "{" + kFacts + "}", 200,
       "check 01AA/1 02BB/0 overstapdossier " + kSession, R"({"result":"SessieValide","targetSector":"VO"})"},
      {"closeSession", "PUT", "/v1/sessions/" + kSession + "/closing",
       "{" + kFacts + R"(,"result":"LeerlinginfoNietBeschikbaar"})", 200,
       "close 01AA/1 02BB/0 overstapdossier " + kSession + " LeerlinginfoNietBeschikbaar",
       R"({"result":"OverdrachtGeslaagd"})"},
      {"readSession", "GET", "/v1/sessions/" + kSession, "", 200, "session " + kSession,
       R"("closing":{"result":"LeerlinginfoNietBeschikbaar","source":"01AA/1")"},
      {"readReceipt", "GET", "/v1/sessions/" + kSession + "/receipt", "", 200, "receipt " + kSession, "bytes"},
      {"askNotification", "POST", "/v1/notifications", R"({"source":"01AA/1","target":"09SW/0","purpose":"PaO"})", 200,
       "notify 01AA/1 09SW/0", R"("linkKey":"42a12e8a-f721-4b26-b2d9-586e2b2123ec")"},
      {"askFeedback", "POST", "/v1/feedback-requests",
       R"({"source":"01AA/1","target":"09SW/0","linkKey":"42A12E8A-F721-4B26-B2D9-586E2B2123EC"})", 200,
       "feedback 01AA/1", R"({"url":"https://las.example.nl/oso"})"},
      {"listAccessPoints", "GET", "/v1/access-points?brin=01AA&page=2&pageSize=2", "", 200, "access-points 01AA",
       R"("accessPoints":[{"id":"01AA/2")"},
      {"registerAccessPoint", "PUT", ap + "/registration",
       R"({"registrationKey":"ABCDE","url":"https://las.example.nl/oso","protocols":["rest-1"],"versions":["2019.1"]})",
       200, "register 01AA/1 https://las.example.nl/oso", "AanleverpuntGeregistreerd"},
      {"pingCenter", "GET", "/v1/ping", "", 200, "ping", R"({"time":"2017-01-01T00:00:00.000000Z"})"},
      {"readHealth", "GET", "/v1/health", "", 200, "health", R"("status":"pass")"},
      {"listSchools", "GET", "/v1/schools?q=de%20regen+boog&sector=PO&connected=true", "", 200,
       "schools 'de regen boog' 1/20", R"("connected":true)"},
      {"readSchool", "GET", "/v1/schools/01AA", "", 200, "school 01AA", R"("accessPoints":[)"},
      {"readAccessPoint", "GET", ap, "", 200, "access-point 01AA/1", R"("state":"active")"},
      {"listBoards", "GET", "/v1/boards?q=noord&pageSize=100", "", 200, "boards 'noord' 1/100", "40001"},
      {"listSuppliers", "GET", "/v1/suppliers", "", 200, "suppliers '' 1/20", kOin},
      {"readRegister", "GET", "/v1/register", "", 200, "register-document", "bytes"},
      {"readKeys", "GET", "/v1/keys", "", 200, "keys", "bytes"},
      {"readStatistics", "GET", "/v1/statistics/sessions?from=2026-03-01&to=2026-03-02&by=result", "", 200,
       "statistics 2026-03-01 2026-03-02 result", "bytes"},
      {"readCheckpoint", "GET", "/v1/log/checkpoint", "", 200, "checkpoint", "bytes"},
      {"readTile", "GET", "/v1/log/tile/0/x001/234.p/7", "", 200, "tile 0/x001/234.p/7", "bytes"},
      {"readEntries", "GET", "/v1/log/tile/entries/x001/234.p/7", "", 200, "entries x001/234.p/7", "bytes"},
      {"readOpenApi", "GET", "/v1/openapi.yaml", "", 200, "openapi", "bytes"},
      {"readProblem", "GET", "/v1/problems/SessieOnbekend", "", 200, "", R"("status":404)"},
      {"announceAccessPoint", "POST", "/v1/schools/01AA/access-points",
       R"({"purpose":"OV","supplier":")" + kOin + R"(","why":"nieuw"})", 201, "announce 01AA nieuw",
       R"("id":"01AA/4")"},
      {"issueRegistrationKey", "POST", ap + "/registration-keys", "", 201, "key 01AA/1", "ABCDE-FGHJK"},
      {"qualifyAccessPoint", "POST", ap + "/_qualify", kWhy, 204, "qualify 01AA/1 afgesproken", ""},
      {"activateAccessPoint", "POST", ap + "/_activate", kWhy, 204, "activate 01AA/1 afgesproken", ""},
      {"pauseAccessPoint", "POST", ap + "/_pause", kWhy, 204, "pause 01AA/1 afgesproken", ""},
      {"leaveAccessPoint", "POST", ap + "/_leave", kWhy, 204, "leave 01AA/1 afgesproken", ""},
      {"signAgreement", "PUT", "/v1/boards/40001/agreement", R"({"signedBy":"voorzitter","version":"2017","why":"x"})",
       204, "sign 40001 2017 x", ""},
      {"giveMandate", "PUT", kMandate, R"({"from":"2026-08-01T00:00:00Z","why":"x"})", 204,
       "mandate 40001 01AA OV 2026-08-01T00:00:00.000000Z", ""},
      {"revokeMandate", "DELETE", kMandate, "", 204, "revoke 40001 01AA OV", ""},
      {"blockSupplier", "POST", "/v1/suppliers/" + kOin + "/_block", kWhy, 204, "block " + kOin + " afgesproken", ""},
      {"unblockSupplier", "POST", "/v1/suppliers/" + kOin + "/_unblock", kWhy, 204, "unblock " + kOin + " afgesproken",
       ""},
      {"readBoardHistory", "GET", "/v1/boards/40001/history", "", 200, "history board 40001 1/20", R"("why":"x")"},
      {"readAgreementHistory", "GET", "/v1/boards/40001/agreement/history", "", 200, "history agreement 40001 1/20",
       "40001"},
      {"readSchoolHistory", "GET", "/v1/schools/01AA/history?page=3", "", 200, "history school 01AA 3/20", "40001"},
      {"readAccessPointHistory", "GET", ap + "/history", "", 200, "history access-point 01AA/0001 1/20", "40001"},
      {"readMandateHistory", "GET", kMandate + "/history", "", 200, "history mandate 40001 " + kOin + " 01AA OV 1/20",
       "40001"},
      {"readSupplierHistory", "GET", "/v1/suppliers/" + kOin + "/history", "", 200,
       "history supplier " + kOin + " 1/20", "40001"},
  };
}

TEST_CASE("every route does what it is for, and has the headers of every answer") {
  std::set<std::string_view> tried;
  for (const Good& good : AllGood()) {
    CAPTURE(std::string(good.operation));
    RestFixture rest;
    const auto answer = rest.Ask(good.method, good.target, good.body);
    CHECK(answer.status == good.status);
    CHECK(rest.services.asked == good.asked);
    CHECK_MESSAGE(Contains(answer.text, good.part), answer.text);
    REQUIRE(rest.gate.seen.size() == 2);
    CHECK(rest.gate.seen[0].starts_with("admit " + std::string(good.operation)));
    CHECK(rest.gate.seen[1].starts_with("answered " + std::string(good.operation)));
    CHECK(answer.Header("API-Version") == "1.0.0");
    CHECK(answer.Header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.Header("X-Frame-Options") == "DENY");
    CHECK(Contains(answer.Header("Content-Security-Policy"), "frame-ancestors 'none'"));
    CHECK(Contains(answer.Header("Strict-Transport-Security"), "max-age="));
    CHECK_FALSE(answer.Header("Cache-Control").empty());
    tried.insert(good.operation);
  }
  for (const Route& route : kCenterRoutes) CHECK_MESSAGE(tried.contains(route.operation), std::string(route.operation));
  RestFixture rest;
  CHECK(CenterActions({rest.services, rest.services, rest.services}).size() == kCenterRoutes.size());
}

TEST_CASE(
    "at every route an error of the service is a problem without its detail, and a refusal of the gate stops it") {
  for (const Good& good : AllGood()) {
    if (good.operation == "readProblem") continue;  // asks no service
    CAPTURE(std::string(good.operation));
    RestFixture rest;
    rest.services.error = Fail(ErrorCode::kUnavailable, "secret inside");
    const auto answer = rest.Ask(good.method, good.target, good.body);
    CHECK(answer.status == 503);
    CHECK(answer.Header("Retry-After") == "5");
    CHECK(answer.Header("Content-Type") == "application/problem+json");
    CHECK(answer.Header("Cache-Control") == "no-store");
    CHECK_FALSE(Contains(answer.text, "secret"));
    CHECK(CodeOf(answer) == "unavailable");
    CHECK(Contains(answer.text, R"("requestId":"r-1")"));

    RestFixture closed;
    closed.gate.refusal = Fail(ErrorCode::kUnauthenticated, "secret inside");
    const auto refused = closed.Ask(good.method, good.target, good.body);
    CHECK(refused.status == 401);
    CHECK(closed.services.asked.empty());
    CHECK(closed.gate.seen.size() == 1);
    CHECK(Contains(refused.Header("WWW-Authenticate"), "Bearer"));
    CHECK_FALSE(Contains(refused.text, "secret"));
  }
}

TEST_CASE("at every route an unknown query parameter, a wrong method and a body that is not for it are refused") {
  for (const Good& good : AllGood()) {
    CAPTURE(std::string(good.operation));
    RestFixture rest;
    const std::string more = good.target + (Contains(good.target, "?") ? "&" : "?") + "Nothing=1";
    const auto unknown = rest.Ask(good.method, more, good.body);
    CHECK(unknown.status == 400);
    CHECK(Contains(unknown.text, R"({"in":"query","place":"Nothing","reason":"unknown"})"));

    const auto method = rest.Ask("PATCH", good.target, good.body);
    CHECK(method.status == 405);
    CHECK(Contains(method.Header("Allow"), good.method));
    CHECK(CodeOf(method) == "method-not-allowed");

    const std::string path = good.target.substr(0, good.target.find('?'));
    CHECK(rest.Ask(good.method, path + "/", good.body).status == 404);

    if (good.body.empty()) {
      CHECK(rest.Ask(good.method, good.target, "{}").status == 400);
    } else {
      CHECK(rest.Ask(good.method, good.target, R"({"surprise":1})").status == 400);
      CHECK(rest.Ask(good.method, good.target, "[]").status == 400);
      CHECK(rest.Ask(good.method, good.target, "").status == 415);
      CHECK(rest.Ask(good.method, good.target, good.body + "x").status == 400);
      CHECK(rest.Ask(good.method, good.target, std::string(5000, ' ') + good.body).status == 413);
      rest.headers = {{"Content-Type", "text/xml"}};
      CHECK(rest.Ask(good.method, good.target, good.body).status == 415);
      rest.headers = {{"Content-Type", "application/json; charset=latin1"}};
      CHECK(rest.Ask(good.method, good.target, good.body).status == 415);
    }
    CHECK(rest.services.asked.empty());
  }
}

TEST_CASE("what is wrong in a body is told with its place, all of it at once") {
  RestFixture rest;
  const auto invalid = [&](const std::string& body, const std::string& place, const std::string& reason) {
    const auto answer = rest.Ask("POST", "/v1/sessions", body);
    CHECK(answer.status == 400);
    const std::string part = R"({"in":"body","place":")" + place + R"(","reason":")" + reason + "\"}";
    CHECK_MESSAGE(Contains(answer.text, part), answer.text);
  };
  invalid("{}", "/source", "missing");
  invalid("{}", "/kind", "missing");
  invalid(R"({"source":1})", "/source", "wrong-type");
  invalid(R"({"source":"1AAA"})", "/source", "invalid");
  invalid(R"({"source":"01AA","source":"02BB"})", "/source", "twice");
  invalid(R"({"key":{"searchKey":"!"}})", "/key/searchKey", "invalid");
  invalid(R"({"key":{"searchKey":"AAAA"}})", "/key/searchKey", "invalid");
  invalid(R"({"key":{"a/b~":1}})", "/key/a~1b~0", "unknown");
  invalid(R"({"key":{"linkKey":"x","linkKey":"x"}})", "/key/linkKey", "twice");
  invalid("{\"" + std::string(500, 'x') + R"(":{"a":1,"a":2}})", "/.../a", "twice");  // told, but not repeated whole
  invalid(R"({"key":{}})", "/key", "missing");
  invalid(R"({"key":"x"})", "/key", "wrong-type");
  invalid(R"({"key":{"searchKey":")" + kSearchKey + R"(","linkKey":"42a12e8a-f721-4b26-b2d9-586e2b2123ec"}})", "/key",
          "twice");
  invalid(R"({"sourceIndex":10000})", "/sourceIndex", "invalid");
  invalid(R"({"sourceIndex":-1})", "/sourceIndex", "invalid");
  invalid(R"({"sourceIndex":1.5})", "/sourceIndex", "wrong-type");
  invalid(R"({"kind":"OverstapDossier"})", "/kind", "invalid");
  CHECK(rest.services.asked.empty());
}

TEST_CASE("JSON that is none, is too deep, not UTF-8 or not an object is no message") {
  RestFixture rest;
  for (const std::string& body :
       {std::string("{"), std::string("nul"), std::string("{\"a\":01}"), std::string("{'a':1}"),
        std::string("{\"a\":1,}"), std::string("\xEF\xBB\xBF{}"), std::string("{\"a\":\"\xff\"}"),
        std::string("{\"a\":\"\\ud800\"}"), std::string("\"text\""), std::string("{}{}"), std::string("{} // x"),
        std::string("{\"a\":NaN}"), std::string("{\"a\":") + std::string(2000, '[') + std::string(2000, ']') + "}"}) {
    const auto answer = rest.Ask("POST", "/v1/sessions", body);
    CHECK_MESSAGE(answer.status == 400, body);
    CHECK(CodeOf(answer) == "malformed-message");
  }
  std::string many = "{";
  for (int i = 0; i < 300; ++i) many += "\"m" + std::to_string(i) + "\":1,";
  const auto answer = rest.Ask("POST", "/v1/sessions", many + "\"z\":1}");
  CHECK(answer.status == 400);
  CHECK(answer.text.size() < 3000);
}

TEST_CASE("a refusal by result code is a problem with that code and the meaning it has in the protocol") {
  RestFixture rest;
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) {
    const ProblemInfo* known = FindProblem(info.wire_name);
    if (known == nullptr) continue;
    rest.services.refusal = info.code;
    const auto answer = rest.Ask("POST", "/v1/sessions", kOpen);
    CHECK(answer.status == known->status);
    CHECK(CodeOf(answer) == info.wire_name);
    CHECK(Contains(answer.text, info.meaning));
    CHECK(rest.gate.seen.back() == "answered openSession " + std::string(info.wire_name));
  }
  rest.services.refusal = exchange::ResultCode::kTooManyRequests;
  CHECK(rest.Ask("POST", "/v1/sessions", kOpen).Header("Retry-After") == "5");
  rest.services.refusal = exchange::ResultCode::kSessionAlreadyClosed;
  const std::string closing = "{" + kFacts + R"(,"result":"OverdrachtGeslaagd"})";
  CHECK(rest.Ask("PUT", "/v1/sessions/" + kSession + "/closing", closing).status == 409);
  rest.services.refusal = exchange::ResultCode::kRegistrationKeyWrong;
  const std::string registration = R"({"registrationKey":"A","url":"https://a.example.nl/"})";
  CHECK(rest.Ask("PUT", "/v1/schools/01AA/access-points/1/registration", registration).status == 403);
}

TEST_CASE("a problem is in the language that the caller prefers, Dutch when it does not say") {
  RestFixture rest;
  CHECK(Contains(rest.Ask("GET", "/v1/nothing").text, "Het gevraagde bestaat niet."));
  rest.headers = {{"Accept-Language", "en-GB, nl;q=0.5"}};
  const auto english = rest.Ask("GET", "/v1/nothing");
  CHECK(Contains(english.text, "There is no such thing."));
  CHECK(english.Header("Content-Language") == "en");
  rest.headers = {{"Accept-Language", "nl, en;q=0.9"}};
  CHECK(rest.Ask("GET", "/v1/nothing").Header("Content-Language") == "nl");
  for (const ProblemInfo& info : Problems()) {
    CHECK_MESSAGE((!info.title.empty() && !info.english.empty() && info.status >= 400), std::string(info.code));
  }
}

TEST_CASE("no trick with a path reaches another route") {
  RestFixture rest;
  const auto status = [&](const std::string& target) { return rest.Ask("GET", target).status; };
  for (const char* target : {"/",
                             "/v1",
                             "/v1/",
                             "/v1//schools",
                             "/v1/./schools",
                             "/v1/x/../schools",
                             "/v1/schools/",
                             "/V1/schools",
                             "/v1/Schools",
                             "/v1/%2e%2e/schools",
                             "/v1/schools/01AA/",
                             "/v2/schools",
                             "/v1/log/tile/0",
                             "/v1/log/tile/0/1",
                             "/v1/log/tile/64/000",
                             "/v1/log/tile/0/x000/001",
                             "/v1/log/tile/00/001",
                             "/v1/log/tile/0/001.p/0",
                             "/v1/log/tile/0/001.p/256",
                             "/v1/log/tile/entries",
                             "/v1/log/tile/entries/1",
                             "/v1/log/tile/entries/001.p/",
                             "/v1/log/tile/entries/0/001",
                             "/v1/log/tile/0/../001",
                             "/v1/problems/nothing"}) {
    CHECK_MESSAGE(status(target) == 404, target);
  }
  for (const char* target : {"",
                             "*",
                             "v1/schools",
                             "http://host/v1/schools",
                             "/v1/schools#x",
                             "/v1/sch ools",
                             "/v1/%",
                             "/v1/%4",
                             "/v1/%zz",
                             "/v1/%00",
                             "/v1/%0a",
                             "/v1/schools%2f01AA",
                             "/v1/%5c",
                             "/v1/%252e",
                             "/v1/sch\xc3\xa9",
                             "/v1/schools/01aa",
                             "/v1/schools/%30%31A",
                             "/v1/schools?q=%",
                             "/v1/schools?q=%ff",
                             "/v1/schools?q=%00",
                             "/v1/schools?q=a&q=b",
                             "/v1/schools?=a",
                             "/v1/schools?q=",
                             "/v1/schools?page=0",
                             "/v1/schools?page=-1",
                             "/v1/schools?page=1x",
                             "/v1/schools?pageSize=101",
                             "/v1/schools?pageSize=99999999999",
                             "/v1/schools?sector=po",
                             "/v1/schools?connected=1",
                             "/v1/schools?Q=a",
                             "/v1/access-points?index=01",
                             "/v1/statistics/sessions?from=2026-02-30",
                             "/v1/statistics/sessions?from=2025-01-01&to=2026-01-02",
                             "/v1/statistics/sessions?by=pupil",
                             "/v1/statistics/sessions?from=2026-03-02&to=2026-03-01",
                             "/v1/sessions/x/receipt",
                             "/v1/boards/4000/history"}) {
    CHECK_MESSAGE(status(target) == 400, target);
  }
  CHECK(rest.services.asked.empty());
  CHECK(status("/v1/%73chools") == 200);  // an encoding that was not needed is the same path
  CHECK(status("/v1/schools?") == 200);
}

TEST_CASE("an answer that the caller has is not sent again, and a condition that does not hold fails") {
  RestFixture rest;
  CHECK(rest.Ask("GET", "/v1/register").Header("ETag") == "\"17\"");
  const std::string etag = rest.Ask("GET", "/v1/schools/01AA").Header("ETag");
  rest.headers = {{"If-None-Match", "\"other\", W/" + etag}};
  const auto same = rest.Ask("GET", "/v1/schools/01AA");
  CHECK(same.status == 304);
  CHECK(same.text.empty());
  CHECK(same.Header("ETag") == etag);
  rest.headers = {{"If-None-Match", "\"other\""}};
  CHECK(rest.Ask("GET", "/v1/schools/01AA").status == 200);
  rest.headers = {{"If-Match", "\"other\""}};
  CHECK(rest.Ask("GET", "/v1/schools/01AA").status == 412);
  rest.headers = {{"If-Match", etag}};
  CHECK(rest.Ask("GET", "/v1/schools/01AA").status == 200);
  rest.services.asked.clear();
  const auto write = rest.Ask("POST", "/v1/sessions", kOpen);  // no write takes a condition
  CHECK(write.status == 412);
  CHECK(rest.services.asked.empty());
}

TEST_CASE("what takes long to make is made only when it goes out") {
  RestFixture rest;
  CHECK(rest.Ask("GET", "/v1/register").text == "bytes");
  CHECK(rest.services.made == 1);
  rest.headers = {{"If-None-Match", "\"17\""}};
  CHECK(rest.Ask("GET", "/v1/register").status == 304);
  rest.headers = {{"If-Match", "\"16\""}};
  CHECK(rest.Ask("GET", "/v1/register").status == 412);
  CHECK(rest.services.made == 1);
  rest.headers = {};
  rest.services.cannot_make = Fail(ErrorCode::kInternal, "secret inside");
  const auto answer = rest.Ask("GET", "/v1/register");
  CHECK(answer.status == 500);
  CHECK_FALSE(Contains(answer.text, "secret"));
  CHECK(answer.Header("ETag").empty());
}

TEST_CASE("an idempotency key goes to the service, and one that is none is refused") {
  RestFixture rest;
  rest.headers = {{"Idempotency-Key", "0190f3a0-7c1e"}};
  CHECK(rest.Ask("POST", "/v1/sessions", kOpen).status == 201);
  CHECK(rest.gate.key == "0190f3a0-7c1e");
  for (const std::string& key :
       {std::string(), std::string("short12"), std::string(65, 'k'), std::string("with space")}) {
    rest.headers = {{"Idempotency-Key", key}};
    const auto answer = rest.Ask("POST", "/v1/sessions", kOpen);
    CHECK(answer.status == 400);
    CHECK(Contains(answer.text, R"("in":"header","place":"Idempotency-Key")"));
  }
}

TEST_CASE("a list says where the pages around it are") {
  RestFixture rest;
  const auto answer = rest.Ask("GET", "/v1/schools?q=de%20r&page=2&pageSize=20");
  CHECK(answer.Header("Link") ==
        "</v1/schools?q=de%20r&page=2&pageSize=20>; rel=\"self\", </v1/schools?q=de%20r&page=1&pageSize=20>; "
        "rel=\"first\", </v1/schools?q=de%20r&page=1&pageSize=20>; rel=\"prev\", "
        "</v1/schools?q=de%20r&page=3&pageSize=20>; rel=\"next\", </v1/schools?q=de%20r&page=3&pageSize=20>; "
        "rel=\"last\"");
  CHECK(Contains(answer.text, R"("total":45,"page":2,"pageSize":20,"_links":{"self":{"href":"/v1/schools?q=de%20r&)"));
  CHECK_FALSE(Contains(rest.Ask("GET", "/v1/schools?page=3").Header("Link"), "next"));
  CHECK(Contains(rest.Ask("GET", "/v1/schools?page=99").Header("Link"), "page=3&pageSize=20>; rel=\"prev\""));
}

TEST_CASE("statistics are of the last month, or of a month or year that is asked for") {
  RestFixture rest;
  const auto asked = [&](const char* query) {
    CHECK(rest.Ask("GET", std::string("/v1/statistics/sessions").append(query)).status == 200);
    return rest.services.asked;
  };
  CHECK(asked("") == "statistics 2016-12-02 2017-01-01 day");
  CHECK(asked("?to=2016-03-31") == "statistics 2016-03-01 2016-03-31 day");
  CHECK(asked("?to=1970-01-03") == "statistics 1970-01-01 1970-01-03 day");
  CHECK(asked("?from=2016-12-31") == "statistics 2016-12-31 2017-01-01 day");
  CHECK(asked("?from=2025-01-01&to=2026-01-01") == "statistics 2025-01-01 2026-01-01 day");
}

TEST_CASE("what the caller does not take is not sent; statistics come in the form it prefers") {
  RestFixture rest;
  const auto type = [&](const char* accept, const char* target) {
    rest.headers = {{"Accept", accept}};
    const auto answer = rest.Ask("GET", target);
    return answer.status == 200 ? answer.Header("Content-Type") : std::to_string(answer.status);
  };
  CHECK(type("text/csv", "/v1/statistics/sessions") == "text/csv");
  CHECK(type("application/json;q=0.5, text/*", "/v1/statistics/sessions") == "text/csv");
  CHECK(type("*/*", "/v1/statistics/sessions") == "application/json");
  CHECK(type("text/csv;q=0, */*", "/v1/statistics/sessions") == "application/json");
  CHECK(type("application/xml", "/v1/statistics/sessions") == "406");
  CHECK(type("text/html", "/v1/ping") == "406");
  CHECK(type("application/*", "/v1/ping") == "application/json");
  CHECK(type("text/html", "/v1/keys") == "application/jwk-set+json");
}

TEST_CASE("HEAD is as GET; other origins may read what is public and nothing else; full tiles may be kept") {
  RestFixture rest;
  CHECK(rest.Ask("HEAD", "/v1/ping").status == 200);
  CHECK(rest.Ask("HEAD", "/v1/sessions").status == 405);
  CHECK(rest.Ask("GET", "/v1/schools").Header("Access-Control-Allow-Origin") == "*");
  CHECK(rest.Ask("GET", "/v1/access-points").Header("Access-Control-Allow-Origin").empty());
  CHECK(rest.Ask("POST", "/v1/sessions", kOpen).Header("Access-Control-Allow-Origin").empty());
  const auto preflight = rest.Ask("OPTIONS", "/v1/schools/01AA");
  CHECK(preflight.status == 204);
  CHECK(preflight.Header("Access-Control-Allow-Methods") == "GET, HEAD");
  CHECK(rest.Ask("OPTIONS", "/v1/access-points").status == 405);
  CHECK(rest.Ask("GET", "/v1/log/tile/0/000").Header("Cache-Control") == "public, max-age=31536000");
  CHECK(rest.Ask("GET", "/v1/ping").Header("Cache-Control") == "no-store");
}

TEST_CASE("the gate hears for whom an act is, and a board or school that cannot be is refused before it") {
  RestFixture rest;
  rest.Ask("DELETE", kMandate);
  CHECK(rest.gate.seen.front() == "admit revokeMandate board 40001 school 01AA");
  rest.gate.seen.clear();
  rest.Ask("POST", "/v1/schools/01AA/access-points/1/_pause", kWhy);
  CHECK(rest.gate.seen.front() == "admit pauseAccessPoint school 01AA");
  rest.gate.seen.clear();
  CHECK(rest.Ask("POST", "/v1/schools/1AAA/access-points/1/_pause", kWhy).status == 400);
  CHECK(rest.gate.seen == std::vector<std::string>{"unreadable invalid-argument"});
  CHECK(rest.Ask("DELETE", "/v1/mandates/40001/123/01AA/OV").status == 400);
  CHECK(rest.Ask("DELETE", "/v1/mandates/40001/" + kOin + "/01AA/SWV").status == 400);
  CHECK(rest.Ask("POST", "/v1/schools/01AA/access-points/01/_pause", kWhy).status == 400);
}

// The description and the table, both ways. A path's parameter in braces has no "+" in OpenAPI.
TEST_CASE("the routes are those of the description, no more and no less") {
  std::ifstream file(std::string(OSO_API) + "/center.openapi.yaml");
  REQUIRE(file.good());
  std::set<std::string> described;
  std::string path, method;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("components:")) break;
    if (line.starts_with("  /")) path = "/v1" + line.substr(2, line.size() - 3);
    if (line.starts_with("    ") && !line.starts_with("     ") && line.ends_with(":"))
      method = line.substr(4, line.size() - 5);
    const std::string operation = "      operationId: ";
    if (line.starts_with(operation)) described.insert(method + " " + path + " " + line.substr(operation.size()));
  }
  std::set<std::string> routes;
  for (const Route& route : kCenterRoutes) {
    std::string text(route.method);
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c + ('a' - 'A')); });
    text.append(" ").append(route.path).append(" ").append(route.operation);
    if (const std::size_t plus = text.find("+}"); plus != std::string::npos) text.erase(plus, 1);
    routes.insert(text);
  }
  CHECK(described == routes);
  CHECK(std::ranges::count(PrintRoutes(kCenterRoutes), '\n') == static_cast<std::ptrdiff_t>(routes.size()));
}

}  // namespace
}  // namespace oso::wire::rest
