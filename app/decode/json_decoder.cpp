#include "app/decode/json_decoder.h"

#include "app/decode/decoder_text.h"
#include "app/decode/utf8.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <string>

namespace partitura::app {
namespace {

/// Builds the text and the tree from parser events. Events rather than a document: a document would turn
/// integers beyond 64 bits into doubles and drop repeated members; the events carry the digits as written.
class PrettyPrinter final : public nlohmann::json_sax<nlohmann::json> {
public:
    PrettyPrinter(const DecodeLimits& limits, std::size_t payloadSize)
        : m_limits(limits) {
        m_text.reserve(std::min(limits.textChars, payloadSize + payloadSize / 2));
        m_open.push_back(&m_root);
    }

    bool null() override { return scalar("null"); }
    bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
    // What does not fit 64 bits arrives here too; the lexeme is the truth, the double an approximation.
    bool number_float(number_float_t /*value*/, const string_t& lexeme) override { return scalar(lexeme); }
    bool string(string_t& value) override { return scalar(quoted(value)); }
    bool binary(binary_t& /*value*/) override { return false; } // not in JSON text

    bool start_object(std::size_t) override { return startContainer('{'); }
    bool end_object() override { return endContainer('}'); }
    bool start_array(std::size_t) override { return startContainer('['); }
    bool end_array() override { return endContainer(']'); }
    bool key(string_t& name) override {
        separate();
        put(quoted(name));
        put(": ");
        m_afterKey = true;
        m_name = QString::fromStdString(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& error) override {
        // `position` counts the bytes read, the offending one included.
        m_failure.byte = position > 0 ? position - 1 : 0;
        QString what = QString::fromUtf8(error.what());
        // "[json.exception.parse_error.101] parse error at line 1, column 5: what went wrong"
        if (const auto colon = what.indexOf(QStringLiteral(": ")); colon >= 0)
            what = what.mid(colon + 2);
        if (what.size() > 240)
            what = what.left(240) + QChar(0x2026);
        m_failure.what = visibleText(what, LineBreaks::mark);
        return false;
    }

    Decoded finish() {
        Decoded decoded;
        // The cut may fall inside a character; fromStdString would show a replacement for it.
        while (m_truncated && !m_text.empty() && (static_cast<unsigned char>(m_text.back()) & 0xc0) == 0x80)
            m_text.pop_back();
        if (m_truncated && !m_text.empty() && static_cast<unsigned char>(m_text.back()) >= 0xc0)
            m_text.pop_back();
        decoded.text = QString::fromStdString(m_text);
        decoded.textTruncated = m_truncated;
        decoded.tree = std::move(m_root.children);
        decoded.treeTruncated = m_treeTruncated;
        return decoded;
    }
    DecodeFailure failure() && { return std::move(m_failure); }

private:
    static std::string quoted(const std::string& value) {
        static constexpr auto hex = "0123456789abcdef";
        std::string out = "\"";
        out.reserve(value.size() + 2);
        for (const char c : value) {
            switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += hex[(c >> 4) & 15];
                    out += hex[c & 15];
                } else {
                    out += c;
                }
            }
        }
        return out += '"';
    }

    void put(std::string_view text) {
        const std::size_t room = m_limits.textChars - std::min(m_limits.textChars, m_text.size());
        if (text.size() > room)
            m_truncated = true;
        m_text.append(text.substr(0, room));
    }

    void newLine() {
        put("\n");
        // Deep nesting would make the indentation quadratic; past this depth nobody reads it anyway.
        put(std::string(2 * std::min<std::size_t>(m_depth, 64), ' '));
    }

    /// What stands before an element: a comma, a line break, or nothing after a key.
    void separate() {
        if (m_afterKey) {
            m_afterKey = false;
            return;
        }
        if (m_depth == 0)
            return;
        if (!m_first)
            put(",");
        newLine();
        m_first = false;
    }

    DecodedNode* addNode(QString value) {
        DecodedNode* parent = m_open.back();
        // Array elements are counted even where the tree leaves them out.
        QString name = m_name.isNull() ? QStringLiteral("[%1]").arg(m_counts.empty() ? 0 : m_counts.back())
                                       : visibleText(m_name, LineBreaks::mark);
        if (m_depth == 0)
            name = QString();
        m_name = QString();
        if (!m_counts.empty())
            ++m_counts.back();
        if (!parent || m_nodes >= m_limits.treeNodes) {
            m_treeTruncated = true;
            return nullptr;
        }
        ++m_nodes;
        parent->children.push_back({std::move(name), std::move(value), {}});
        return &parent->children.back();
    }

    bool scalar(std::string_view text) {
        separate();
        put(text);
        constexpr std::size_t shown = 512;
        QString value = QString::fromUtf8(text.data(), qsizetype(std::min(text.size(), shown)));
        if (text.size() > shown)
            value += QChar(0x2026);
        addNode(visibleText(value, LineBreaks::mark));
        return true;
    }

    bool startContainer(char bracket) {
        separate();
        put({&bracket, 1});
        DecodedNode* node = addNode(bracket == '{' ? QStringLiteral("{\u2026}") : QStringLiteral("[\u2026]"));
        // The parent's vector does not grow while this container is open, so the pointer stays good.
        m_open.push_back(m_depth < m_limits.treeDepth ? node : nullptr);
        m_counts.push_back(0);
        ++m_depth;
        m_first = true;
        return true;
    }

    bool endContainer(char bracket) {
        const bool empty = m_first;
        --m_depth;
        if (!empty)
            newLine();
        put({&bracket, 1});
        if (DecodedNode* node = m_open.back()) {
            const auto count = m_counts.back();
            if (empty)
                node->value = bracket == '}' ? QStringLiteral("{}") : QStringLiteral("[]");
            else
                node->value = (bracket == '}' ? QStringLiteral("{%1}") : QStringLiteral("[%1]")).arg(count);
        }
        m_open.pop_back();
        m_counts.pop_back();
        m_first = false;
        return true;
    }

    const DecodeLimits m_limits;
    std::string m_text;
    bool m_truncated = false;
    std::size_t m_depth = 0;
    bool m_first = true;
    bool m_afterKey = false;
    DecodedNode m_root;
    std::vector<DecodedNode*> m_open;   ///< nullptr: too deep, or no room
    std::vector<std::int64_t> m_counts; ///< elements so far, by open container
    std::size_t m_nodes = 0;
    bool m_treeTruncated = false;
    QString m_name; ///< null outside objects
    DecodeFailure m_failure;
};

} // namespace

DecodeGuess guessJson(ByteView payload) {
    const auto text = asText(payload);
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    const char first = text[begin];
    const char last = text[text.find_last_not_of(" \t\r\n")];
    if ((first == '{' && last == '}') || (first == '[' && last == ']'))
        return {90, DecoderText::tr("it begins with %1 and ends with %2")
                        .arg(QLatin1Char(first))
                        .arg(QLatin1Char(last))};
    if (first == '{' || first == '[')
        return {60, DecoderText::tr("it begins with %1").arg(QLatin1Char(first))};
    if (first == '"' && last == '"' && text.size() > begin + 1)
        return {50, DecoderText::tr("it is a quoted string")};
    // A bare number or word reads the same as text; text says less about it, so text wins.
    return {};
}

std::variant<Decoded, DecodeFailure> decodeJson(ByteView payload, const DecodeLimits& limits) {
    const auto text = asText(payload);
    PrettyPrinter printer(limits, payload.size());
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &printer))
        return std::move(printer).failure();
    return printer.finish();
}

} // namespace partitura::app
