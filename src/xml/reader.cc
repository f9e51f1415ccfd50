#include "xml/reader.h"

#include <expat.h>

#include <algorithm>

#include "xml/plain.h"

namespace oso::xml {
namespace {

// Between the parts of a name as expat gives it: uri, local name, prefix. No XML document can hold this character.
constexpr char kSeparator = '\x1f';

// How much expat is given at a time: the limits are checked in between.
constexpr std::size_t kPiece = 64UL * 1024;

struct SplitName {
  Name name;
  std::string_view prefix;
};

SplitName Split(std::string_view text) {
  const auto first = text.find(kSeparator);
  if (first == std::string_view::npos) return {{"", text}, ""};
  const auto second = text.find(kSeparator, first + 1);
  SplitName split{{text.substr(0, first), text.substr(first + 1, second - first - 1)}, ""};
  if (second != std::string_view::npos) split.prefix = text.substr(second + 1);
  return split;
}

std::string Escaped(std::string_view value) {
  std::string escaped;
  for (char c : value) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

bool IsUtf8Name(std::string_view encoding) {
  return std::ranges::equal(encoding, std::string_view("UTF-8"), {},
                            [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
}

// A namespace declaration in force: which element made it (by depth) tells whether a capture began after it.
struct Binding {
  std::string prefix;
  std::string uri;
  std::size_t depth;
};

}  // namespace

struct Reader::State {
  State(Handler& events, Limits bounds) : handler(events), limits(bounds) {
    parser = XML_ParserCreateNS("UTF-8", kSeparator);
    XML_SetReturnNSTriplet(parser, 1);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser, &OnText);
    XML_SetNamespaceDeclHandler(parser, &OnBind, &OnUnbind);
    XML_SetStartDoctypeDeclHandler(parser, &OnDoctype);
    XML_SetXmlDeclHandler(parser, &OnDeclaration);
    XML_SetCommentHandler(parser, &OnComment);
    XML_SetProcessingInstructionHandler(parser, &OnInstruction);
    XML_SetDefaultHandler(parser, &OnOther);
  }
  ~State() { XML_ParserFree(parser); }

  static State& From(void* self) { return *static_cast<State*>(self); }
  static void OnStart(void* self, const char* name, const char** attributes) { From(self).Start(name, attributes); }
  static void OnEnd(void* self, const char* name) { From(self).End(name); }
  static void OnText(void* self, const char* text, int size) {
    State& state = From(self);
    if (!state.outcome.ok()) return;
    state.NoteToken();  // of any length: expat hands text on as it comes
    state.Keep(state.handler.Text({text, static_cast<std::size_t>(size)}));
  }
  static void OnComment(void* self, const char*) { From(self).Break(); }
  static void OnInstruction(void* self, const char*, const char*) { From(self).Break(); }
  static void OnOther(void* self, const char*, int) { From(self).NoteMarkup(); }
  static void OnBind(void* self, const char* prefix, const char* uri) {
    State& state = From(self);
    // Those beyond the limit are not kept: Start, which follows, refuses the element.
    if (++state.declarations > state.limits.attributes) return;
    state.bindings.push_back({prefix != nullptr ? prefix : "", uri != nullptr ? uri : "", state.depth});
  }
  static void OnUnbind(void* self, const char* prefix) {
    State& state = From(self);
    const std::string_view name = prefix != nullptr ? prefix : "";
    const auto last = std::find_if(state.bindings.rbegin(), state.bindings.rend(),
                                   [&](const Binding& binding) { return binding.prefix == name; });
    if (last != state.bindings.rend()) state.bindings.erase(std::next(last).base());
  }
  static void OnDoctype(void* self, const char*, const char*, const char*, int) {
    From(self).Keep(Fail(ErrorCode::kForbiddenXml, "a DOCTYPE is not allowed"));
  }
  static void OnDeclaration(void* self, const char*, const char* encoding, int) {
    State& state = From(self);
    state.NoteMarkup();
    if (encoding != nullptr && !IsUtf8Name(encoding)) {
      state.Keep(Fail(ErrorCode::kForbiddenXml, "the encoding must be UTF-8"));
    }
  }

  // The first error ends the reading.
  void Keep(Status status) {
    if (status.ok() || !outcome.ok()) return;
    outcome = std::move(status);
    XML_StopParser(parser, XML_FALSE);
  }

  void NoteToken() {
    token_start = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser)) + withheld;
    token_end = token_start + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser));
    settled = bulk_open = false;
  }

  void Break() {
    NoteMarkup();
    settled = true;
    if (outcome.ok() && depth > 0) Keep(handler.TextBreak());
  }

  void NoteMarkup() {
    NoteToken();
    if (token_end - token_start > limits.token_bytes) Keep(TokenTooLong());
  }
  Error TokenTooLong() { return Fail(ErrorCode::kMalformedXml, "a tag or comment is too long" + Where()); }

  void Start(const char* text, const char** attribute_texts) {
    NoteMarkup();
    const std::size_t declared = std::exchange(declarations, 0);
    if (!outcome.ok()) return;
    if (!CountElement()) return;
    attributes.clear();
    needed_prefixes.clear();
    const SplitName element = Split(text);
    needed_prefixes.push_back(element.prefix);
    for (const char** pair = attribute_texts; *pair != nullptr; pair += 2) {
      const SplitName attribute = Split(pair[0]);
      attributes.push_back({attribute.name, pair[1]});
      if (!attribute.prefix.empty()) needed_prefixes.push_back(attribute.prefix);
    }
    if (attributes.size() + declared > limits.attributes) {
      return Keep(Fail(ErrorCode::kMalformedXml, "an element has too many attributes" + Where()));
    }
    if (sink != nullptr) CheckStandsAlone();
    settled = true;
    bulk_open = element.name.local == bulk;
    Keep(handler.StartElement(element.name, attributes));
  }

  bool CountElement() {
    if (++depth > limits.depth) Keep(Fail(ErrorCode::kMalformedXml, "elements are nested too deep" + Where()));
    if (++elements > limits.elements) Keep(Fail(ErrorCode::kMalformedXml, "too many elements" + Where()));
    return outcome.ok();
  }

  void End(const char* text) {
    if (!outcome.ok()) return;
    NoteToken();
    settled = true;
    const bool ends_capture = sink != nullptr && depth == capture_depth;
    if (ends_capture) Emit(token_end);
    if (ends_capture) sink = nullptr;
    --depth;
    Keep(handler.EndElement(Split(text).name));
  }

  // The declaration that gives `prefix` its meaning now, if it was made outside the element at `inner_depth`.
  const Binding* MadeOutside(std::string_view prefix, std::size_t inner_depth) const {
    for (auto binding = bindings.rbegin(); binding != bindings.rend(); ++binding) {
      if (binding->prefix == prefix) return binding->depth + 1 < inner_depth ? &*binding : nullptr;
    }
    return nullptr;
  }

  // An element inside a capture that uses a prefix from outside it, which the captured start tag does not carry, would
  // not stand alone.
  void CheckStandsAlone() {
    for (std::string_view prefix : needed_prefixes) {
      const Binding* outside = MadeOutside(prefix, capture_depth);
      if (outside == nullptr || outside->uri.empty() || std::ranges::count(carried, prefix) > 0) continue;
      return Keep(Fail(ErrorCode::kMalformedXml, "an element uses a namespace prefix of the envelope" + Where()));
    }
  }

  void BeginCapture(CaptureSink& to) {
    sink = &to;
    capture_depth = depth;
    captured = 0;
    carried.clear();
    Discard(token_start);
    // Declarations in force that were made outside this element, and that its start tag uses.
    std::string added;
    for (std::string_view prefix : needed_prefixes) {
      const Binding* outside = MadeOutside(prefix, depth);
      if (outside == nullptr || outside->uri.empty() || std::ranges::count(carried, prefix) > 0) continue;
      carried.emplace_back(prefix);
      added += " xmlns" + (prefix.empty() ? "" : ":" + std::string(prefix)) + "=\"" + Escaped(outside->uri) + "\"";
    }
    if (added.empty()) return;
    // They go right behind the element's name.
    const std::string_view tag = AsText(window);
    const auto after_name = tag.find_first_of(" \t\r\n/>", 1);
    Emit(token_start + after_name);
    Capture(AsBytes(added));
  }

  void Capture(ByteView bytes) {
    captured += bytes.size();
    Keep(sink->Capture(bytes));
  }

  // Bytes before `offset` are not needed any more.
  void Discard(std::uint64_t offset) {
    CountLines(offset);
    const std::uint64_t count = std::min<std::uint64_t>(offset - window_start, window.size());
    window.erase(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(count));
    window_start += count;
  }
  void Emit(std::uint64_t offset) {
    if (offset <= window_start) return;
    const auto count = static_cast<std::size_t>(offset - window_start);
    Capture(ByteView(window).first(count));
    Discard(offset);
  }

  // The line of what stands at `offset`, which is not behind the window.
  std::uint64_t CountLines(std::uint64_t offset) {
    offset = std::min(offset, fed);
    if (offset > counted) {
      PassLines(ByteView(window).subspan(static_cast<std::size_t>(counted - window_start),
                                         static_cast<std::size_t>(offset - counted)));
    }
    return lines;
  }

  void PassLines(ByteView passed) {  // the bytes that follow on `counted`
    const std::string_view text = AsText(passed);
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
      ++lines;
      line_start = counted + end + 1;
    }
    counted += passed.size();
  }

  Status Feed(ByteView bytes, bool last) {
    if (!outcome.ok()) return outcome;
    do {
      bytes = bytes.subspan(PassBy(bytes));
      if (!outcome.ok()) return outcome;
      const ByteView piece = bytes.first(bulk.empty() ? std::min(kPiece, bytes.size()) : SizeForExpat(AsText(bytes)));
      bytes = bytes.subspan(piece.size());
      next = Next::kAnything;
      RETURN_IF_ERROR(Parse(piece, last && bytes.empty()));
      if (!bulk.empty() && settled && token_end == fed && depth > 0) next = bulk_open ? Next::kBulk : Next::kContent;
    } while (!bytes.empty());
    return outcome;
  }

  Status Parse(ByteView piece, bool last) {
    Keep(CheckEncoding(piece));
    if (!outcome.ok()) return outcome;
    const auto nul = AsText(piece).find('\0');
    if (nul != std::string_view::npos) {  // what is wrong before it comes first
      RETURN_IF_ERROR(Parse(piece.first(nul), false));
      return outcome = Fail(ErrorCode::kMalformedXml, "a NUL byte" + At(fed));
    }
    window.insert(window.end(), piece.begin(), piece.end());
    fed += piece.size();
    const auto parsed =
        XML_Parse(parser, reinterpret_cast<const char*>(piece.data()), static_cast<int>(piece.size()), last ? 1 : 0);
    if (outcome.ok() && parsed != XML_STATUS_OK) outcome = Malformed();
    if (!outcome.ok()) return outcome;
    if (sink != nullptr) Emit(token_end);
    Discard(token_end);
    // Twice, because expat puts off parsing an unfinished token until it has grown to twice its size.
    if (fed - token_end > 2 * limits.token_bytes) return outcome = TokenTooLong();
    return outcome;
  }

  // One tag, where it is worth coming back after it; else enough to be worth a call. An unfinished token grows to twice
  // its size before expat, which begins anew at its start, sees it again.
  std::size_t SizeForExpat(std::string_view bytes) const {
    constexpr std::size_t kWorthACall = 512;
    const std::size_t size = std::min(kPiece, bytes.size());
    const auto unfinished = static_cast<std::size_t>(fed - token_end);
    const std::size_t least = next == Next::kContent || depth == 0 ? 0 : kWorthACall;
    const std::size_t from = std::min(std::max(least, unfinished), size);
    const std::size_t end = bytes.substr(0, size).find('>', from);
    return end < size ? end + 1 : size;
  }

  // What expat need not see, because it leaves expat where it is: it could neither be malformed nor end an element that
  // expat knows to be open. Only right behind a tag, when nothing waits in the window. Returns its size.
  std::size_t PassBy(ByteView bytes) {
    if (next == Next::kAnything || bytes.empty()) return 0;
    const std::size_t size = next == Next::kBulk ? PassBulk(bytes) : PassLeaves(AsText(bytes));
    if (next == Next::kBulk && size < bytes.size()) next = Next::kAnything;
    if (size == 0) return 0;
    if (sink != nullptr && outcome.ok()) Capture(bytes.first(size));
    PassLines(bytes.first(size).subspan(static_cast<std::size_t>(counted - fed)));
    fed += size;
    withheld += size;
    window_start = token_end = fed;
    return size;
  }

  std::size_t PassBulk(ByteView bytes) {
    const std::size_t size = Base64Run(bytes);
    if (size > 0) Keep(handler.Diverted(AsText(bytes.first(size))));
    return size;
  }

  std::size_t PassLeaves(std::string_view bytes) {
    std::size_t size = 0;
    while (outcome.ok()) {
      const auto leaf = FindLeaf(bytes.substr(size));
      if (!leaf) break;
      const auto behind = static_cast<std::size_t>(counted - fed);
      PassLines(AsBytes(bytes.substr(behind, size + leaf->space.size() - behind)));
      token_start = fed + size + leaf->space.size();
      token_end = fed + size + leaf->size;
      PassLeaf(*leaf);
      size += leaf->size;
    }
    return size;
  }

  void PassLeaf(const Leaf& leaf) {
    for (std::string_view space = leaf.space; !space.empty();) {
      const std::size_t line = std::min(space.find('\r'), space.size());  // a \r before a \n is no text
      if (line > 0) Keep(handler.Text(space.substr(0, line)));
      space.remove_prefix(std::min(line + 1, space.size()));
    }
    if (!CountElement()) return;
    needed_prefixes.assign(1, "");
    if (sink != nullptr) CheckStandsAlone();
    attributes.clear();
    const auto declared =
        std::find_if(bindings.rbegin(), bindings.rend(), [](const Binding& binding) { return binding.prefix.empty(); });
    const Name name{declared == bindings.rend() ? std::string_view() : declared->uri, leaf.name};
    if (outcome.ok()) Keep(handler.StartElement(name, attributes));
    if (outcome.ok() && !leaf.text.empty()) Keep(handler.Text(leaf.text));
    if (outcome.ok()) Keep(handler.EndElement(name));
    --depth;
  }

  // expat lets UTF-16 win over the encoding that it is told. UTF-16 begins with FE or FF, or holds a NUL in its first
  // character; in UTF-8 neither byte FE and FF nor, in XML, a NUL ever occurs.
  // UTF-16 shows in the first two bytes: its mark, or a NUL.
  Status CheckEncoding(ByteView piece) const {
    const ByteView start =
        piece.first(fed < 2 ? std::min<std::size_t>(2 - static_cast<std::size_t>(fed), piece.size()) : 0);
    const bool marked = fed == 0 && !start.empty() && start[0] >= 0xfe;
    if (!marked && std::ranges::find(start, 0) == start.end()) return {};
    return Fail(ErrorCode::kForbiddenXml, "the encoding must be UTF-8");
  }

  Error Malformed() {
    const XML_Error code = XML_GetErrorCode(parser);
    const bool encoding = code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING;
    return Fail(encoding ? ErrorCode::kForbiddenXml : ErrorCode::kMalformedXml,
                std::string(XML_ErrorString(code)) + Where());
  }
  std::string Where() {
    const auto index = XML_GetCurrentByteIndex(parser);
    return At(std::max(counted, static_cast<std::uint64_t>(std::max<XML_Index>(index, 0)) + withheld));
  }
  std::string At(std::uint64_t offset) {
    const std::uint64_t line = CountLines(offset);
    return " at line " + std::to_string(line) + ", column " + std::to_string(offset - line_start + 1);
  }

  XML_Parser parser;
  Handler& handler;
  Limits limits;
  Status outcome;
  std::size_t depth = 0;
  std::uint64_t elements = 0;
  std::vector<Attribute> attributes;
  std::vector<std::string_view> needed_prefixes;  // of the current start tag
  std::vector<Binding> bindings;
  std::size_t declarations = 0;  // made by the start tag that is being read

  // The bytes that were fed but are not behind us, from offset window_start on.
  Bytes window;
  std::uint64_t window_start = 0;
  std::uint64_t fed = 0;
  std::uint64_t token_start = 0;
  std::uint64_t token_end = 0;

  std::uint64_t counted = 0;  // up to here lines were counted
  std::uint64_t lines = 1;
  std::uint64_t line_start = 0;

  std::string bulk;        // the name of the elements whose text is diverted; empty: expat sees everything
  bool settled = false;    // the last token was a tag or comment, not text
  bool bulk_open = false;  // and such an element's start tag
  // All that was fed ends with such a token inside the root element; what follows is content, or a bulk element's text.
  enum class Next : std::uint8_t { kAnything, kContent, kBulk };
  Next next = Next::kAnything;
  std::uint64_t withheld = 0;  // bytes that expat never saw

  CaptureSink* sink = nullptr;
  std::uint64_t captured = 0;  // bytes, up to window_start
  std::size_t capture_depth = 0;
  std::vector<std::string> carried;
};

Reader::Reader(Handler& handler, Limits limits) : state_(std::make_unique<State>(handler, limits)) {}
Reader::~Reader() = default;

Status Reader::Feed(ByteView bytes) { return bytes.empty() ? state_->outcome : state_->Feed(bytes, false); }
Status Reader::Finish() { return state_->Feed({}, true); }
void Reader::BeginCapture(CaptureSink& sink) { state_->BeginCapture(sink); }
std::uint64_t Reader::captured_before() const {
  return state_->captured + (state_->token_start - state_->window_start);
}
std::uint64_t Reader::captured_through() const { return state_->captured + (state_->token_end - state_->window_start); }
void Reader::Divert(std::string_view local) { state_->bulk = local; }
std::uint64_t Reader::line() { return state_->CountLines(state_->token_start); }

}  // namespace oso::xml
