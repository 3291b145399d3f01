#include "app/decode/utf8.h"

namespace partitura::app {

std::optional<std::size_t> firstInvalidUtf8(ByteView bytes) {
    const std::size_t size = bytes.size();
    std::size_t i = 0;
    while (i < size) {
        const std::uint8_t lead = bytes[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        // The second byte's range excludes overlong forms, surrogates and what lies above U+10FFFF.
        std::size_t trail = 0;
        std::uint8_t low = 0x80;
        std::uint8_t high = 0xbf;
        if (lead >= 0xc2 && lead <= 0xdf) {
            trail = 1;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            trail = 2;
            if (lead == 0xe0)
                low = 0xa0;
            if (lead == 0xed)
                high = 0x9f;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            trail = 3;
            if (lead == 0xf0)
                low = 0x90;
            if (lead == 0xf4)
                high = 0x8f;
        } else {
            return i;
        }
        for (std::size_t k = 1; k <= trail; ++k) {
            if (i + k >= size)
                return i;
            const std::uint8_t byte = bytes[i + k];
            if (byte < low || byte > high)
                return i;
            low = 0x80;
            high = 0xbf;
        }
        i += trail + 1;
    }
    return std::nullopt;
}

namespace {

bool isInvisible(char16_t c) {
    return (c >= 0x80 && c <= 0x9f) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

} // namespace

QString visibleText(QStringView text, LineBreaks breaks) {
    QString out;
    out.reserve(text.size());
    for (const QChar ch : text) {
        const char16_t c = ch.unicode();
        if (c < 0x20) {
            out += QChar(0x2400 + c);
            if (c == u'\n' && breaks == LineBreaks::keep)
                out += ch;
        } else if (c == 0x7f) {
            out += QChar(0x2421);
        } else if (isInvisible(c)) {
            out += QStringLiteral("\u27e8U+%1\u27e9").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
        } else {
            out += ch;
        }
    }
    return out;
}

} // namespace partitura::app
