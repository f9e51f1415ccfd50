// A rule of the data set: a small unit with its ids, the transfers and versions it holds for, where it looks, and its
// test. Ids and conditions of the standard's own rules are those of its stylesheets (Edustandaard, OSO gegevensset
// 2016.1 to 2019.1): OV judges transfers between and within schools, PaO dossiers to a partnership; 2016.1 has one
// stylesheet with ids of its own. What the standard does not look at carries an id of ours (OSO.*).
#pragma once

#include <span>
#include <string_view>

#include "dossier/document.h"

namespace oso::profile {

using dossier::DataSetVersion;

enum class Severity : std::uint8_t { kError, kWarning, kNotice };
std::string_view WireName(Severity severity);  // "error", "warning", "notice"

// What rules ask of the document as a whole, found out once.
struct Facts {
  DataSetVersion version;
  std::optional<dossier::TransferKind> kind;  // nothing: an unknown overdrachtsoort
  std::string_view profile;                   // metadata/overstap, "" where absent
  std::string_view part;                      // metadata/deeldossier
  std::string_view school_kind;               // huidigeschool/soort
  std::string_view compiled_on;               // metadata/datum, without its time zone
  std::string_view today;                     // yyyy-mm-dd, "" where nobody said
  bool judged_by_pao;                         // by the PaO stylesheet; never in 2016.1

  bool IsLas() const { return part == "LAS" || part == "LASLVS"; }
};

// An element that a rule looks at.
class Place {
 public:
  Place(const dossier::Document& document, const dossier::Occurrence& at, const Facts& facts)
      : document_(document), at_(at), facts_(facts) {}

  bool Has(std::string_view path) const { return document_.Find(at_, path) != nullptr; }
  bool True(std::string_view path) const;                        // there, and true or 1
  std::string_view Value(std::string_view path) const;           // "" where absent
  bool Is(std::string_view path, std::string_view value) const;  // there, and exactly this
  std::string_view value() const { return document_.TextOf(at_); }
  // No text node of it is one of these: what a comment parts is two nodes, neither of which is the code.
  bool IsNone(std::span<const std::string_view> codes) const;

  const dossier::Document& document() const { return document_; }
  const dossier::Occurrence& at() const { return at_; }
  const Facts& facts() const { return facts_; }

 private:
  const dossier::Document& document_;
  const dossier::Occurrence& at_;
  const Facts& facts_;
};

// The keys under which one rule is known, by the transfers that it judges; "" where it does not.
struct Keys {
  std::string_view every = {};         // whatever the transfer
  std::string_view between = {};       // OV, overstapdossier
  std::string_view within = {};        // OV, overdrachtbinnenbrin
  std::string_view partnership = {};   // PaO, swv-dossier
  std::string_view between_2016 = {};  // the same in 2016.1
  std::string_view within_2016 = {};
};

enum class Reach : std::uint8_t {
  kStylesheet,  // for all that the stylesheet judges, whatever the kind of transfer says
  kKind,        // for its kind of transfer only
};

struct Rule {
  std::string_view text;     // of its message, in messages.h
  std::string_view context;  // every element whose path ends so: "leerling", "dossier/inzage"
  Keys keys;
  bool (*broken)(const Place& place);
  // Further conditions.
  bool (*when)(const Facts& facts) = nullptr;
  Reach reach = Reach::kKind;
  // The OV stylesheets since 2017.1 do not get to it: what stands below leerling was left out by accident.
  bool dead_in_ov = false;
  Severity severity = Severity::kError;
  DataSetVersion first = DataSetVersion::k2016_1;
  DataSetVersion last = DataSetVersion::k2019_1;
};

std::span<const Rule> SetRules();      // of values, in every dossier
std::span<const Rule> ProfileRules();  // of the kinds of transfer and the profiles
std::span<const Rule> OwnRules();      // what the standard does not check

}  // namespace oso::profile
