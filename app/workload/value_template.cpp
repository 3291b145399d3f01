#include "app/workload/value_template.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace partitura::app {
namespace {

constexpr std::size_t mostDecimals = 9;
constexpr std::array<std::int64_t, mostDecimals + 1> powersOfTen = {
    1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
/// Bounds of random numbers: so that a number in units of 10^-9 fits 64 bits.
constexpr std::int64_t largestNumber = 1'000'000'000;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <typename T>
std::optional<T> wholeNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct Decimal {
    std::int64_t digits = 0; ///< with the point left out
    int decimals = 0;
};

/// "-12.50"; nullopt for anything else.
std::optional<Decimal> decimalNumber(std::string_view text) {
    const auto point = text.find('.');
    const auto decimals = point == std::string_view::npos ? 0 : text.size() - point - 1;
    if (decimals > mostDecimals || (point != std::string_view::npos && decimals == 0))
        return std::nullopt;
    std::string digits(text.substr(0, point));
    if (digits.empty() || digits == "-")
        return std::nullopt;
    if (point != std::string_view::npos)
        digits += text.substr(point + 1);
    const auto value = wholeNumber<std::int64_t>(digits);
    if (!value || *value > largestNumber * powersOfTen[decimals] ||
        *value < -largestNumber * powersOfTen[decimals])
        return std::nullopt;
    return Decimal{*value, int(decimals)};
}

void appendDecimal(std::int64_t digits, int decimals, std::string& into) {
    const auto out = std::back_inserter(into);
    if (decimals == 0) {
        fmt::format_to(out, "{}", digits);
        return;
    }
    const auto unit = powersOfTen[std::size_t(decimals)];
    const auto size = digits < 0 ? -digits : digits;
    fmt::format_to(out, "{}{}.{:0{}}", digits < 0 ? "-" : "", size / unit, size % unit, decimals);
}

/// RFC 9562, version 4.
void appendUuid(Random& random, std::string& into) {
    const auto high = (random.next() & ~0xf000ull) | 0x4000ull;
    const auto low = (random.next() & ~(3ull << 62)) | (2ull << 62);
    fmt::format_to(std::back_inserter(into), "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32,
                   high >> 16 & 0xffff, high & 0xffff, low >> 48, low & 0xffffffffffffull);
}

/// Letters with a space now and then, so that it reads and compresses like words.
void appendLetters(std::size_t count, Random& random, std::string& into) {
    static constexpr std::string_view letters = "etaoinshrdlucmfw";
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = random.next();
        const bool space = i > 0 && i + 1 < count && into.back() != ' ' && (bits >> 8) % 6 == 0;
        into += space ? ' ' : letters[bits % letters.size()];
    }
}

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

std::variant<ValueTemplate::Part, TemplateError::Kind> ValueTemplate::parseRange(std::string_view options) {
    const auto dots = options.find("..");
    if (dots == std::string_view::npos)
        return TemplateError::Kind::badRange;
    auto low = decimalNumber(options.substr(0, dots));
    auto high = decimalNumber(options.substr(dots + 2));
    if (!low || !high)
        return TemplateError::Kind::badRange;
    const auto decimals = std::max(low->decimals, high->decimals);
    for (auto* bound : {&*low, &*high})
        bound->digits *= powersOfTen[std::size_t(decimals - bound->decimals)];
    if (high->digits < low->digits)
        return TemplateError::Kind::badRange;
    return Number{low->digits, std::uint64_t(high->digits - low->digits) + 1, decimals};
}

std::variant<ValueTemplate::Part, TemplateError::Kind>
ValueTemplate::parsePlaceholder(std::string_view name, bool hasOptions, std::string_view options) {
    using Kind = TemplateError::Kind;
    const auto plain = [&](Part part) -> std::variant<Part, Kind> {
        return hasOptions ? std::variant<Part, Kind>(Kind::unwantedOptions) : std::move(part);
    };
    if (name == "sequence")
        return plain(Sequence());
    if (name == "key")
        return plain(Key());
    if (name == "timestamp")
        return plain(Timestamp());
    if (name == "uuid")
        return plain(Uuid());
    if (name == "random")
        return parseRange(options);
    if (name == "choice") {
        if (options.empty())
            return Kind::noChoices;
        Choice choice;
        for (;;) {
            const auto bar = options.find('|');
            choice.options.emplace_back(options.substr(0, bar));
            if (bar == std::string_view::npos)
                return choice;
            options.remove_prefix(bar + 1);
        }
    }
    if (name == "text") {
        const auto count = wholeNumber<std::uint64_t>(options);
        if (!count || *count == 0 || *count > longestText)
            return Kind::badLength;
        return Letters{*count};
    }
    return Kind::unknownName;
}

ValueTemplate::Parsed ValueTemplate::parse(std::string_view text) {
    if (text.size() > longestTemplate)
        return TemplateError{TemplateError::Kind::tooLong, longestTemplate + 1, {}};
    ValueTemplate result;
    std::string literal;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (text[at] != '{' || (next != '{' && !isLetter(next))) {
            literal += text[at++];
            continue;
        }
        if (next == '{') {
            literal += '{';
            at += 2;
            continue;
        }
        const auto column = at + 1;
        const auto end = text.find('}', at);
        if (end == std::string_view::npos)
            return TemplateError{TemplateError::Kind::unclosed, column, {}};
        const auto inside = text.substr(at + 1, end - at - 1);
        const auto colon = inside.find(':');
        const auto name = inside.substr(0, colon);
        const bool hasOptions = colon != std::string_view::npos;
        auto part =
            parsePlaceholder(name, hasOptions, hasOptions ? inside.substr(colon + 1) : std::string_view());
        if (const auto* kind = std::get_if<TemplateError::Kind>(&part))
            return TemplateError{*kind, column, std::string(name)};
        if (const auto* text = std::get_if<Letters>(std::get_if<Part>(&part)))
            if ((letters += text->count) > longestText)
                return TemplateError{TemplateError::Kind::badLength, column, std::string(name)};
        if (!literal.empty())
            result.m_parts.emplace_back(std::exchange(literal, {}));
        result.m_parts.push_back(std::move(*std::get_if<Part>(&part)));
        at = end + 1;
    }
    if (!literal.empty())
        result.m_parts.emplace_back(std::move(literal));
    return result;
}

void ValueTemplate::make(const ValueContext& context, Random& random, std::string& into) const {
    const auto out = std::back_inserter(into);
    for (const auto& part : m_parts)
        std::visit(Overloaded{[&](const std::string& literal) { into += literal; },
                              [&](Sequence) { fmt::format_to(out, "{}", context.sequence); },
                              [&](Key) { into += context.key; },
                              [&](Timestamp) { fmt::format_to(out, "{}", context.nowMs); },
                              [&](Uuid) { appendUuid(random, into); },
                              [&](const Number& number) {
                                  appendDecimal(number.least + std::int64_t(random.below(number.span)),
                                                number.decimals, into);
                              },
                              [&](const Choice& choice) {
                                  into += choice.options[random.below(choice.options.size())];
                              },
                              [&](Letters text) { appendLetters(text.count, random, into); }},
                   part);
}

} // namespace partitura::app
