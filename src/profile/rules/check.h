// The rules of one version, each under each of its keys, ready to be applied: what validating looks up, and what the
// page of every check lists.
#pragma once

#include <string>
#include <vector>

#include "profile/rules/rule.h"

namespace oso::profile {

// Which documents a check judges.
enum class Reaches : std::uint8_t { kAll, kOv, kPao, kBetween, kWithin, kPartnership };

struct Check {
  std::string key = {};  // "OVa.LL08.telefoon": one key, one check
  std::string ids = {};  // the standard's own ids, separated by a space: "OVa.LL08 OVa.OV04"; "" where it has none
  std::string_view text = {};  // of its message
  std::string context = {};    // as Rule::context
  Reaches reaches = Reaches::kAll;
  const Rule* rule = nullptr;  // nullptr: a code list, a category or the schema
  // In the standard's stylesheet it can never fire, though it was meant to.
  bool dead = false;
  Severity severity = Severity::kError;         // as it was meant; the standard knows errors only
  const dossier::CodeList* codes = nullptr;     // the values it allows
  const dossier::Category* category = nullptr;  // the category that it is about
  std::string block = {};                       // and the block of it, below leerling or the root
};

struct Plan {
  std::vector<Check> checks;
  // By the number of the element in Definition::elements: the checks that look at it.
  std::vector<std::vector<const Check*>> at_element;
  std::vector<const Check*> at_document;    // asked once
  std::vector<const Check*> of_categories;  // see IsCategoryBroken
};

// Made at first use, then kept.
const Plan& PlanOf(DataSetVersion version);

// By dossier::Fault: what the structure and the types of a version do not allow, all under the key XSD.
const std::vector<Check>& SchemaChecks();

// Is it asked of a document of this kind? What its context is, and what is dead, does not matter here.
bool IsAskedOf(const Check& check, const Facts& facts);

// Of a category (OS.cat*), where categorie_uitlevering answers `answer` for it: is it broken in this document?
bool IsCategoryBroken(const Check& check, std::string_view answer, const dossier::Document& document);
void AddCategoryChecks(const dossier::Definition& definition, std::vector<Check>& checks);

}  // namespace oso::profile
