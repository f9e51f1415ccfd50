// Whatever a peer sends: a request in its envelope, and the answer to a documentRequest. Corpus:
// testdata/golden/soap17, soap18 and soap21.
#include "wire/soap/document_reader.h"
#include "wire/soap/envelope.h"

namespace {

using namespace oso;
using namespace oso::wire::soap;

// What is read once is written so that it reads again.
template <class Message>
void ReadAndWrite(const xml::Node& element, const Dialect& dialect) {
  if (element.local != ElementName<Message>()) return;
  const Result<Message> message = ReadMessage<Message>(element, dialect);
  if (!message.ok()) return;
  std::string text;
  xml::Writer writer(text);
  OpenEnvelope(writer, dialect, {});
  WriteMessage(*message, dialect, writer);
  CloseEnvelope(writer);
  std::optional<FaultCode> fault_code;
  const Result<Envelope> again = ReadEnvelope(AsBytes(text), {.depth = 16, .elements = 10'000}, fault_code);
  if (!again.ok() || !ReadMessage<Message>(again->message, dialect).ok()) __builtin_trap();
}

template <class... Messages>
void ReadAndWriteAny(const xml::Node& element, const Dialect& dialect) {
  (ReadAndWrite<Messages>(element, dialect), ...);
}

void FuzzMessage(ByteView bytes) {
  std::optional<FaultCode> fault_code;
  const Result<Envelope> envelope = ReadEnvelope(bytes, {.depth = 16, .elements = 200}, fault_code);
  if (!envelope.ok()) return;
  const Dialect* dialect = FindDialect(envelope->message.uri);
  if (dialect == nullptr) return;
  ReadAndWriteAny<OverdrachtRequest, OverdrachtResponse, SessiecontroleRequest, SessiecontroleResponse, DocumentRequest,
                  AfmeldingRequest, AfmeldingResponse, MeldenNotificatieRequest, MeldenNotificatieResponse,
                  NotificatieRequest, NotificatieResponse, MeldenTerugkoppelingRequest, MeldenTerugkoppelingResponse,
                  TerugkoppelingRequest, TerugkoppelingResponse, AanleverpuntRegistratieRequest,
                  AanleverpuntRegistratieResponse, OverzichtAanleverpuntRequest, OverzichtAanleverpuntResponse,
                  PingRequest, PingResponse>(envelope->message, *dialect);
}

void FuzzDocument(ByteView all, const Dialect& dialect) {
  constexpr std::size_t kPiece = 7;
  DocumentReader reader(dialect, 10'000);
  for (ByteView bytes = all; !bytes.empty();) {
    const ByteView piece = bytes.first(std::min(kPiece, bytes.size()));
    if (!reader.Feed(piece).ok()) return;
    bytes = bytes.subspan(piece.size());
  }
  static_cast<void>(reader.Finish().ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzMessage({data, size});
  for (const Dialect& dialect : Dialects()) FuzzDocument({data, size}, dialect);
  return 0;
}
