// How each type stands in columns. Most take one; a struct takes those of its fields, in the order of its
// Row<T>::Fields, which serves for putting and for taking, so an INSERT and a SELECT that name the columns in that
// order cannot disagree.
//
//   Column<T>::kWidth              how many columns
//   Column<T>::Put(statement, v)   binds v
//   Column<T>::Take(statement, v)  reads into v; false: what is stored has no meaning here
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "base/clock.h"
#include "base/ids.h"
#include "exchange/search_key.h"
#include "store/sql/statement.h"

namespace oso::store::sql {

// A struct's fields: specialise with  static auto Fields(auto& row) { return std::tie(row.a, row.b); }
// The first must be present: an optional struct is absent when its first column is NULL.
template <class T>
struct Row;

// A closed list: specialise with  static std::string_view Word(T);  static std::optional<T> Parse(std::string_view);
template <class T>
struct Words;

template <class T>
struct Column;

template <std::integral T>
struct Column<T> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, T value) { statement.PutInt(static_cast<std::int64_t>(value)); }
  static bool Take(Statement& statement, T& value) {
    const std::int64_t stored = statement.TakeInt();
    value = static_cast<T>(stored);
    return std::in_range<T>(stored);
  }
};

template <>
struct Column<Instant> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, Instant value) { statement.PutInt(value.micros); }
  static bool Take(Statement& statement, Instant& value) {
    value.micros = statement.TakeInt();
    return true;
  }
};

template <>
struct Column<std::string> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, std::string_view value) { statement.PutText(value); }
  static bool Take(Statement& statement, std::string& value) {
    value = statement.TakeText();
    return true;
  }
};
template <>
struct Column<std::string_view> {
  static void Put(Statement& statement, std::string_view value) { statement.PutText(value); }
};

template <>
struct Column<ByteView> {
  static void Put(Statement& statement, ByteView value) { statement.PutBlob(value); }
};

// Identifiers: as their text.
template <class T>
  requires requires(const T& value) {
    { T::Parse(value.text()) } -> std::same_as<Result<T>>;
  }
struct Column<T> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, const T& value) { statement.PutText(value.text()); }
  static bool Take(Statement& statement, T& value) {
    Result<T> parsed = T::Parse(statement.TakeText());
    if (parsed.ok()) value = *parsed;
    return parsed.ok();
  }
};
template <class Tag>
struct Column<TaggedUuid<Tag>> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, const TaggedUuid<Tag>& value) { statement.PutText(value.ToString()); }
  static bool Take(Statement& statement, TaggedUuid<Tag>& value) {
    auto parsed = TaggedUuid<Tag>::Parse(statement.TakeText());
    if (parsed.ok()) value = *parsed;
    return parsed.ok();
  }
};

template <std::size_t kSize>
struct Column<std::array<std::uint8_t, kSize>> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, const std::array<std::uint8_t, kSize>& value) { statement.PutBlob(value); }
  static bool Take(Statement& statement, std::array<std::uint8_t, kSize>& value) {
    const ByteView stored = statement.TakeBlob();
    if (stored.size() != kSize) return false;
    std::ranges::copy(stored, value.begin());
    return true;
  }
};

template <>
struct Column<exchange::SearchKey> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, const exchange::SearchKey& value) {
    statement.PutBlob(value.RevealForMessage());
  }
  static bool Take(Statement& statement, exchange::SearchKey& value) {
    const ByteView stored = statement.TakeBlob();
    auto key = exchange::SearchKey::FromBytes(Bytes(stored.begin(), stored.end()));
    if (!key.ok()) return false;
    value = std::move(key).value();
    return true;
  }
};

template <class T>
  requires std::is_enum_v<T>
struct Column<T> {
  static constexpr int kWidth = 1;
  static void Put(Statement& statement, T value) { statement.PutText(Words<T>::Word(value)); }
  static bool Take(Statement& statement, T& value) {
    const std::optional<T> parsed = Words<T>::Parse(statement.TakeText());
    if (parsed) value = *parsed;
    return parsed.has_value();
  }
};

template <class T>
struct Column<std::optional<T>> {
  static constexpr int kWidth = Column<T>::kWidth;
  static void Put(Statement& statement, const std::optional<T>& value) {
    if (value) return Column<T>::Put(statement, *value);
    for (int i = 0; i < kWidth; ++i) statement.PutNull();
  }
  static bool Take(Statement& statement, std::optional<T>& value) {
    if (!statement.NextIsNull()) return Column<T>::Take(statement, value.emplace());
    value.reset();
    statement.Skip(kWidth);
    return true;
  }
};

template <class T>
  requires requires(T& row) { Row<T>::Fields(row); }
struct Column<T> {
  static constexpr int kWidth = []<class... F>(std::tuple<F&...>*) {
    return (Column<F>::kWidth + ...);
  }(static_cast<decltype(Row<T>::Fields(std::declval<T&>()))*>(nullptr));
  static void Put(Statement& statement, const T& row) {
    std::apply([&]<class... F>(const F&... fields) { (Column<F>::Put(statement, fields), ...); }, Row<T>::Fields(row));
  }
  static bool Take(Statement& statement, T& row) {
    return std::apply([&]<class... F>(F&... fields) { return (Column<F>::Take(statement, fields) && ...); },
                      Row<T>::Fields(row));
  }
};

template <>
struct Row<AccessPointId> {
  static auto Fields(auto& ap) { return std::tie(ap.brin, ap.index); }
};

}  // namespace oso::store::sql
