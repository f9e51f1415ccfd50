// Selective delivery (selectief uitleveren): what categorie_uitlevering says of a category against what is there. From
// 2017.1 on OPT-UIT is checked, from 2019.1 on VERPLICHT and VERBODEN too.
#include <array>
#include <ranges>

#include "profile/rules/check.h"

namespace oso::profile {
namespace {

using dossier::Category;
using dossier::Definition;

// A block of a category: from the root, or below huidigeschool/leerling.
struct Block {
  std::uint8_t category;
  std::string_view path;
  // Another name in the standard's rule, which so never found the block.
  std::string_view misspelt = {};
};

constexpr std::string_view kPupil = "huidigeschool/leerling/";

// Of all versions; school and pupil have no rules.
constexpr auto kBlocks = std::to_array<Block>({
    {Category::kMetadata, "/metadata"},
    {Category::kMetadata, "/overdrachtsoort"},
    {Category::kInspection, "/inzage"},
    {Category::kCarers, "verzorgersaansprakelijk"},
    {Category::kCarers, "verzorger"},
    {Category::kCarers, "aansprakelijkeinstelling"},
    {Category::kEarlyYears, "vanpeuterspeelzaal"},
    {Category::kEarlyYears, "naampeuterspeelzaal"},
    {Category::kEarlyYears, "voorschools"},
    {Category::kEarlyYears, "vroegschools"},
    {Category::kCareer, "schoolloopbaanlijst"},
    {Category::kAdvice, "overstapadvies"},
    {Category::kSupport, "zorg"},
    {Category::kSupport, "sefunctioneren"},
    {Category::kSupport, "onderwijsondersteuning/toelichting_onderwijsbehoeften", "toelichting_onderwijsbehoefte"},
    {Category::kSupport, "onderwijsondersteuning/diagnose"},
    {Category::kSupport, "onderwijsondersteuning/medicijngebruik"},
    {Category::kSupport, "onderwijsondersteuning/opp"},
    {Category::kSupport, "onderwijsondersteuning/tlv"},
    {Category::kSupport, "onderwijsondersteuning/arrangement_cluster12"},
    {Category::kSupport, "onderwijsondersteuning/arrangement_pao"},
    {Category::kSupport, "onderwijsondersteuning/lwoo"},
    {Category::kSupport, "onderwijsondersteuning/rvc"},
    {Category::kAbsence, "verzuim"},
    {Category::kFinalTest, "eindtoets_basisonderwijs"},
    {Category::kTests, "toetslijst"},
    {Category::kPlans, "onderwijsondersteuning/handelingsplan"},
    {Category::kPlans, "handelingsplanlijst"},
    {Category::kReports, "cijferlijstlijst"},
    {Category::kResults, "bevorderd"},
    {Category::kResults, "examenresultaat"},
    {Category::kResults, "resultaatvakkenvo"},
    {Category::kResults, "certificaat"},
    {Category::kResults, "competenties"},
    {Category::kResults, "stage"},
    {Category::kResults, "overigvombo"},
    {Category::kDocuments, "overigdocumentlijst"},
});

auto BlocksOf(const Category& category) {
  return kBlocks |
         std::views::filter([number = category.number](const Block& block) { return block.category == number; });
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
    if (all && !BlocksOf(category).empty()) {
      Check mandatory = common;
      mandatory.key = id + ".VERPLICHT";
      mandatory.text = "category.mandatory";
      mandatory.dead = category.number == Category::kMetadata;  // the answer itself stands in the block
      checks.push_back(std::move(mandatory));
    }
    for (const std::string_view word : {"VERBODEN", "OPT-UIT"}) {
      if (word == "VERBODEN" && !all) continue;
      for (const Block& block : BlocksOf(category)) {
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
    for (const Block& block : BlocksOf(*check.category)) {
      if (document.Find(PathOf(block)) != nullptr) return false;
    }
    return true;
  }
  return answer == (check.text == "category.forbidden" ? "VERBODEN" : "OPT-UIT") &&
         document.Find(check.block) != nullptr;
}

}  // namespace oso::profile
