// The little language of record values: text with placeholders in braces.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/random.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace partitura::app {

/// What one value is made of besides the template.
struct ValueContext {
    std::uint64_t sequence = 0;
    std::string_view key;
    TimestampMs nowMs = 0;
};

/// Where and why a template cannot be read.
struct TemplateError {
    enum class Kind {
        unclosed,        ///< a placeholder without its closing brace
        unknownName,     ///< `detail` is none of the names
        unwantedOptions, ///< `detail` takes nothing after its name
        badRange,        ///< {random:a..b} needs two numbers, the lower first
        noChoices,       ///< {choice:a|b} needs at least one
        badLength,       ///< {text:n} needs 1 … 65 536
        tooLong,         ///< more than 64 KiB of template
    };
    Kind kind;
    std::size_t column = 0; ///< of the byte where it begins, from 1
    std::string detail;
};

/// A template, ready to make values. `{sequence}` counts, `{key}` is the record's key, `{timestamp}` the time
/// in milliseconds, `{random:a..b}` a number from a to b (with as many decimals as they have), `{uuid}` a
/// random UUID, `{choice:a|b|c}` one of them, `{text:n}` n letters. `{{` stands for a brace. A brace that no
/// letter follows is itself, so JSON is written as it is. Immutable. Thread: any.
class ValueTemplate {
public:
    static constexpr std::size_t longestTemplate = 64 << 10, longestText = 64 << 10;
    /// The placeholders as one writes them, for completion and help.
    static constexpr std::string_view placeholders[] = {
        "{sequence}", "{key}", "{timestamp}", "{random:1..100}", "{uuid}", "{choice:a|b|c}", "{text:20}"};

    /// A template, or where it is wrong. An object that holds a TemplateError is false.
    class Parsed;
    static Parsed parse(std::string_view text);

    /// Appends one value.
    void make(const ValueContext& context, Random& random, std::string& into) const;

private:
    struct Sequence {};
    struct Key {};
    struct Timestamp {};
    struct Uuid {};
    struct Number {
        std::int64_t least = 0; ///< in units of 10^-decimals
        std::uint64_t span = 1; ///< how many numbers there are
        int decimals = 0;
    };
    struct Choice {
        std::vector<std::string> options;
    };
    struct Letters {
        std::size_t count = 0;
    };
    using Part = std::variant<std::string, Sequence, Key, Timestamp, Uuid, Number, Choice, Letters>;

    static std::variant<Part, TemplateError::Kind> parsePlaceholder(std::string_view name, bool hasOptions,
                                                                    std::string_view options);
    static std::variant<Part, TemplateError::Kind> parseRange(std::string_view options);

    std::vector<Part> m_parts;
};

class ValueTemplate::Parsed {
public:
    Parsed(ValueTemplate value) // NOLINT(google-explicit-constructor)
        : m_state(std::move(value)) {}
    Parsed(TemplateError error) // NOLINT(google-explicit-constructor)
        : m_state(std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    [[nodiscard]] const ValueTemplate& operator*() const { return *std::get_if<0>(&m_state); }
    [[nodiscard]] const TemplateError& error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<ValueTemplate, TemplateError> m_state;
};

} // namespace partitura::app
