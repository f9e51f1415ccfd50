#include "exchange/register_json.h"

#include <algorithm>
#include <boost/json.hpp>

namespace oso::exchange {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// How each type of value stands in JSON: Write gives it, Read takes it or says no.
template <class T>
struct Codec;

// The members of each struct, by name; one list serves writing and reading: Visit(row, visit), visit(name, field).
template <class T>
struct Members;

// What may be absent: it then is what it is by default.
template <class T>
constexpr bool kMayBeAbsent = std::same_as<T, std::string> || std::same_as<T, bool>;
template <class T>
constexpr bool kMayBeAbsent<std::optional<T>> = true;
template <class T>
constexpr bool kMayBeAbsent<std::vector<T>> = true;
template <>
constexpr bool kMayBeAbsent<Address> = true;

template <>
struct Codec<std::string> {
  static value Write(const std::string& text) { return value(text); }
  static bool Read(const value& json, std::string& text) {
    if (!json.is_string()) return false;
    text = std::string_view(json.get_string());
    return true;
  }
};

template <>
struct Codec<bool> {
  static value Write(bool yes) { return yes; }
  static bool Read(const value& json, bool& yes) {
    if (!json.is_bool()) return false;
    yes = json.get_bool();
    return true;
  }
};

template <>
struct Codec<std::uint16_t> {
  static value Write(std::uint16_t number) { return number; }
  static bool Read(const value& json, std::uint16_t& number) {
    boost::system::error_code error;
    number = json.to_number<std::uint16_t>(error);
    return !error;
  }
};

template <>
struct Codec<Instant> {
  static value Write(Instant at) { return value(ToIso8601(at)); }
  static bool Read(const value& json, Instant& at) {
    if (!json.is_string()) return false;
    const Result<Instant> parsed = ParseDateTime(json.get_string());
    if (parsed.ok()) at = *parsed;
    return parsed.ok();
  }
};

template <class T>
  requires requires(const T& id) {
    { T::Parse(id.text()) } -> std::same_as<Result<T>>;
  }
struct Codec<T> {
  static value Write(const T& id) { return value(id.text()); }
  static bool Read(const value& json, T& id) {
    if (!json.is_string()) return false;
    const Result<T> parsed = T::Parse(json.get_string());
    if (parsed.ok()) id = *parsed;
    return parsed.ok();
  }
};

template <>
struct Codec<AccessPointId> {
  static value Write(const AccessPointId& id) { return value(id.ToString()); }
  static bool Read(const value& json, AccessPointId& id) {
    if (!json.is_string()) return false;
    const Result<AccessPointId> parsed = AccessPointId::Parse(json.get_string());
    if (parsed.ok()) id = *parsed;
    return parsed.ok();
  }
};

// Closed lists, by their wire names.
std::optional<Sector> Parse(std::string_view text, Sector) { return ParseSector(text); }
std::optional<Purpose> Parse(std::string_view text, Purpose) { return ParsePurpose(text); }
std::optional<AccessPointState> Parse(std::string_view text, AccessPointState) { return ParseAccessPointState(text); }
std::optional<Protocol> Parse(std::string_view text, Protocol) { return ParseProtocol(text); }
std::optional<Role> Parse(std::string_view text, Role) { return ParseRole(text); }
std::optional<dossier::Profile> Parse(std::string_view text, dossier::Profile) { return dossier::ParseProfile(text); }
std::optional<dossier::DataSetVersion> Parse(std::string_view text, dossier::DataSetVersion) {
  return dossier::ParseDataSetVersion(text);
}

template <class T>
  requires std::is_enum_v<T>
struct Codec<T> {
  static value Write(T word) {
    using dossier::WireName;
    using exchange::WireName;
    return value(WireName(word));
  }
  static bool Read(const value& json, T& word) {
    if (!json.is_string()) return false;
    const std::optional<T> parsed = Parse(json.get_string(), T{});
    if (parsed) word = *parsed;
    return parsed.has_value();
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static value Write(const std::vector<T>& list) {
    array json;
    for (const T& one : list) json.push_back(Codec<T>::Write(one));
    return json;
  }
  static bool Read(const value& json, std::vector<T>& list) {
    if (!json.is_array()) return false;
    list.clear();
    for (const value& one : json.get_array()) {
      if (!Codec<T>::Read(one, list.emplace_back())) return false;
    }
    return true;
  }
};

template <>
struct Members<Address> {
  static void Visit(auto& row, auto&& visit) {
    visit("street", row.street), visit("houseNumber", row.house_number), visit("postcode", row.postcode);
    visit("town", row.town), visit("municipality", row.municipality), visit("province", row.province);
  }
};
template <>
struct Members<Branch> {
  static void Visit(auto& row, auto&& visit) {
    visit("code", row.code), visit("name", row.name), visit("address", row.address);
    visit("denomination", row.denomination), visit("phone", row.phone), visit("website", row.website);
  }
};
template <>
struct Members<SchoolEnd> {
  static void Visit(auto& row, auto&& visit) { visit("at", row.at), visit("into", row.into); }
};
template <>
struct Members<Board> {
  static void Visit(auto& row, auto&& visit) { visit("number", row.number), visit("name", row.name); }
};
template <>
struct Members<School> {
  static void Visit(auto& row, auto&& visit) {
    visit("brin", row.brin), visit("name", row.name), visit("sector", row.sector), visit("board", row.board);
    visit("branches", row.branches), visit("ended", row.ended);
  }
};
template <>
struct Members<Supplier> {
  static void Visit(auto& row, auto&& visit) {
    visit("oin", row.oin), visit("name", row.name), visit("products", row.products), visit("blocked", row.blocked);
  }
};
template <>
struct Members<SupplierCertificate> {
  static void Visit(auto& row, auto&& visit) {
    visit("fingerprint", row.fingerprint), visit("supplier", row.supplier), visit("notAfter", row.not_after);
    visit("withdrawn", row.withdrawn);
  }
};
template <>
struct Members<AccessPoint> {
  static void Visit(auto& row, auto&& visit) {
    visit("id", row.id), visit("purpose", row.purpose), visit("sector", row.sector), visit("supplier", row.supplier);
    visit("url", row.url), visit("notificationUrl", row.notification_url), visit("versions", row.versions);
    visit("protocols", row.protocols), visit("state", row.state), visit("replaces", row.replaces);
  }
};
template <>
struct Members<Agreement> {
  static void Visit(auto& row, auto&& visit) {
    visit("board", row.board), visit("signedBy", row.signed_by), visit("signedAt", row.signed_at);
    visit("version", row.version), visit("partnerships", row.partnerships), visit("ended", row.ended);
  }
};
template <>
struct Members<Mandate> {
  static void Visit(auto& row, auto&& visit) {
    visit("board", row.board), visit("supplier", row.supplier), visit("school", row.school);
    visit("purpose", row.purpose), visit("from", row.from), visit("until", row.until);
  }
};
template <>
struct Members<Qualification> {
  static void Visit(auto& row, auto&& visit) {
    visit("supplier", row.supplier), visit("product", row.product), visit("role", row.role);
    visit("profile", row.profile), visit("version", row.version), visit("from", row.from), visit("until", row.until);
  }
};
template <>
struct Members<RegistrationKey> {
  static void Visit(auto& row, auto&& visit) {
    visit("accessPoint", row.access_point), visit("digest", row.digest), visit("expiresAt", row.expires_at);
    visit("usedAt", row.used_at);
  }
};

template <class T>
object WriteMembers(const T& row) {
  object json;
  Members<T>::Visit(row, [&]<class F>(std::string_view name, const F& field) {
    if constexpr (requires { field.has_value(); }) {
      if (field) json[name] = Codec<typename F::value_type>::Write(*field);
    } else if constexpr (std::same_as<F, std::string>) {
      if (!field.empty()) json[name] = Codec<F>::Write(field);
    } else if constexpr (std::same_as<F, Address>) {
      if (field != F{}) json[name] = Codec<F>::Write(field);
    } else {
      json[name] = Codec<F>::Write(field);
    }
  });
  return json;
}

// The name of the first member that is missing or of another type; "" when all could be read.
template <class T>
std::string_view ReadMembers(const object& json, T& row) {
  std::string_view flaw;
  Members<T>::Visit(row, [&]<class F>(std::string_view name, F& field) {
    const value* member = json.if_contains(name);
    bool good = false;
    if (member == nullptr) {
      good = kMayBeAbsent<F>;
    } else if constexpr (requires { field.has_value(); }) {
      good = Codec<typename F::value_type>::Read(*member, field.emplace());
    } else {
      good = Codec<F>::Read(*member, field);
    }
    if (!good && flaw.empty()) flaw = name;
  });
  return flaw;
}

template <class T>
  requires requires(T row) { Members<T>::Visit(row, [](std::string_view, auto&) {}); }
struct Codec<T> {
  static value Write(const T& row) { return WriteMembers(row); }
  static bool Read(const value& json, T& row) {
    return json.is_object() && ReadMembers(json.get_object(), row).empty();
  }
};

// The index-th kind of entry, if that is what `kind` names; else the next.
template <std::size_t kIndex = 0>
Result<RegisterEntry> ReadEntry(std::string_view kind, const object& json) {
  if constexpr (kIndex == std::variant_size_v<RegisterEntry>) {
    return Fail(ErrorCode::kInvalidArgument, "the register has no such kind");
  } else {
    std::variant_alternative_t<kIndex, RegisterEntry> row{};
    if (KindOf(RegisterEntry(row)) != kind) return ReadEntry<kIndex + 1>(kind, json);
    const std::string_view flaw = ReadMembers(json, row);
    if (flaw.empty()) return RegisterEntry(std::move(row));
    return Fail(ErrorCode::kInvalidArgument,
                std::string(kind).append(": ").append(flaw).append(" is missing or wrong"));
  }
}

}  // namespace

object ToJson(const RegisterEntry& entry) {
  return std::visit([](const auto& row) { return WriteMembers(row); }, entry);
}

Result<RegisterEntry> EntryFromJson(std::string_view kind, const object& json) { return ReadEntry(kind, json); }

}  // namespace oso::exchange
