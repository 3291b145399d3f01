#include "ui/messages/record_detail.h"

#include "app/decode/decoders.h"
#include "app/decode/utf8.h"
#include "ui/messages/bytes_pane.h"
#include "ui/messages/detail_model.h"
#include "ui/messages/record_fields.h"
#include "ui/style/combo_box.h"
#include "ui/style/elided_label.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/style/tool_row.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

namespace partitura::ui {
namespace {

/// What the text page and the tree show; copying takes all.
constexpr app::DecodeLimits shownLimits{64 << 10, 5'000, 64};

} // namespace

RecordDetail::RecordDetail(QWidget* parent)
    : QWidget(parent)
    , m_bar(new ToolRow)
    , m_title(new ElidedLabel)
    , m_keyLabel(new QLabel)
    , m_valueLabel(new QLabel)
    , m_keyDecoder(new ComboBox)
    , m_valueDecoder(new ComboBox)
    , m_copyDecoded(new QToolButton)
    , m_copyRaw(new QToolButton)
    , m_model(new DetailModel(this))
    , m_tree(new QTreeView)
    , m_bytes(new BytesPane)
    , m_textPage(new QWidget)
    , m_textNote(new QLabel)
    , m_text(new QPlainTextEdit)
    , m_tabs(new QTabWidget)
    , m_splitter(new QSplitter(Qt::Horizontal)) {
    m_title->setObjectName(QStringLiteral("recordTitle"));
    m_title->setFont(textFont(TypeSize::body, true));
    for (ComboBox* box : {m_keyDecoder, m_valueDecoder})
        box->setCharacters(8, 14);
    m_keyDecoder->setObjectName(QStringLiteral("keyDecoder"));
    m_valueDecoder->setObjectName(QStringLiteral("valueDecoder"));
    m_keyLabel->setBuddy(m_keyDecoder);
    m_valueLabel->setBuddy(m_valueDecoder);
    m_keyLabel->setProperty("role", "soft");
    m_valueLabel->setProperty("role", "soft");
    for (auto* button : {m_copyDecoded, m_copyRaw}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(icon(u"copy"));
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_copyDecoded->setObjectName(QStringLiteral("copyDecoded"));
    m_copyRaw->setObjectName(QStringLiteral("copyRaw"));
    m_bar->layout()->setContentsMargins(paddingSmall, gridStep, paddingSmall, gridStep);
    m_title->setMinimumWidth(typePx(120));
    m_bar->add(m_title);
    // In a narrow view the decoders stand without their captions; tooltips say which is whose.
    m_bar->addCaption(m_keyLabel);
    m_bar->add(m_keyDecoder);
    m_bar->addCaption(m_valueLabel);
    m_bar->add(m_valueDecoder);
    m_bar->add(m_copyDecoded);
    m_bar->add(m_copyRaw);

    m_tree->setObjectName(QStringLiteral("fieldTree"));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionBehavior(QTreeView::SelectRows);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->resizeSection(0, QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) * 22);
    m_tree->setHorizontalScrollBarPolicy(
        Qt::ScrollBarAlwaysOff); // the last column takes what there is; tips say all
    m_bytes->setObjectName(QStringLiteral("bytesPane"));
    m_textNote->setObjectName(QStringLiteral("textNote"));
    m_textNote->setProperty("role", "soft");
    m_textNote->setWordWrap(true);
    m_textNote->setTextFormat(Qt::PlainText);
    m_textNote->setContentsMargins(paddingSmall, gridStep, paddingSmall, gridStep);
    m_text->setObjectName(QStringLiteral("decodedText"));
    m_text->setReadOnly(true);
    m_text->setFont(monoFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setUndoRedoEnabled(false);
    auto* textLayout = new QVBoxLayout(m_textPage);
    textLayout->setContentsMargins(0, 0, 0, 0);
    textLayout->setSpacing(0);
    textLayout->addWidget(m_textNote);
    textLayout->addWidget(m_text, 1);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_bytes, QString());
    m_tabs->addTab(m_textPage, QString());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 4);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_splitter, 1);

    fillDecoders(m_keyDecoder);
    fillDecoders(m_valueDecoder);
    const auto chosen = [this] {
        decode();
        emit decodersChosen(keyDecoder(), valueDecoder());
    };
    connect(m_keyDecoder, &QComboBox::currentIndexChanged, this, chosen);
    connect(m_valueDecoder, &QComboBox::currentIndexChanged, this, chosen);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordDetail::fieldChosen);
    connect(m_bytes, &BytesPane::byteChosen, this,
            [this](qulonglong byte) { byteChosen(std::size_t(byte)); });
    connect(m_copyDecoded, &QToolButton::clicked, this, &RecordDetail::copyDecoded);
    connect(m_copyRaw, &QToolButton::clicked, this, &RecordDetail::copyRaw);
    retranslate();
    showMessage(QString());
}

