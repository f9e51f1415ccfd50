// The inspection inside the document: the element `inzage` put in its place while the bytes stream by, and nothing else
// touched.
#pragma once

#include <memory>
#include <string>

#include "dossier/reader.h"
#include "dossier/vocabulary.h"
#include "exchange/source_system.h"
#include "school/source/inspection.h"

namespace oso::school::source {

// What the document says of an inspection.
struct InspectionText {
  bool provisional = false;  // voorlopigdossier
  std::string reason = {};   // redennietakkoord, in whoever's words: personal; "" for none
};

// The element: in the order of the data set, with its own namespace declaration, so that a prefix of the root is no
// matter; without white space.
std::string InspectionBlock(const Inspection& inspection, const InspectionText& text, dossier::DataSetVersion version);

// Does the document say just this already?
bool Tells(const dossier::Document& document, const Inspection& inspection, const InspectionText& text);

// `document`, which begins with its root element, with `block` in this place instead of what is there.
std::unique_ptr<exchange::DocumentSource> WithInspection(std::unique_ptr<exchange::DocumentSource> document,
                                                         dossier::InspectionPlace place, std::string block);

}  // namespace oso::school::source
