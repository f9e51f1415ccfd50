#include "render/render.h"

#include "profile/categories.h"
#include "render/page.h"
#include "render/section.h"
#include "render/style.h"
#include "render/value.h"

namespace oso::render {
namespace {

using dossier::Document;
using dossier::Occurrence;

constexpr Phrase kTitle = {"Onderwijskundig rapport", "Educational report"};
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

Phrase KindInWords(profile::Route route) {
  switch (route) {
    case profile::Route::kPopo:
      return {"Overstap naar een andere basisschool", "Move to another primary school"};
    case profile::Route::kPovo:
      return {"Overstap van basisonderwijs naar voortgezet onderwijs", "Move from primary to secondary education"};
    case profile::Route::kVovo:
      return {"Overstap naar een andere school voor voortgezet onderwijs", "Move to another secondary school"};
    case profile::Route::kWithinBrin:
      return {"Overdracht binnen dezelfde instelling", "Transfer within one institution"};
    case profile::Route::kPoswv:
      return {"Naar het samenwerkingsverband, uit het basisonderwijs",
              "To the partnership for appropriate education, from primary education"};
    case profile::Route::kVoswv:
      return {"Naar het samenwerkingsverband, uit het voortgezet onderwijs",
              "To the partnership for appropriate education, from secondary education"};
  }
  return {};
}

std::string PupilName(const Document& document) {
  const Occurrence* pupil = document.Find("huidigeschool/leerling");
  return pupil != nullptr ? NameOf(document, *pupil) : "";
}

void WriteHead(Page& page, const std::string& pupil) {
  const auto head = page.html.In("head");
  page.html.Empty("meta", {{"charset", "utf-8"}});
  page.html.Empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kPolicy}});
  page.html.Empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.html.Empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  page.html.Empty("meta", {{"name", "robots"}, {"content", "noindex"}});
  page.html.Empty("meta", {{"name", "format-detection"}, {"content", "telephone=no, date=no, address=no, email=no"}});
  page.html.Element("title", page.In(kTitle) + (pupil.empty() ? "" : " – " + Harmless(pupil)));
  page.html.Style(kStyle);
}

void WriteFact(Page& page, const Phrase& term, std::string_view ours, std::string_view theirs) {
  const auto row = page.html.In("div");
  page.html.Element("dt", page.In(term));
  const auto description = page.html.In("dd");
  page.html.Text(ours).Foreign(theirs);
}

void WriteSummary(Page& page) {
  const Document& document = page.document;
  const auto list = page.html.In("dl");
  if (const auto school = document.Value("huidigeschool/naam")) {
    WriteFact(page, {"Van school", "From school"}, "", *school);
  }
  if (const auto date = document.Value("metadata/datum")) {
    WriteFact(page, {"Datum van het dossier", "Date of the dossier"}, "", DateInWords(*date, page.language));
  }
  const std::string_view kind = document.Value("overdrachtsoort").value_or("");
  const std::string_view profile = document.Value("metadata/overstap").value_or("");
  const auto route = profile::RouteOf(kind, profile);
  WriteFact(page, {"Soort overdracht", "Kind of transfer"}, route ? page.In(KindInWords(*route)) : "",
            route ? "" : kind);
}

// What a reader must know before the rest.
void WriteNotes(Page& page) {
  const Occurrence& root = page.document.all().front();
  const Occurrence* inspection = page.document.Child(root, "inzage");
  if (inspection != nullptr && IsTrueAt(page.document, *inspection, "voorlopigdossier")) {
    page.html.Element("p",
                      page.In({"Dit is een voorlopig dossier. De inhoud kan nog veranderen.",
                               "This is a provisional dossier. What is in it may still change."}),
                      {{"class", "note"}});
  }
  if (page.document.schema_errors().empty()) return;
  const auto note = page.html.In("p", {{"class", "note"}});
  page.Say({"Dit dossier past niet bij versie ", "This dossier does not fit version "})
      .Text(page.document.definition().name)
      .Text(page.In({" van de gegevensset. Wat niet herkend is, staat niet in dit rapport.",
                     " of the data set. What was not recognized is not in this report."}));
}

void WriteHeader(Page& page, const std::string& pupil) {
  const auto band = page.html.In("div", {{"class", "band"}});
  const auto header = page.html.In("header");
  {
    const auto heading = page.html.In("h1");
    {
      const auto about = page.html.In("span", {{"class", "about"}});
      page.Say(kTitle).Text(" ");
    }
    page.html.Foreign(pupil);
  }
  WriteNotes(page);
  WriteSummary(page);
}

}  // namespace

std::string RenderHtml(const Document& document, const Options& options) {
  std::string out = "<!DOCTYPE html>\n";
  Page page(document, options.language, out);
  const std::string pupil = PupilName(document);
  {
    const auto html = page.html.In("html", {{"lang", page.In({"nl", "en"})}});
    WriteHead(page, pupil);
    const auto body = page.html.In("body");
    WriteHeader(page, pupil);
    const auto main = page.html.In("main");
    WriteSchoolSections(page);
    WriteAttachments(page);
    WriteInspection(page);
    WriteCategories(page);
    WriteOrigin(page, {options.digest, options.content});
  }
  out += '\n';
  return out;
}

}  // namespace oso::render
