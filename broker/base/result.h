// Results: a value, or Kafka's error code with what a person needs to know.
#pragma once

#include "broker/base/error_code.h"

#include <cassert>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace partitura {

/// What went wrong: the code a client gets and the context a person reads ("what happened, to what").
struct Error {
    ErrorCode code = ErrorCode::UNKNOWN_SERVER_ERROR;
    std::string context;

    bool operator==(const Error&) const = default;
};

/// A T or an Error. Nothing throws across a folder; this is what returns instead.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {} // NOLINT(google-explicit-constructor)
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error)) {} // NOLINT
    Result(ErrorCode code)
        : Result(Error{code, {}}) {} // NOLINT

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& operator*() & { return assert(ok()), *std::get_if<0>(&m_state); }
    const T& operator*() const& { return assert(ok()), *std::get_if<0>(&m_state); }
    T&& operator*() && { return assert(ok()), std::move(*std::get_if<0>(&m_state)); }
    T* operator->() { return assert(ok()), std::get_if<0>(&m_state); }
    const T* operator->() const { return assert(ok()), std::get_if<0>(&m_state); }

    [[nodiscard]] const Error& error() const { return assert(!ok()), *std::get_if<1>(&m_state); }
    /// NONE when there is a value.
    [[nodiscard]] ErrorCode code() const { return ok() ? ErrorCode::NONE : error().code; }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_ok(false) {} // NOLINT(google-explicit-constructor)
    Result(ErrorCode code)
        : m_error{code, {}}
        , m_ok(code == ErrorCode::NONE) {} // NOLINT

    [[nodiscard]] bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    [[nodiscard]] const Error& error() const { return assert(!m_ok), m_error; }
    [[nodiscard]] ErrorCode code() const { return m_ok ? ErrorCode::NONE : m_error.code; }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace partitura
