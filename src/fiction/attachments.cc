#include "fiction/attachments.h"

#include <zip.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "crypto/digest.h"
#include "fiction/names.h"

namespace oso::fiction {
namespace {

// What a teacher notes down through the year, until there is enough of it.
constexpr std::array<std::string_view, 6> kNotes = {
    "Werkte vandaag geconcentreerd aan de weektaak.",
    "Extra instructie gehad aan de instructietafel; de uitleg is begrepen.",
    "Heeft in het groepje goed samengewerkt en anderen geholpen.",
    "De toets van dit blok is gemaakt; de fouten zijn samen besproken.",
    "Had wat langer nodig om op gang te komen, daarna ging het goed.",
    "Heeft voor de klas verteld over het zelfgekozen onderwerp.",
};

std::string AsNotes(const File& file) {
  std::string text = file.description + "\r\n\r\n";
  for (const std::string& line : file.lines) text += line + "\r\n";
  text += "\r\nAantekeningen\r\n";
  for (std::size_t i = 0; text.size() < file.bytes; ++i) {
    text += std::to_string(i + 1) + ". " + std::string(kNotes.at(i % kNotes.size())) + "\r\n";
  }
  return text;
}

// In Windows-1252, the encoding of its font; a letter that this lacks goes without its accent.
std::string AsPdfText(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view letter = FirstLetter(text);
    text.remove_prefix(letter.size());
    const auto lead = static_cast<unsigned char>(letter.front());
    if (lead == '(' || lead == ')' || lead == '\\') out += '\\';
    if (lead < 0x80) {
      out += letter;
    } else if (lead == 0xc2 || lead == 0xc3) {
      out += static_cast<char>(static_cast<unsigned char>(letter.back()) + (lead == 0xc3 ? 0x40 : 0));
    } else {
      out += AsciiOf(letter);
    }
  }
  return out;
}

class PdfWriter {
 public:
  void Object(const std::string& content) {
    offsets_.push_back(out_.size());
    out_ += std::to_string(offsets_.size()) + " 0 obj\n" + content + "\nendobj\n";
  }
  void Stream(const std::string& dictionary, const std::string& data) {
    Object("<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream");
  }
  // The first object is the catalogue.
  std::string Finish() {
    const std::size_t table = out_.size();
    const std::string size = std::to_string(offsets_.size() + 1);
    out_ += "xref\n0 " + size + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets_) {
      const std::string digits = std::to_string(offset);
      out_ += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    out_ += "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return std::move(out_);
  }

 private:
  std::string out_ = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  std::vector<std::size_t> offsets_;
};

// One page, A4, with below the text a grey picture as of a scan, which gives it its size.
std::string AsPdf(const File& file) {
  std::string page = "BT /F1 16 Tf 60 770 Td (" + AsPdfText(file.description) + ") Tj /F1 11 Tf 0 -28 Td 16 TL\n";
  for (const std::string& line : file.lines) page += '(' + AsPdfText(line) + ") Tj T*\n";
  page += "ET\nq 475 0 0 200 60 60 cm /Scan Do Q";
  constexpr std::size_t kWidth = 95;
  constexpr std::size_t kFrame = 1'100;  // what the rest of the file takes
  const std::size_t height = file.bytes > kFrame + page.size() ? (file.bytes - kFrame - page.size()) / kWidth + 1 : 1;
  std::string scan(kWidth * height, '\0');
  for (std::size_t i = 0; i < scan.size(); ++i)
    scan[i] = static_cast<char>(200 + (i % kWidth * 7 + i / kWidth * 3) % 50);

  PdfWriter pdf;
  pdf.Object("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.Object(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R\n"
      "/Resources << /Font << /F1 5 0 R >> /XObject << /Scan 6 0 R >> >> >>");
  pdf.Stream("", page);
  pdf.Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  pdf.Stream("/Type /XObject /Subtype /Image /Width " + std::to_string(kWidth) + " /Height " + std::to_string(height) +
                 " /ColorSpace /DeviceGray /BitsPerComponent 8",
             scan);
  return pdf.Finish();
}

struct Freed {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

// In memory nothing can fail but memory itself, which is a reason to stop.
template <class T>
T Sure(T result, bool good) {
  if (!good) std::abort();
  return result;
}

// Stored, since what a compressor makes of it differs between versions; with the earliest time that a ZIP can say.
std::string Zipped(std::string_view name, const std::string& content) {
  zip_source_t* made = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  const std::unique_ptr<zip_source_t, Freed> source(Sure(made, made != nullptr));
  zip_t* archive = zip_open_from_source(made, ZIP_TRUNCATE, nullptr);
  Sure(archive, archive != nullptr);
  zip_source_keep(made);  // closing the archive lets it go once
  zip_source_t* entry = zip_source_buffer(archive, content.data(), content.size(), 0);
  const zip_int64_t index = zip_file_add(archive, std::string(name).c_str(), entry, ZIP_FL_ENC_UTF_8);
  Sure(index, entry != nullptr && index == 0);
  constexpr zip_uint16_t kFirstOfJanuary1980 = 0x21;
  const bool set = zip_set_file_compression(archive, 0, ZIP_CM_STORE, 0) == 0 &&
                   zip_file_set_dostime(archive, 0, 0, kFirstOfJanuary1980, 0) == 0;
  Sure(archive, set && zip_close(archive) == 0);

  zip_stat_t facts;
  Sure(made, zip_source_stat(made, &facts) == 0 && zip_source_open(made) == 0);
  std::string bytes(facts.size, '\0');
  const zip_int64_t read = zip_source_read(made, bytes.data(), bytes.size());
  zip_source_close(made);
  Sure(read, read == static_cast<zip_int64_t>(bytes.size()));
  return bytes;
}

}  // namespace

Node DocumentBlock(const File& file) {
  const std::string content = file.name.ends_with(".pdf") ? AsPdf(file) : AsNotes(file);
  return Block{"document", Leaf{"bestandsnaam", file.name}, Leaf{"omschrijving", file.description},
               Leaf{"bestandsinhoud", crypto::Base64Encode(AsBytes(Zipped(file.name, content)))}};
}

}  // namespace oso::fiction
