// Options that several commands have, with the same words.
#pragma once

#include "dossier/labels.h"
#include "dossier/vocabulary.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
class Option;
}  // namespace CLI

namespace oso::app {

// --lang; left alone where it is not given.
void AddLanguage(CLI::App& command, dossier::Language& language);

// A version of the data set by its name: "--to", "VERSION".
CLI::Option* AddVersion(CLI::App& command, const char* name, dossier::DataSetVersion& version);

}  // namespace oso::app
