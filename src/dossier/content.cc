#include "dossier/content.h"

namespace oso::dossier {
namespace {

bool SameGroup(const Element& a, const Element& b) { return a.group != 0 && a.place == b.place && a.group == b.group; }

}  // namespace

std::optional<std::size_t> Content::Find(std::string_view name) const {
  // Most often the one at hand or one of the next.
  const std::size_t start = at_ == kBefore ? 0 : at_;
  for (std::size_t i = start; i < children_.size(); ++i) {
    if (children_[i].name == name) return i;
  }
  for (std::size_t i = 0; i < start; ++i) {
    if (children_[i].name == name) return i;
  }
  return std::nullopt;
}

Step Content::Enter(std::size_t child) {
  const Element& next = children_[child];
  Step step;
  if (at_ == kBefore) {
    step.missing = MissingBetween(0, child);
  } else if (child == at_) {
    ++count_;
    if (next.max != kUnbounded && count_ > next.max) step.fault = Fault::kTooMany;
    return step;
  } else if (child > at_) {
    if (next.place == Place::kChoice && SameGroup(children_[at_], next)) step.fault = Fault::kOneOfTwo;
    step.missing = MissingBetween(at_ + 1, child);
  } else if (next.place == Place::kRepeated && SameGroup(children_[at_], next)) {
    // The run comes back: what it still lacked, and what stands before `child` in it, should have been there.
    std::size_t end = at_ + 1;
    while (end < children_.size() && SameGroup(children_[end], next)) ++end;
    std::size_t begin = child;
    while (begin > 0 && SameGroup(children_[begin - 1], next)) --begin;
    step.missing = MissingBetween(at_ + 1, end);
    if (step.missing == nullptr) step.missing = MissingBetween(begin, child);
  } else {  // the place reached stays, so that one child too early is one error
    step.fault = SameGroup(children_[at_], next) ? Fault::kOneOfTwo : Fault::kMisplacedElement;
    return step;
  }
  at_ = child;
  count_ = 1;
  return step;
}

const Element* Content::End() const { return MissingBetween(at_ == kBefore ? 0 : at_ + 1, children_.size()); }

const Element* Content::MissingBetween(std::size_t from, std::size_t to) const {
  for (std::size_t i = from; i < to; ++i) {
    if (IsRequired(i, to)) return &children_[i];
  }
  return nullptr;
}

// A choice is met by any of its members: the one that we come from, or the one that we go to.
bool Content::IsRequired(std::size_t child, std::size_t to) const {
  const Element& element = children_[child];
  if (element.min == 0) return false;
  if (element.place != Place::kChoice) return true;
  const bool chosen = at_ != kBefore && at_ < child && SameGroup(children_[at_], element);
  return !chosen && !(to < children_.size() && SameGroup(children_[to], element));
}

}  // namespace oso::dossier
