#include "app/cli/dump_writer.h"

#include "app/decode/utf8.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fmt/format.h>

namespace partitura::app {
namespace {

constexpr std::size_t pieceBytes = 64u << 10;

/// Length of the UTF-8 character at `at` that must not be printed as it is; 0 if it may.
std::size_t unprintableLength(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7f)
        return 1;
    if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) // C1
        return 2;
    // U+200B to 200F, 2028 to 202E, 2066 to 2069, FEFF
    if (byte(0) == 0xe2 && byte(1) == 0x80 &&
        ((byte(2) >= 0x8b && byte(2) <= 0x8f) || (byte(2) >= 0xa8 && byte(2) <= 0xae)))
        return 3;
    if (byte(0) == 0xe2 && byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9)
        return 3;
    return byte(0) == 0xef && byte(1) == 0xbb && byte(2) == 0xbf ? 3 : 0;
}

unsigned codePoint(std::string_view text, std::size_t at, std::size_t length) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (length == 1)
        return byte(0);
    return length == 2 ? (byte(0) & 0x1fu) << 6 | (byte(1) & 0x3fu)
                       : (byte(0) & 0x0fu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu);
}

void appendHex(std::string& to, ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const auto byte : bytes) {
        to += digits[byte >> 4];
        to += digits[byte & 15];
    }
}

/// UTF-8 without NUL, which numbers are full of.
bool isText(ByteView bytes) {
    return std::find(bytes.begin(), bytes.end(), 0) == bytes.end() && !firstInvalidUtf8(bytes);
}

/// The longest beginning of `bytes` of at most `limit` bytes that does not cut a UTF-8 character.
ByteView withoutCutCharacter(ByteView bytes, std::size_t limit) {
    while (limit > 0 && (bytes[limit] & 0xc0) == 0x80)
        --limit;
    return bytes.first(limit);
}

} // namespace

void appendQuoted(std::string& to, std::string_view value) {
    const bool isUtf8 = !firstInvalidUtf8(asBytes(value));
    to += '"';
    for (std::size_t at = 0; at < value.size();) {
        const char c = value[at];
        if (!isUtf8 && (c & 0x80) != 0) {
            fmt::format_to(std::back_inserter(to), "\\u{:04x}", static_cast<unsigned char>(c));
            ++at;
            continue;
        }
        if (c == '"' || c == '\\') {
            to += '\\';
            to += c;
            ++at;
        } else if (const auto length = unprintableLength(value, at); length != 0) {
            if (c == '\n')
                to += "\\n";
            else if (c == '\t')
                to += "\\t";
            else if (c == '\r')
                to += "\\r";
            else
                fmt::format_to(std::back_inserter(to), "\\u{:04x}", codePoint(value, at, length));
            at += length;
        } else {
            to += c;
            ++at;
        }
    }
    to += '"';
}

std::string isoTime(TimestampMs value) {
    using namespace std::chrono;
    constexpr TimestampMs yearMs = 31'556'952'000;
    if (value < -1000 * yearMs || value > 8000 * yearMs)
        return std::to_string(value);
    const sys_time<milliseconds> time{milliseconds(value)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

DumpWriter::DumpWriter(std::FILE* to, bool isJson, std::size_t bytesShown)
    : m_to(to)
    , m_isJson(isJson)
    , m_bytesShown(bytesShown) {}

void DumpWriter::name(std::string_view name, std::string_view suffix) {
    if (m_isJson) {
        m_text += m_isFirst ? "\"" : ",\"";
        m_text.append(name).append(suffix).append("\":");
    } else {
        if (!m_isFirst)
            m_text += ' ';
        m_text.append(name).append("=");
    }
    m_isFirst = false;
}

DumpWriter& DumpWriter::line(std::string_view kind) {
    if (m_isJson)
        m_text.append("{\"type\":\"").append(kind).append("\"");
    else
        m_text += kind;
    m_isFirst = false;
    return *this;
}

DumpWriter& DumpWriter::number(std::string_view name, std::int64_t value) {
    this->name(name);
    fmt::format_to(std::back_inserter(m_text), "{}", value);
    return *this;
}

DumpWriter& DumpWriter::flag(std::string_view name, bool value) {
    this->name(name);
    m_text += value ? "true" : "false";
    return *this;
}

DumpWriter& DumpWriter::word(std::string_view name, std::string_view value) {
    if (m_isJson)
        return text(name, value);
    this->name(name);
    m_text += value;
    return *this;
}

DumpWriter& DumpWriter::text(std::string_view name, std::string_view value) {
    this->name(name);
    appendQuoted(m_text, value);
    return *this;
}

DumpWriter& DumpWriter::time(std::string_view name, TimestampMs value) {
    if (m_isJson || value == noTimestamp)
        return number(name, value);
    return word(name, isoTime(value));
}

DumpWriter& DumpWriter::bytes(std::string_view name, std::optional<ByteView> value) {
    if (!value) {
        this->name(name);
        m_text += "null";
        return *this;
    }
    const bool isCut = value->size() > m_bytesShown;
    auto shown = isCut ? withoutCutCharacter(*value, m_bytesShown) : *value;
    if (!isText(shown)) {
        this->name(name, "Hex");
        shown = value->first(std::min(value->size(), m_bytesShown));
        m_text += m_isJson ? "\"" : "0x";
        appendHex(m_text, shown);
        if (m_isJson)
            m_text += '"';
    } else {
        this->name(name);
        appendQuoted(m_text, asText(shown));
    }
    if (!isCut)
        return *this;
    if (m_isJson) {
        this->name(name, "Bytes");
        fmt::format_to(std::back_inserter(m_text), "{}", value->size());
    } else {
        fmt::format_to(std::back_inserter(m_text), "...({} bytes)", value->size());
    }
    return *this;
}

DumpWriter& DumpWriter::json(std::string_view name, std::string_view value) {
    this->name(name);
    m_text += value;
    return *this;
}

DumpWriter& DumpWriter::beginList(std::string_view name) {
    this->name(name);
    m_text += '[';
    m_isFirst = true;
    return *this;
}

DumpWriter& DumpWriter::beginElement() {
    if (!m_isFirst)
        m_text += ',';
    m_text += '{';
    m_isFirst = true;
    return *this;
}

DumpWriter& DumpWriter::endElement() {
    m_text += '}';
    m_isFirst = false;
    return *this;
}

DumpWriter& DumpWriter::endList() {
    m_text += ']';
    m_isFirst = false;
    return *this;
}

void DumpWriter::end() {
    m_text += m_isJson ? "}\n" : "\n";
    if (m_text.size() >= pieceBytes)
        flush();
}

void DumpWriter::problem(const log::LogProblem& problem) {
    ++m_problems;
    line("problem").text("file", problem.file);
    if (problem.position)
        number("position", static_cast<std::int64_t>(*problem.position));
    if (problem.offset)
        number("offset", problem.offset->value());
    text("what", problem.what).end();
}

void DumpWriter::flush() {
    if (m_isOpen &&
        (std::fwrite(m_text.data(), 1, m_text.size(), m_to) != m_text.size() || std::fflush(m_to) != 0)) {
        m_isOpen = false;
        m_writeError = errno == EPIPE ? 0 : errno;
    }
    m_text.clear();
}

} // namespace partitura::app
