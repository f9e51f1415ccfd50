// Selective delivery (selectief uitleveren): what categorie_uitlevering says of a category against what is there. From
// 2017.1 on OPT-UIT is checked, from 2019.1 on VERPLICHT and VERBODEN too.
#include <array>

#include "profile/rules/check.h"

namespace oso::profile {
namespace {

using dossier::Category;
using dossier::Definition;

// A block of a category: from the root, or below huidigeschool/leerling.
struct Block {
  std::string_view path;
  // Another name in the standard's rule, which so never found the block.
  std::string_view misspelt = {};
};

constexpr std::string_view kPupil = "huidigeschool/leerling/";

std::span<const Block> BlocksOf(std::string_view category) {
  static constexpr std::array kMetadata = {Block{"/metadata"}, Block{"/overdrachtsoort"}};
  static constexpr std::array kInspection = {Block{"/inzage"}};
  static constexpr std::array kCarers = {Block{"verzorgersaansprakelijk"}, Block{"verzorger"},
                                         Block{"aansprakelijkeinstelling"}};
  static constexpr std::array kEarly = {Block{"vanpeuterspeelzaal"}, Block{"naampeuterspeelzaal"}, Block{"voorschools"},
                                        Block{"vroegschools"}};
  static constexpr std::array kCareer = {Block{"schoolloopbaanlijst"}};
  static constexpr std::array kAdvice = {Block{"overstapadvies"}};
  static constexpr std::array kCare = {Block{"zorg"}, Block{"sefunctioneren"}};
  static constexpr std::array kSupport = {
      Block{"onderwijsondersteuning/toelichting_onderwijsbehoeften", "toelichting_onderwijsbehoefte"},
      Block{"onderwijsondersteuning/diagnose"},
      Block{"onderwijsondersteuning/medicijngebruik"},
      Block{"onderwijsondersteuning/opp"},
      Block{"onderwijsondersteuning/tlv"},
      Block{"onderwijsondersteuning/arrangement_cluster12"},
      Block{"onderwijsondersteuning/arrangement_pao"},
      Block{"onderwijsondersteuning/lwoo"},
      Block{"onderwijsondersteuning/rvc"}};
  static constexpr std::array kAbsence = {Block{"verzuim"}};
  static constexpr std::array kFinalTest = {Block{"eindtoets_basisonderwijs"}};
  static constexpr std::array kTests = {Block{"toetslijst"}};
  static constexpr std::array kPlans = {Block{"onderwijsondersteuning/handelingsplan"}, Block{"handelingsplanlijst"}};
  static constexpr std::array kReports = {Block{"cijferlijstlijst"}};
  static constexpr std::array kVocational = {Block{"bevorderd"},   Block{"examenresultaat"}, Block{"resultaatvakkenvo"},
                                             Block{"certificaat"}, Block{"competenties"},    Block{"stage"},
                                             Block{"overigvombo"}};
  static constexpr std::array kDocuments = {Block{"overigdocumentlijst"}};
  // school and leerling have no rules.
  if (category == "metadata") return kMetadata;
  if (category == "ouderinzage") return kInspection;
  if (category == "oudersverzorgers") return kCarers;
  if (category == "vve") return kEarly;
  if (category == "schoolloopbaan") return kCareer;
  if (category == "overstapadvies") return kAdvice;
  if (category == "zorgenbegeleiding") return kCare;
  if (category == "onderwijsondersteuning") return kSupport;
  if (category == "verzuim") return kAbsence;
  if (category == "eindtoetsbo") return kFinalTest;
  if (category == "toetsresultaten") return kTests;
  if (category == "handelingsplannen") return kPlans;
  if (category == "cijferlijsten") return kReports;
  if (category == "vombo") return kVocational;
  if (category == "bijlagedocs") return kDocuments;
  return {};
}

std::string PathOf(const Block& block) {
  return block.path.starts_with('/') ? std::string(block.path.substr(1))
                                     : std::string(kPupil) + std::string(block.path);
}

std::string_view LastStep(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string TwoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

void AddCategoryChecks(const Definition& definition, std::vector<Check>& checks) {
  if (definition.version == DataSetVersion::k2016_1) return;
  const bool all = definition.version == DataSetVersion::k2019_1;
  for (const Category& category : definition.categories) {
    const std::string id = "OS.cat" + TwoDigits(category.number);
    const Check common{.ids = all ? id : "OS.cat_" + std::string(category.name), .context = "/", .category = &category};
    if (all && !BlocksOf(category.name).empty()) {
      Check mandatory = common;
      mandatory.key = id + ".VERPLICHT";
      mandatory.text = "category.mandatory";
      mandatory.dead = category.name == "metadata";  // the answer itself stands in the block
      checks.push_back(std::move(mandatory));
    }
    for (const std::string_view word : {"VERBODEN", "OPT-UIT"}) {
      if (word == "VERBODEN" && !all) continue;
      for (const Block& block : BlocksOf(category.name)) {
        if (definition.Find("dossier/" + PathOf(block)) == nullptr) continue;
        Check withheld = common;
        withheld.text = word == "VERBODEN" ? "category.forbidden" : "category.opted-out";
        withheld.block = PathOf(block);
        withheld.dead = !block.misspelt.empty();
        withheld.key =
            id + '.' + std::string(word) + '.' + std::string(withheld.dead ? block.misspelt : LastStep(block.path));
        checks.push_back(std::move(withheld));
      }
    }
  }
}

bool IsCategoryBroken(const Check& check, std::string_view answer, const dossier::Document& document) {
  if (check.text == "category.mandatory") {
    if (answer != "VERPLICHT") return false;
    for (const Block& block : BlocksOf(check.category->name)) {
      if (document.Find(PathOf(block)) != nullptr) return false;
    }
    return true;
  }
  return answer == (check.text == "category.forbidden" ? "VERBODEN" : "OPT-UIT") &&
         document.Find(check.block) != nullptr;
}

}  // namespace oso::profile
