#include "render/style.h"

namespace oso::render {

// What both browsers and makers of PDF understand: no grid, no variables. It stands in a style element as it is here.
// On paper the terms are cells, not floats, which would be torn apart at the end of a page.
const std::string_view kStyle = R"css(
* { box-sizing: border-box; }
html { font: 100%/1.55 'Noto Sans', 'Segoe UI', Roboto, sans-serif; color: #1c2b33; background: #fff; }
body { margin: 0; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
.band { background: #e6f0f1; border-top: 0.5rem solid #1f5c6b; }
header { padding-top: 1.75rem; padding-bottom: 1.5rem; }
main { padding-bottom: 3rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; color: #174a57; overflow-wrap: anywhere; break-after: avoid; }
h1 { font-size: 1.9rem; margin: 0 0 1rem; string-set: title content(); }
h1 .about { display: block; font-size: 1.05rem; font-weight: 600; color: #37525c; }
h2 { font-size: 1.4rem; margin: 2.75rem 0 0.75rem; padding-top: 0.9rem; border-top: 2px solid #b9d0d4; }
h3 { font-size: 1.12rem; margin: 1.75rem 0 0.5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 0.4rem; }
p { margin: 0.5rem 0; max-width: 42rem; }
bdi { unicode-bidi: isolate; }
.note { margin: 0 0 1rem; padding: 0.7rem 1rem; max-width: 48rem; background: #fff6e0; border-left: 0.35rem solid #9a5b00; }
dl { margin: 0.5rem 0 1rem; }
dl div { padding: 0.3rem 0; border-bottom: 1px solid #e2eaec; break-inside: avoid; }
dt { font-weight: 600; color: #37525c; overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
header dl div { border-bottom-color: #c9dbde; }
.line { display: block; }
.label { color: #4a5f68; }
.mark { color: #8a2a0b; }
.digest { font-family: 'Noto Sans Mono', monospace; font-size: 0.85rem; }
.reasons dd { padding-left: 1rem; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.25rem; }
.scroll:focus-visible { outline: 3px solid #1f5c6b; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
.wide table { min-width: 40rem; }
caption { text-align: left; font-weight: 600; color: #37525c; padding: 0.3rem 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem 0.45rem 0.5rem; border-bottom: 1px solid #d6e2e4; overflow-wrap: break-word; white-space: pre-line; }
thead th { background: #e6f0f1; color: #174a57; border-bottom: 2px solid #1f5c6b; }
tbody th { font-weight: 600; }
figure { margin: 0.75rem 0; max-width: 30rem; break-inside: avoid; }
figcaption { font-weight: 600; color: #37525c; }
svg { display: block; width: 100%; height: auto; }
@media (min-width: 45rem) {
  dl div { overflow: hidden; }
  dt { float: left; clear: left; width: 15rem; padding-right: 1rem; }
  dd { margin-left: 15rem; }
  .reasons dd { padding-left: 0; }
}
@media print {
  html { font-size: 9.5pt; }
  header, main { max-width: none; padding-left: 0; padding-right: 0; }
  .band { background: none; border-top-width: 3pt; }
  header { padding-bottom: 0; }
  h2 { margin-top: 1.75rem; }
  dl div { display: table; width: 100%; padding: 0.15rem 0; }
  dt, dd { display: table-cell; float: none; margin-left: 0; }
  dt { width: 13rem; padding-right: 1rem; }
  .reasons div, .reasons dt, .reasons dd { display: block; width: auto; }
  .scroll { overflow: visible; }
  .wide table { min-width: 0; }
  .short { break-inside: avoid; }
  table { font-size: 8.5pt; }
  caption { break-after: avoid; }
  th, td { hyphens: auto; }
}
@page {
  size: A4;
  margin: 18mm 17mm 20mm;
  @bottom-left { content: string(title); font: 8pt 'Noto Sans', sans-serif; color: #37525c; }
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt 'Noto Sans', sans-serif; color: #37525c; }
}
)css";

}  // namespace oso::render
