// Judging a full dossier, warm, beside libxml2 doing the schema's part of it:   dataset_bench DOSSIER SCHEMA [options
// of google-benchmark]. The schema is the published one, or the one that `oso schema` prints.
#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "dossier/reader.h"
#include "profile/validate.h"

namespace {

using namespace oso;

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Judge(benchmark::State& state, const std::string& text, profile::Rules rules) {
  const bool official = rules == profile::Rules::kOfficial;
  for (auto _ : state) {
    const auto document = dossier::ReadDocument(
        AsBytes(text), {.attachments = official ? dossier::AttachmentCare::kCount : dossier::AttachmentCare::kInspect});
    if (!document.ok()) std::abort();
    const profile::Report report = profile::Judge(*document, {.rules = rules, .today = "2026-01-01"});
    if (!report.accepted()) std::abort();
    benchmark::DoNotOptimize(report);
  }
}

void Libxml2(benchmark::State& state, const std::string& text, xmlSchemaPtr schema) {
  for (auto _ : state) {
    xmlDocPtr document =
        xmlReadMemory(text.data(), static_cast<int>(text.size()), "dossier.xml", nullptr, XML_PARSE_HUGE);
    xmlSchemaValidCtxtPtr validation = xmlSchemaNewValidCtxt(schema);
    if (document == nullptr || xmlSchemaValidateDoc(validation, document) != 0) std::abort();
    xmlSchemaFreeValidCtxt(validation);
    xmlFreeDoc(document);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: dataset_bench DOSSIER SCHEMA [options]\n");
    return 2;
  }
  const std::string text = ReadFile(argv[1]);
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(argv[2]);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  if (text.empty() || schema == nullptr) return 2;
  benchmark::RegisterBenchmark("official", Judge, text, profile::Rules::kOfficial);
  benchmark::RegisterBenchmark("intended", Judge, text, profile::Rules::kIntended);
  benchmark::RegisterBenchmark("libxml2", Libxml2, text, schema);
  argv[2] = argv[0];
  argc -= 2;
  argv += 2;
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
