// Result<T>: a T, or the Error that says why there is none. No exceptions of ours cross a function.
//
//   Result<Brin> brin = Brin::Parse(text);
//   ASSIGN_OR_RETURN(Brin brin, Brin::Parse(text));              in a plain function
//   CO_ASSIGN_OR_RETURN(Session session, co_await store.Find(id)); in a Task
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"

namespace oso {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }

  const T& value() const& { return std::get<0>(state_); }
  T& value() & { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

inline Error Fail(ErrorCode code, std::string detail) { return Error{code, std::move(detail)}; }

}  // namespace oso

#define OSO_CONCAT_INNER(a, b) a##b
#define OSO_CONCAT(a, b) OSO_CONCAT_INNER(a, b)

#define OSO_ASSIGN_OR(leave, result, lhs, ...)       \
  auto result = (__VA_ARGS__);                       \
  if (!result.ok()) leave std::move(result).error(); \
  lhs = std::move(result).value()
#define OSO_RETURN_IF_ERROR(leave, result, ...)        \
  do {                                                 \
    auto result = (__VA_ARGS__);                       \
    if (!result.ok()) leave std::move(result).error(); \
  } while (false)

#define ASSIGN_OR_RETURN(lhs, ...) OSO_ASSIGN_OR(return, OSO_CONCAT(oso_result_, __LINE__), lhs, __VA_ARGS__)
#define CO_ASSIGN_OR_RETURN(lhs, ...) OSO_ASSIGN_OR(co_return, OSO_CONCAT(oso_result_, __LINE__), lhs, __VA_ARGS__)
#define RETURN_IF_ERROR(...) OSO_RETURN_IF_ERROR(return, OSO_CONCAT(oso_result_, __LINE__), __VA_ARGS__)
#define CO_RETURN_IF_ERROR(...) OSO_RETURN_IF_ERROR(co_return, OSO_CONCAT(oso_result_, __LINE__), __VA_ARGS__)
