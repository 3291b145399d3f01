#include "ui/messages/record_row.h"

#include "app/decode/decoders.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <QCoreApplication>

namespace partitura::ui {
namespace {

struct RecordText {
    Q_DECLARE_TR_FUNCTIONS(RecordText)
};

QFont italic(QFont font) {
    font.setItalic(true);
    return font;
}

/// Text for a payload cell: words for null and empty, told from payloads by their look.
QString payloadText(const QString& preview, const std::optional<std::int64_t>& size, const QString& null) {
    if (!size)
        return null;
    return *size == 0 ? RecordText::tr("empty") : preview;
}

} // namespace

RecordRow makeRow(const app::Record& record) {
    RecordRow row;
    row.partition = record.partition;
    row.offset = record.offset;
    row.timestampMs = record.timestampMs;
    if (record.key) {
        row.key = app::previewPayload(*record.key, 80);
        row.keySize = std::int64_t(record.key->size());
        row.look = keyLook(*record.key);
    }
    if (record.value) {
        row.value = app::previewPayload(*record.value);
        row.valueSize = std::int64_t(record.value->size());
    }
    constexpr std::size_t headersShown = 4;
    QStringList headers;
    for (std::size_t i = 0; i < record.headers.size() && i < headersShown; ++i) {
        const auto& [name, value] = record.headers[i];
        headers << app::previewPayload(asBytes(name), 24) + QLatin1Char('=') +
                       (value ? app::previewPayload(*value, 24) : QStringLiteral("null"));
    }
    if (record.headers.size() > headersShown)
        headers << QStringLiteral("+%1").arg(record.headers.size() - headersShown);
    row.headers = headers.join(QStringLiteral("  "));
    if (record.batch) {
        row.codec = QString::fromStdString(record.batch->compression);
        row.isControl = record.batch->isControl;
    }
    return row;
}

namespace RecordColumns {

QString title(int column) {
    switch (column) {
    case partition:
        return RecordText::tr("Partition");
    case offset:
        return RecordText::tr("Offset");
    case timestamp:
        return RecordText::tr("Timestamp");
    case key:
        return RecordText::tr("Key");
    case value:
        return RecordText::tr("Value");
    case headers:
        return RecordText::tr("Headers");
    case keySize:
        return RecordText::tr("Key size");
    case valueSize:
        return RecordText::tr("Value size");
    case codec:
        return RecordText::tr("Codec");
    default:
        return {};
    }
}

Qt::Alignment alignment(int column) {
    const bool number = column == partition || column == offset || column == keySize || column == valueSize;
    return (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant data(const RecordRow& row, int column, int role) {
    const bool nullKey = column == key && !row.keySize.value_or(0);
    const bool nullValue = column == value && !row.valueSize.value_or(0);
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(alignment(column));
    case Qt::FontRole:
        if (nullKey || nullValue)
            return italic(textFont());
        if (column == key || column == value || column == headers)
            return monoFont();
        return {};
    case Qt::ForegroundRole:
        if (nullKey || nullValue || column == partition || column == timestamp || column == headers ||
            column == keySize || column == valueSize || column == codec)
            return theme().inkSoft;
        return {};
    case Qt::DecorationRole:
        return column == key && row.keySize ? QVariant(keyColour(row.look)) : QVariant();
    case Qt::ToolTipRole:
        if (column == value && !row.valueSize)
            return RecordText::tr(
                "The value is null: a tombstone, which deletes its key when the log is compacted");
        if (column == valueSize && row.valueSize)
            return RecordText::tr("%1 bytes", nullptr, int(*row.valueSize)).arg(countText(*row.valueSize));
        return {};
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case partition:
        return countText(row.partition.value());
    case offset:
        return countText(row.offset.value());
    case timestamp:
        return timestampText(row.timestampMs);
    case key:
        return payloadText(row.key, row.keySize, RecordText::tr("null"));
    case value:
        return payloadText(row.value, row.valueSize, RecordText::tr("\u25cb tombstone"));
    case headers:
        return row.headers;
    case keySize:
        return row.keySize ? bytesText(double(*row.keySize)) : QStringLiteral("\u2013");
    case valueSize:
        return row.valueSize ? bytesText(double(*row.valueSize)) : QStringLiteral("\u2013");
    case codec:
        return row.isControl ? RecordText::tr("control") : row.codec;
    default:
        return {};
    }
}

} // namespace RecordColumns
} // namespace partitura::ui
