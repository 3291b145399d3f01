// The lines that `partitura dump` prints: the same fields as text or as JSON.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/clock.h"
#include "broker/log/log_problem.h"

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace partitura::app {

/// Writes line after line: a kind, then named values. As text `kind name=value name=value`, as JSON one
/// object a line with the kind as its "type". Lines are collected and written in large pieces; the end of the
/// receiver (`| head`) is no error, isOpen() then says false and nothing more is written. Thread: one.
class DumpWriter {
public:
    /// `to` outlives the writer. Of keys, values and headers `bytesShown` bytes are printed.
    DumpWriter(std::FILE* to, bool isJson, std::size_t bytesShown);
    ~DumpWriter() { flush(); }
    DumpWriter(const DumpWriter&) = delete;
    DumpWriter& operator=(const DumpWriter&) = delete;

    DumpWriter& line(std::string_view kind);
    DumpWriter& number(std::string_view name, std::int64_t value);
    DumpWriter& flag(std::string_view name, bool value);
    /// A word of ours; as text it stands without quotes.
    DumpWriter& word(std::string_view name, std::string_view value);
    /// Text of any kind, quoted.
    DumpWriter& text(std::string_view name, std::string_view value);
    /// As text in ISO 8601, in UTC; as JSON in milliseconds.
    DumpWriter& time(std::string_view name, TimestampMs value);
    /// Bytes of a record: text when they are UTF-8 without NUL, else hex (as JSON under NAMEHex); null is
    /// null. What is cut says how many bytes there are (as JSON under NAMEBytes).
    DumpWriter& bytes(std::string_view name, std::optional<ByteView> value);
    /// A value that is JSON already.
    DumpWriter& json(std::string_view name, std::string_view value);
    /// A list of objects; elements stand between beginElement() and endElement().
    DumpWriter& beginList(std::string_view name);
    DumpWriter& beginElement();
    DumpWriter& endElement();
    DumpWriter& endList();
    void end();

    /// A line of kind "problem"; they are counted.
    void problem(const log::LogProblem& problem);
    [[nodiscard]] std::size_t problems() const { return m_problems; }
    /// Counts problems that were found and not kept.
    void addUnprinted(std::size_t count) { m_problems += count; }

    void flush();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// errno of a write that failed otherwise than by a closed pipe; 0 if none did.
    [[nodiscard]] int writeError() const { return m_writeError; }

private:
    void name(std::string_view name, std::string_view suffix = {});

    std::FILE* m_to;
    bool m_isJson;
    std::size_t m_bytesShown;
    std::string m_text;
    bool m_isFirst = true; ///< value of its object
    bool m_isOpen = true;
    int m_writeError = 0;
    std::size_t m_problems = 0;
};

/// `value` in quotes with what JSON or a terminal would take amiss escaped: control characters and those that
/// turn the direction of text. Bytes that are no UTF-8 stand as the characters of their numbers.
void appendQuoted(std::string& to, std::string_view value);
/// `2020-09-13T12:26:40.000Z`; the bare number when it is no time of these years.
[[nodiscard]] std::string isoTime(TimestampMs value);

} // namespace partitura::app
