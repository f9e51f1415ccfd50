// Whatever a peer sends: a request in its envelope, and the answer to a documentRequest. Corpus:
// testdata/golden/soap17.
#include "wire/soap/document_reader.h"
#include "wire/soap/envelope.h"

namespace {

using namespace oso;
using namespace oso::wire::soap;

// What is read once is written so that it reads again.
template <class Message>
void ReadAndWrite(const xml::Node& element) {
  if (element.local != ElementName<Message>()) return;
  const Result<Message> message = ReadMessage<Message>(element, kDialect17);
  if (!message.ok()) return;
  std::string text;
  xml::Writer writer(text);
  OpenEnvelope(writer, kDialect17, {});
  WriteMessage(*message, kDialect17, writer);
  CloseEnvelope(writer);
  std::optional<FaultCode> fault_code;
  const Result<Envelope> again = ReadEnvelope(AsBytes(text), {.depth = 16, .elements = 10'000}, fault_code);
  if (!again.ok() || !ReadMessage<Message>(again->message, kDialect17).ok()) __builtin_trap();
}

void FuzzMessage(ByteView bytes) {
  std::optional<FaultCode> fault_code;
  const Result<Envelope> envelope = ReadEnvelope(bytes, {.depth = 16, .elements = 200}, fault_code);
  if (!envelope.ok()) return;
  ReadAndWrite<OverdrachtRequest>(envelope->message);
  ReadAndWrite<OverdrachtResponse>(envelope->message);
  ReadAndWrite<SessiecontroleRequest>(envelope->message);
  ReadAndWrite<SessiecontroleResponse>(envelope->message);
  ReadAndWrite<DocumentRequest>(envelope->message);
  ReadAndWrite<AfmeldingRequest>(envelope->message);
  ReadAndWrite<AfmeldingResponse>(envelope->message);
  ReadAndWrite<OverzichtAanleverpuntRequest>(envelope->message);
  ReadAndWrite<OverzichtAanleverpuntResponse>(envelope->message);
  ReadAndWrite<PingRequest>(envelope->message);
  ReadAndWrite<PingResponse>(envelope->message);
}

void FuzzDocument(ByteView bytes) {
  constexpr std::size_t kPiece = 7;
  DocumentReader reader(kDialect17, 10'000);
  while (!bytes.empty()) {
    const ByteView piece = bytes.first(std::min(kPiece, bytes.size()));
    if (!reader.Feed(piece).ok()) return;
    bytes = bytes.subspan(piece.size());
  }
  static_cast<void>(reader.Finish().ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzMessage({data, size});
  FuzzDocument({data, size});
  return 0;
}
