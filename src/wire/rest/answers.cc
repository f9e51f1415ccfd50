#include "wire/rest/answers.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

constexpr int kMaxPageSize = 100;
constexpr int kMaxPage = 1'000'000;

std::optional<int> ParseNumber(std::string_view text, int most) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  return whole && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

void AppendEncoded(std::string& url, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      url += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      url.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
  }
}

// The same list at another page.
std::string PageUrl(const Call& call, PageWish page) {
  std::string url(call.path);
  url += '?';
  for (const auto& [name, value] : call.query) {
    if (name == "page" || name == "pageSize") continue;
    AppendEncoded(url, name);
    url += '=';
    AppendEncoded(url, value);
    url += '&';
  }
  return url + "page=" + std::to_string(page.number) + "&pageSize=" + std::to_string(page.size);
}

}  // namespace

std::string QueryText(const Call& call, std::string_view name, std::size_t most, Invalid& invalid) {
  const std::string* text = Find(call.query, name);
  if (text == nullptr) return {};
  if (text->empty() || text->size() > most) invalid.push_back({"query", std::string(name), "invalid"});
  return *text;
}

PageWish QueryPage(const Call& call, Invalid& invalid) {
  const auto page = [](int most) { return [most](std::string_view text) { return ParseNumber(text, most); }; };
  PageWish wish;
  wish.number = QueryParameter<int>(call, "page", page(kMaxPage), invalid).value_or(wish.number);
  wish.size = QueryParameter<int>(call, "pageSize", page(kMaxPageSize), invalid).value_or(wish.size);
  return wish;
}

std::optional<bool> ParseFlag(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

AccessPointId PathAccessPoint(const Call& call, Invalid& invalid) {
  AccessPointId ap;
  ap.brin = PathParameter<Brin>(call, "brin", Brin::Parse, invalid);
  ap.index = PathParameter<std::uint16_t>(call, "index", ParseAccessPointIndex, invalid);
  return ap;
}

ReadBody BodyOf(const Call& call) {
  ReadBody read;
  Result<json::object> parsed = ParseJsonObject(call.body, read.invalid);
  if (parsed.ok()) {
    read.json = std::move(parsed).value();
  } else {
    read.flaw = Problem::Of(parsed.error());
  }
  return read;
}

Answer JsonAnswer(const json::object& body, std::string_view outcome) {
  return {.body = json::serialize(body), .outcome = outcome};
}

Answer Done() { return {.status = 204}; }

Answer BytesAnswer(Bytestream bytes) {
  return {.media_type = std::move(bytes.media_type),
          .bytes = std::move(bytes.bytes),
          .make = std::move(bytes.make),
          .version = std::move(bytes.version),
          .fresh_seconds = bytes.fresh_seconds};
}

Answer ListAnswer(const Call& call, std::string_view name, json::array items, PageWish page, std::int64_t total) {
  const std::int64_t pages = std::max<std::int64_t>(1, (total + page.size - 1) / page.size);
  json::object links;
  std::string header;
  const auto link = [&](std::string_view relation, std::int64_t number) {
    const std::string url = PageUrl(call, {static_cast<int>(number), page.size});
    links[relation] = json::object{{"href", url}};
    if (!header.empty()) header += ", ";
    header.append("<").append(url).append(">; rel=\"").append(relation).append("\"");
  };
  link("self", page.number);
  link("first", 1);
  if (page.number > 1) link("prev", std::min<std::int64_t>(page.number - 1, pages));
  if (page.number < pages) link("next", page.number + 1);
  link("last", pages);
  Answer answer = JsonAnswer({{name, std::move(items)},
                              {"total", total},
                              {"page", page.number},
                              {"pageSize", page.size},
                              {"_links", std::move(links)}});
  answer.headers.emplace_back("Link", std::move(header));
  return answer;
}

}  // namespace oso::wire::rest
