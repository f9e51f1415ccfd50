#include "store/sql/words.h"

#include <initializer_list>

namespace oso::store::sql {
namespace {

template <class T>
std::optional<T> Find(std::initializer_list<T> values, std::string_view text) {
  for (T value : values) {
    if (Words<T>::Word(value) == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view Words<exchange::ResultCode>::Word(exchange::ResultCode value) { return WireName(value); }
std::optional<exchange::ResultCode> Words<exchange::ResultCode>::Parse(std::string_view text) {
  return exchange::ParseResultCode(text);
}

std::string_view Words<dossier::TransferKind>::Word(dossier::TransferKind value) { return WireName(value); }
std::optional<dossier::TransferKind> Words<dossier::TransferKind>::Parse(std::string_view text) {
  return dossier::ParseTransferKind(text);
}

std::string_view Words<dossier::Profile>::Word(dossier::Profile value) { return WireName(value); }
std::optional<dossier::Profile> Words<dossier::Profile>::Parse(std::string_view text) {
  return dossier::ParseProfile(text);
}

std::string_view Words<dossier::DataSetVersion>::Word(dossier::DataSetVersion value) { return WireName(value); }
std::optional<dossier::DataSetVersion> Words<dossier::DataSetVersion>::Parse(std::string_view text) {
  using enum dossier::DataSetVersion;
  return Find({k2016_1, k2017_1, k2018_1, k2019_1}, text);
}

std::string_view Words<school::source::InspectedBy>::Word(school::source::InspectedBy value) { return WireName(value); }
std::optional<school::source::InspectedBy> Words<school::source::InspectedBy>::Parse(std::string_view text) {
  return school::source::ParseInspectedBy(text);
}

std::string_view Words<school::source::Shown>::Word(school::source::Shown value) { return WireName(value); }
std::optional<school::source::Shown> Words<school::source::Shown>::Parse(std::string_view text) {
  return school::source::ParseShown(text);
}

std::string_view Words<school::source::Agreement>::Word(school::source::Agreement value) { return WireName(value); }
std::optional<school::source::Agreement> Words<school::source::Agreement>::Parse(std::string_view text) {
  return school::source::ParseAgreement(text);
}

std::string_view Words<school::source::Consent>::Word(school::source::Consent value) { return WireName(value); }
std::optional<school::source::Consent> Words<school::source::Consent>::Parse(std::string_view text) {
  return school::source::ParseConsent(text);
}

std::string_view Words<school::target::IntakeState>::Word(school::target::IntakeState value) { return WireName(value); }
std::optional<school::target::IntakeState> Words<school::target::IntakeState>::Parse(std::string_view text) {
  using enum school::target::IntakeState;
  return Find({kAsked, kImported, kConfirmed, kWithout}, text);
}

}  // namespace oso::store::sql