void RecordDetail::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // In a narrow tree the names leave the content half of it.
    auto* header = m_tree->header();
    if (const int half = m_tree->viewport()->width() / 2; half >= typePx(80) && header->sectionSize(0) > half)
        header->resizeSection(0, half);
}

void RecordDetail::fillDecoders(QComboBox* box) {
    const QSignalBlocker quiet(box);
    const QVariant present = box->currentData();
    box->clear();
    box->addItem(tr("Automatic"), QString::fromLatin1(app::automaticDecoder));
    for (const app::Decoder& decoder : app::decoders())
        box->addItem(app::decoderName(decoder), QString::fromLatin1(decoder.id));
    box->setCurrentIndex(std::max(0, box->findData(present)));
}

QString RecordDetail::keyDecoder() const {
    return m_keyDecoder->currentData().toString();
}

QString RecordDetail::valueDecoder() const {
    return m_valueDecoder->currentData().toString();
}

void RecordDetail::setDecoders(const QString& key, const QString& value) {
    const QSignalBlocker quietKey(m_keyDecoder);
    const QSignalBlocker quietValue(m_valueDecoder);
    m_keyDecoder->setCurrentIndex(std::max(0, m_keyDecoder->findData(key)));
    m_valueDecoder->setCurrentIndex(std::max(0, m_valueDecoder->findData(value)));
    decode();
}

void RecordDetail::showRecord(const QString& topic, app::Record record) {
    m_topic = topic;
    m_record = std::move(record);
    const ByteView shown = !m_record->bytes.empty() ? m_record->bytes : m_record->value.value_or(ByteView());
    m_bytes->setBytes(shown, m_record->storage);
    m_title->setFont(textFont(TypeSize::body, true));
    m_title->setText(tr("Partition %1, offset %2")
                         .arg(m_record->partition.value())
                         .arg(countText(m_record->offset.value())));
    m_title->setToolTip(tr("%1, partition %2, offset %3")
                            .arg(topic)
                            .arg(m_record->partition.value())
                            .arg(countText(m_record->offset.value())));
    m_copyDecoded->setEnabled(true);
    m_copyRaw->setEnabled(true);
    decode();
}

void RecordDetail::showMessage(const QString& text) {
    ++m_generation;
    m_record.reset();
    m_key.reset();
    m_value.reset();
    m_model->setNodes({});
    m_bytes->clear();
    m_text->clear();
    m_textNote->clear();
    m_title->setFont(textFont());
    m_title->setText(text);
    m_title->setToolTip(text);
    m_copyDecoded->setEnabled(false);
    m_copyRaw->setEnabled(false);
}

void RecordDetail::decode() {
    if (!m_record)
        return;
    ++m_generation;
    m_key.reset();
    m_value.reset();
    decodePart(Part::key);
    decodePart(Part::value);
    rebuild();
}

void RecordDetail::decodePart(Part part) {
    const auto& payload = part == Part::key ? m_record->key : m_record->value;
    if (!payload)
        return;
    auto& result = part == Part::key ? m_key : m_value;
    const QString decoder = part == Part::key ? keyDecoder() : valueDecoder();
    if (payload->size() <= decodeHereBytes) {
        result = app::decodePayload(*payload, decoder, shownLimits);
        return;
    }
    QtConcurrent::run([bytes = *payload, owner = m_record->storage, decoder] {
        return app::decodePayload(bytes, decoder, shownLimits);
    }).then(this, [this, part, generation = m_generation](app::Decoded decoded) {
        if (generation != m_generation)
            return;
        (part == Part::key ? m_key : m_value) = std::move(decoded);
        rebuild();
    });
}

void RecordDetail::rebuild() {
    m_model->setNodes(recordFields(*m_record, m_key, m_value));
    for (const int root : {keyRoot, valueRoot, headersRoot})
        m_tree->expand(m_model->index(root, 0));
    m_bytes->mark({});
    refreshText();
}

void RecordDetail::refreshText() {
    const bool hasValue = m_record && m_record->value;
    const auto& shown = hasValue ? m_value : m_key;
    if (!m_record || !shown) {
        m_textNote->setText(m_record && (hasValue || m_record->key) ? tr("Decoding\u2026")
                                                                    : tr("There is nothing to decode."));
        m_text->clear();
        return;
    }
    QString note = (hasValue ? tr("Value: %1.") : tr("Key: %1.")).arg(shown->why);
    if (shown->textTruncated)
        note += QLatin1Char(' ') + tr("The beginning is shown; Copy decoded takes all of it.");
    m_textNote->setText(note);
    m_textNote->setProperty("role", shown->failure ? "danger" : "soft");
    m_textNote->style()->unpolish(m_textNote);
    m_textNote->style()->polish(m_textNote);
    m_text->setPlainText(shown->text);
}

