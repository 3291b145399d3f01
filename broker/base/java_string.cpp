#include "broker/base/java_string.h"

namespace partitura {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// Takes one code point off the front of `text`, which is not empty.
char32_t takeCodePoint(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = 0;
    char32_t point = 0;
    char32_t smallest = 0;
    if (lead < 0x80) {
        text.remove_prefix(1);
        return lead;
    } else if ((lead & 0xE0) == 0xC0) {
        length = 2, point = lead & 0x1F, smallest = 0x80;
    } else if ((lead & 0xF0) == 0xE0) {
        length = 3, point = lead & 0x0F, smallest = 0x800;
    } else if ((lead & 0xF8) == 0xF0) {
        length = 4, point = lead & 0x07, smallest = 0x10000;
    }
    bool isValid = length != 0 && text.size() >= length;
    for (std::size_t i = 1; isValid && i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        isValid = (next & 0xC0) == 0x80;
        point = point << 6 | (next & 0x3F);
    }
    const bool isSurrogate = point >= 0xD800 && point <= 0xDFFF;
    if (!isValid || point < smallest || point > 0x10FFFF || isSurrogate) {
        text.remove_prefix(1);
        return replacement;
    }
    text.remove_prefix(length);
    return point;
}

template <typename Visit>
void forEachUtf16Unit(std::string_view utf8, Visit visit) {
    while (!utf8.empty()) {
        const char32_t point = takeCodePoint(utf8);
        if (point < 0x10000) {
            visit(static_cast<std::uint32_t>(point));
        } else {
            visit(0xD800u + static_cast<std::uint32_t>((point - 0x10000) >> 10));
            visit(0xDC00u + static_cast<std::uint32_t>((point - 0x10000) & 0x3FF));
        }
    }
}

} // namespace

std::int32_t javaHashCode(std::string_view utf8) {
    std::uint32_t hash = 0;
    forEachUtf16Unit(utf8, [&](std::uint32_t unit) { hash = hash * 31 + unit; });
    return static_cast<std::int32_t>(hash);
}

std::size_t javaLength(std::string_view utf8) {
    std::size_t length = 0;
    forEachUtf16Unit(utf8, [&](std::uint32_t) { ++length; });
    return length;
}

} // namespace partitura
