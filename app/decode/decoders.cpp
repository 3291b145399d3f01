#include "app/decode/decoders.h"

#include "app/decode/decoder_text.h"
#include "app/decode/json_decoder.h"
#include "app/decode/utf8.h"

#include <QCoreApplication>

#include <algorithm>

namespace partitura::app {
namespace {

/// Bytes looked at to guess; enough for any format's beginning.
constexpr std::size_t guessBytes = 4096;

/// The longest beginning that does not cut a character in two.
ByteView wholeCharacters(ByteView bytes, std::size_t limit) {
    if (bytes.size() <= limit)
        return bytes;
    std::size_t end = limit;
    while (end > 0 && limit - end < 4 && (bytes[end] & 0xc0) == 0x80)
        --end;
    return bytes.first(end);
}

DecodeGuess guessText(ByteView payload) {
    const ByteView head = wholeCharacters(payload, guessBytes);
    if (firstInvalidUtf8(head))
        return {};
    const auto controls = std::count_if(head.begin(), head.end(), [](std::uint8_t b) {
        return (b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7f;
    });
    if (controls == 0)
        return {70, DecoderText::tr("it is valid UTF-8 without control characters")};
    if (std::size_t(controls) * 10 <= head.size())
        return {40, DecoderText::tr("it is valid UTF-8 with few control characters")};
    return {}; // mostly control characters: an integer, more likely than text
}

std::variant<Decoded, DecodeFailure> decodeText(ByteView payload, const DecodeLimits& limits) {
    if (const auto bad = firstInvalidUtf8(payload)) {
        return DecodeFailure{
            *bad,
            DecoderText::tr("0x%1 is not valid UTF-8 here").arg(payload[*bad], 2, 16, QLatin1Char('0'))};
    }
    const ByteView shown = wholeCharacters(payload, limits.textChars);
    Decoded decoded;
    decoded.text =
        visibleText(QString::fromUtf8(reinterpret_cast<const char*>(shown.data()), qsizetype(shown.size())),
                    LineBreaks::keep);
    decoded.textTruncated = shown.size() < payload.size();
    return decoded;
}

DecodeGuess guessHex(ByteView payload) {
    const ByteView head = wholeCharacters(payload, guessBytes);
    if (const auto bad = firstInvalidUtf8(head)) {
        return {1, DecoderText::tr("byte %1 (0x%2) is not UTF-8")
                       .arg(*bad)
                       .arg(head[*bad], 2, 16, QLatin1Char('0'))};
    }
    return {1, DecoderText::tr("it fits nothing else")};
}

std::variant<Decoded, DecodeFailure> decodeHex(ByteView payload, const DecodeLimits& limits) {
    Decoded decoded;
    const std::size_t shown = std::min(payload.size(), limits.textChars / 3);
    decoded.text = hexText(payload, shown);
    decoded.textTruncated = shown < payload.size();
    return decoded;
}

constexpr Decoder table[] = {
    {"text", QT_TRANSLATE_NOOP("DecoderText", "Text (UTF-8)"), guessText, decodeText},
    {"json", QT_TRANSLATE_NOOP("DecoderText", "JSON"), guessJson, decodeJson},
    {"hex", QT_TRANSLATE_NOOP("DecoderText", "Hex"), guessHex, decodeHex},
};

Decoded finish(Decoded decoded, const Decoder& decoder, QString why) {
    decoded.decoder = QString::fromLatin1(decoder.id);
    decoded.why = std::move(why);
    return decoded;
}

QString describe(const Decoder& decoder, const DecodeFailure& failure) {
    return DecoderText::tr("%1 fails at byte %2: %3")
        .arg(decoderName(decoder))
        .arg(failure.byte)
        .arg(failure.what);
}

Decoded decodeAutomatically(ByteView payload, const DecodeLimits& limits) {
    QStringList refused;
    const QString separator = DecoderText::tr("; ", "between reasons");
    for (const RankedGuess& candidate : rankDecoders(payload)) {
        auto outcome = candidate.decoder->decode(payload, limits);
        if (auto* failure = std::get_if<DecodeFailure>(&outcome)) {
            refused << describe(*candidate.decoder, *failure);
            continue;
        }
        QString why =
            DecoderText::tr("%1, because %2").arg(decoderName(*candidate.decoder), candidate.guess.why);
        if (!refused.isEmpty())
            why += separator + refused.join(separator);
        return finish(std::get<Decoded>(std::move(outcome)), *candidate.decoder, why);
    }
    return {}; // not reached: hex accepts anything
}

} // namespace

std::span<const Decoder> decoders() {
    return table;
}

const Decoder* findDecoder(QStringView id) {
    const auto it = std::find_if(std::begin(table), std::end(table), [id](const Decoder& decoder) {
        return id == QLatin1StringView(decoder.id);
    });
    return it == std::end(table) ? nullptr : &*it;
}

QString decoderName(const Decoder& decoder) {
    return DecoderText::tr(decoder.name);
}

std::vector<RankedGuess> rankDecoders(ByteView payload) {
    std::vector<RankedGuess> ranked;
    for (const Decoder& decoder : table) {
        if (auto guess = decoder.guess(payload); guess.score > 0)
            ranked.push_back({&decoder, std::move(guess)});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const RankedGuess& a, const RankedGuess& b) {
        return a.guess.score > b.guess.score;
    });
    return ranked;
}

Decoded decodePayload(ByteView payload, QStringView decoderId, const DecodeLimits& limits) {
    const Decoder* chosen = findDecoder(decoderId);
    if (!chosen)
        return decodeAutomatically(payload, limits);
    auto outcome = chosen->decode(payload, limits);
    if (auto* decoded = std::get_if<Decoded>(&outcome))
        return finish(std::move(*decoded), *chosen,
                      DecoderText::tr("%1, as chosen").arg(decoderName(*chosen)));

    auto failure = std::get<DecodeFailure>(std::move(outcome));
    const Decoder& bytes = *findDecoder(u"hex");
    auto fallback = finish(std::get<Decoded>(decodeHex(payload, limits)), bytes, describe(*chosen, failure));
    fallback.failure = std::move(failure);
    return fallback;
}

QString previewPayload(ByteView payload, int maxChars) {
    // Four bytes a character at most: this much is enough whatever it holds.
    const ByteView head = wholeCharacters(payload, std::size_t(maxChars) * 4);
    QString text;
    if (guessText(head).score > 0) {
        text =
            visibleText(QString::fromUtf8(reinterpret_cast<const char*>(head.data()), qsizetype(head.size())),
                        LineBreaks::mark);
    } else {
        text = hexText(head, std::size_t(maxChars) / 3);
    }
    if (text.size() > maxChars) {
        text.truncate(maxChars);
        if (text.back().isHighSurrogate())
            text.chop(1);
        text += QChar(0x2026);
    } else if (head.size() < payload.size() ||
               (guessText(head).score == 0 && head.size() > std::size_t(maxChars) / 3)) {
        text += QChar(0x2026);
    }
    return text;
}

QString hexText(ByteView bytes, std::size_t limitBytes) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::size_t count = std::min(bytes.size(), limitBytes);
    QString out;
    out.reserve(static_cast<qsizetype>(count) * 3);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            out += QLatin1Char(' ');
        out += QLatin1Char(digits[bytes[i] >> 4]);
        out += QLatin1Char(digits[bytes[i] & 15]);
    }
    return out;
}

} // namespace partitura::app