void RecordDetail::fieldChosen(const QModelIndex& index) {
    if (m_binding)
        return;
    // Bytes shown are the record's: without those, a field has no place in them.
    const auto range = m_record && !m_record->bytes.empty() ? m_model->rangeOf(index) : std::nullopt;
    m_bytes->mark(range.value_or(ByteRange{}));
}

void RecordDetail::byteChosen(std::size_t byte) {
    const QModelIndex field = m_model->fieldAt(byte);
    if (!field.isValid())
        return;
    m_binding = true;
    m_tree->setCurrentIndex(field);
    m_tree->scrollTo(field);
    m_binding = false;
    if (const auto range = m_model->rangeOf(field))
        m_bytes->mark(*range);
}

std::optional<ByteView> RecordDetail::chosenBytes(Part* part) const {
    if (!m_record)
        return std::nullopt;
    const QModelIndex current = m_tree->currentIndex();
    const int root = DetailModel::rootRow(current);
    *part = root == keyRoot ? Part::key : Part::value;
    if (root == headersRoot || root == recordRoot) {
        const auto range = m_model->rangeOf(current);
        if (root == headersRoot && current.parent().isValid() &&
            current.row() < int(m_record->headers.size()))
            return m_record->headers[std::size_t(current.row())].second;
        if (range && range->size() > 0)
            return m_record->bytes.subspan(range->begin, range->size());
    }
    return *part == Part::key ? m_record->key : m_record->value;
}

void RecordDetail::copyDecoded() {
    Part part{};
    const auto bytes = chosenBytes(&part);
    if (!bytes) {
        emit notice(tr("It is null: there is nothing to copy."));
        return;
    }
    const int root = DetailModel::rootRow(m_tree->currentIndex());
    const QString decoder = root == headersRoot || root == recordRoot
                                ? QString::fromLatin1(app::automaticDecoder)
                            : part == Part::key ? keyDecoder()
                                                : valueDecoder();
    const auto done = [this](const app::Decoded& decoded) {
        QApplication::clipboard()->setText(decoded.text);
        emit notice(tr("Copied as text: %1.").arg(decoded.why));
    };
    if (bytes->size() <= decodeHereBytes) {
        done(app::decodePayload(*bytes, decoder, app::DecodeLimits::wholeText()));
        return;
    }
    QtConcurrent::run([view = *bytes, owner = m_record->storage, decoder] {
        return app::decodePayload(view, decoder, app::DecodeLimits::wholeText());
    }).then(this, done);
}

void RecordDetail::copyRaw() {
    Part part{};
    const auto bytes = chosenBytes(&part);
    if (!bytes) {
        emit notice(tr("It is null: there is nothing to copy."));
        return;
    }
    auto* mime = new QMimeData;
    const QByteArray raw(reinterpret_cast<const char*>(bytes->data()), qsizetype(bytes->size()));
    mime->setData(QStringLiteral("application/octet-stream"), raw);
    // As text too where it is text, byte for byte; bytes that are not text have no text form to paste.
    if (!app::firstInvalidUtf8(*bytes))
        mime->setText(QString::fromUtf8(raw));
    QApplication::clipboard()->setMimeData(mime);
    emit notice(tr("Copied %1 bytes.", nullptr, int(raw.size())).arg(countText(std::int64_t(raw.size()))));
}

void RecordDetail::retranslate() {
    m_keyLabel->setText(tr("Key as"));
    m_valueLabel->setText(tr("Value as"));
    m_keyDecoder->setAccessibleName(tr("Decoder of keys"));
    m_valueDecoder->setAccessibleName(tr("Decoder of values"));
    m_keyDecoder->setToolTip(m_keyDecoder->accessibleName());
    m_valueDecoder->setToolTip(m_valueDecoder->accessibleName());
    fillDecoders(m_keyDecoder);
    fillDecoders(m_valueDecoder);
    m_copyDecoded->setText(tr("Copy decoded"));
    m_copyDecoded->setToolTip(tr("Copy the selected key, value or header as the text it decodes to"));
    m_copyRaw->setText(tr("Copy raw"));
    m_copyRaw->setToolTip(tr("Copy the bytes of the selected key, value or header as they are"));
    m_tree->setAccessibleName(tr("Fields of the record"));
    m_bytes->setAccessibleName(tr("Bytes of the record"));
    m_text->setAccessibleName(tr("Decoded value"));
    m_tabs->setTabText(0, tr("Bytes"));
    m_tabs->setTabText(1, tr("Text"));
    m_model->retranslate();
    decode();
}

QByteArray RecordDetail::saveLayout() const {
    return m_splitter->saveState();
}

void RecordDetail::restoreLayout(const QByteArray& layout) {
    m_splitter->restoreState(layout);
}

} // namespace partitura::ui
