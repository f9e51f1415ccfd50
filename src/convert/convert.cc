#include "convert/convert.h"

#include "convert/steps/step.h"

namespace oso::convert {
namespace {

void SetVersion(Rewrite& rewrite, DataSetVersion version) {
  const dossier::Definition& definition = dossier::DefinitionOf(version);
  rewrite.tree.version = version;
  if (Node* said = rewrite.tree.root.At("metadata/standaardversie")) said->text = definition.name;
  if (Node* said = rewrite.tree.root.At("metadata/validatieversie")) said->text = definition.validation_name;
}

bool IsToPartnership(const dossier::Tree& tree) {
  return dossier::ParseTransferKind(tree.root.TextAt("overdrachtsoort")) == dossier::TransferKind::kToPartnership;
}

}  // namespace

Result<Conversion> Convert(const dossier::Tree& from, DataSetVersion to) {
  if (to == DataSetVersion::k2016_1 && to != from.version && IsToPartnership(from)) {
    return Fail(ErrorCode::kInvalidArgument, "2016.1 has no dossiers to a samenwerkingsverband");
  }
  Rewrite rewrite(from);
  const auto go = [&](DataSetVersion next, void (*step)(Rewrite&)) {
    const dossier::Definition& before = dossier::DefinitionOf(rewrite.tree.version);
    LoseWithheld(rewrite);
    SetVersion(rewrite, next);
    step(rewrite);
    Fit(rewrite, before);
  };
  const auto steps = Steps();
  for (const Step& step : steps) {
    if (rewrite.tree.version == step.older && step.newer <= to) go(step.newer, step.up);
  }
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (rewrite.tree.version == step->newer && step->older >= to) go(step->older, step->down);
  }
  return Conversion{std::move(rewrite.tree), std::move(rewrite.notes)};
}

}  // namespace oso::convert
