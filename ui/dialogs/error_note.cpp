#include "ui/dialogs/error_note.h"

#include "ui/style/spacing.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace partitura::ui {
namespace {

struct ErrorAdviceText {
    Q_DECLARE_TR_FUNCTIONS(ErrorAdviceText)
};

struct Advice {
    ErrorCode code;
    const char* text;
};

constexpr Advice adviceTable[] = {
    {ErrorCode::TOPIC_ALREADY_EXISTS, QT_TRANSLATE_NOOP("ErrorAdviceText", "Choose another name.")},
    {ErrorCode::INVALID_TOPIC_EXCEPTION,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "Use letters, digits, \".\", \"_\" and \"-\", 249 at most.")},
    {ErrorCode::INVALID_REPLICATION_FACTOR,
     QT_TRANSLATE_NOOP("ErrorAdviceText",
                       "Ask for no more replicas than there are brokers, or start a broker.")},
    {ErrorCode::INVALID_PARTITIONS,
     QT_TRANSLATE_NOOP("ErrorAdviceText",
                       "Ask for more partitions than the topic has; they cannot be taken away.")},
    {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
     QT_TRANSLATE_NOOP("ErrorAdviceText",
                       "It may have been deleted meanwhile. Choose another topic or partition.")},
    {ErrorCode::LEADER_NOT_AVAILABLE,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "Wait for the election, or start a broker that holds a replica.")},
    {ErrorCode::NOT_LEADER_OR_FOLLOWER,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "The leader has just moved. Try again.")},
    {ErrorCode::NOT_ENOUGH_REPLICAS,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "Bring replicas back in sync, or lower min.insync.replicas.")},
    {ErrorCode::NOT_CONTROLLER,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "The controller has just moved. Try again.")},
    {ErrorCode::REQUEST_TIMED_OUT,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "See whether its brokers are up, then try again.")},
    {ErrorCode::MESSAGE_TOO_LARGE,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "Send a smaller record, or raise max.message.bytes of the topic.")},
    {ErrorCode::OFFSET_OUT_OF_RANGE,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "The log no longer begins or ends where it did. Load again.")},
    {ErrorCode::KAFKA_STORAGE_ERROR,
     QT_TRANSLATE_NOOP("ErrorAdviceText", "Check the broker's disk: free space, permissions.")},
};

} // namespace

QString errorAdvice(ErrorCode code) {
    for (const Advice& advice : adviceTable) {
        if (advice.code == code)
            return ErrorAdviceText::tr(advice.text);
    }
    return {};
}

QString errorText(const Error& error) {
    QStringList parts;
    const auto name = errorName(error.code);
    const QString context = QString::fromStdString(error.context);
    parts << QString::fromLatin1(name.data(), qsizetype(name.size())) +
                 (context.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + context);
    if (!parts.last().endsWith(QLatin1Char('.')))
        parts.last() += QLatin1Char('.');
    if (const QString advice = errorAdvice(error.code); !advice.isEmpty())
        parts << advice;
    return parts.join(QLatin1Char(' '));
}

ErrorNote::ErrorNote(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_copy(new QToolButton) {
    setObjectName(QStringLiteral("errorNote"));
    m_text->setObjectName(QStringLiteral("errorText"));
    m_text->setProperty("role", "danger");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy->setObjectName(QStringLiteral("copyError"));
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->text()); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paddingSmall);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    retranslate();
    hide();
}

void ErrorNote::showText(const QString& text) {
    m_text->setText(text);
    setAccessibleName(text);
    show();
}

void ErrorNote::clear() {
    m_text->clear();
    hide();
}

QString ErrorNote::text() const {
    return m_text->text();
}

void ErrorNote::retranslate() {
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the error"));
}

} // namespace partitura::ui
