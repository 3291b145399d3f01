#include "ui/toasts/toast.h"

#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace partitura::ui {

namespace {

constexpr int shortestMs = 5000, longestMs = 15000, perLetterMs = 60;
constexpr int undoMs = 10000; ///< at least, for who has to decide
constexpr int textWidest = 360;

} // namespace

Toast::Toast(ToastMessage message, QWidget* parent)
    : QFrame(parent)
    , m_message(std::move(message))
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_close(new QToolButton) {
    setObjectName(QStringLiteral("toast"));
    setProperty("role", "toast");
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("toastText"));
    // A list without blanks, of addresses for one, may be broken at its commas.
    m_text->setText(QString(m_message.text).replace(QLatin1Char(','), QStringLiteral(",\u200b")));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int natural = m_text->fontMetrics().horizontalAdvance(m_message.text) + gridStep;
    m_text->setFixedWidth(std::min(natural, typePx(textWidest)));
    m_close->setObjectName(QStringLiteral("toastClose"));
    m_close->setIcon(icon(u"close"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(padding, paddingSmall, paddingSmall, paddingSmall);
    row->setSpacing(paddingSmall);
    row->addWidget(m_icon);
    row->addWidget(m_text);
    if (m_message.undo) {
        m_undo = new QPushButton;
        m_undo->setObjectName(QStringLiteral("toastUndo"));
        m_undo->setIcon(icon(u"undo"));
        row->addWidget(m_undo);
        connect(m_undo, &QPushButton::clicked, this, &Toast::undo);
    }
    if (m_message.severity == ToastMessage::Severity::error) {
        m_copy = new QToolButton;
        m_copy->setObjectName(QStringLiteral("toastCopy"));
        m_copy->setIcon(icon(u"copy"));
        row->addWidget(m_copy);
        connect(m_copy, &QToolButton::clicked, this,
                [this] { QGuiApplication::clipboard()->setText(m_message.text); });
    }
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &Toast::finished);
    for (QWidget* child : findChildren<QWidget*>())
        child->installEventFilter(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Toast::finished);
    retranslate();
    refreshIcon();
    resume();
}

int Toast::lifeMs() const {
    if (m_message.severity == ToastMessage::Severity::error)
        return 0;
    const int read = shortestMs + perLetterMs * static_cast<int>(m_message.text.size());
    return std::clamp(read, m_message.undo ? undoMs : shortestMs, longestMs);
}

void Toast::enterEvent(QEnterEvent* event) {
    pause();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event) {
    resume();
    QFrame::leaveEvent(event);
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        pause();
    else if (event->type() == QEvent::FocusOut && !underMouse())
        resume();
    return QFrame::eventFilter(watched, event);
}

void Toast::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        refreshIcon();
    QFrame::changeEvent(event);
}

void Toast::pause() {
    m_timer.stop();
}

void Toast::resume() {
    if (lifeMs() > 0)
        m_timer.start(lifeMs());
}

void Toast::undo() {
    if (const auto undo = std::exchange(m_message.undo, nullptr))
        undo();
    emit finished();
}

void Toast::retranslate() {
    if (m_undo)
        m_undo->setText(tr("Undo"));
    if (m_copy) {
        m_copy->setToolTip(tr("Copy the message"));
        m_copy->setAccessibleName(m_copy->toolTip());
    }
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(m_close->toolTip());
    setAccessibleName(m_message.severity == ToastMessage::Severity::error ? tr("Error") : tr("Note"));
    setAccessibleDescription(m_message.text);
}

void Toast::refreshIcon() {
    const Theme& look = theme();
    const auto show = [this](QStringView name, const QColor& colour) {
        m_icon->setPixmap(iconPixmap(name, typePx(16), colour, devicePixelRatioF()));
    };
    switch (m_message.severity) {
    case ToastMessage::Severity::info:
        return show(u"about", look.inkSoft);
    case ToastMessage::Severity::success:
        return show(u"check", look.good);
    case ToastMessage::Severity::error:
        return show(u"warning", look.danger);
    }
}

} // namespace partitura::ui
