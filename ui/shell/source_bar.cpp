#include "ui/shell/source_bar.h"

#include "ui/shell/actions.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace partitura::ui {

namespace {

constexpr int dotSide = 12;

/// Live is a full dot, connecting a ring, stopped a square, failed a cross, recorded a
/// frame: readable without colour.
QPixmap stateDot(app::Source::State state, qreal ratio) {
    QPixmap pixmap((QSizeF(dotSide, dotSide) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(2, 2, dotSide - 4, dotSide - 4);
    const auto pen = [&](const QColor& colour) { painter.setPen(QPen(colour, 2)); };
    switch (state) {
    case app::Source::State::live:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().good);
        painter.drawEllipse(box);
        break;
    case app::Source::State::connecting:
        pen(theme().warning);
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
        break;
    case app::Source::State::stopped:
        painter.fillRect(box, theme().offline);
        break;
    case app::Source::State::failed:
        pen(theme().danger);
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        break;
    case app::Source::State::recorded:
        pen(theme().accent);
        painter.drawRect(box.adjusted(1, 1, -1, -1));
        break;
    }
    return pixmap;
}

QToolButton* actionButton(QAction* action, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    return button;
}

} // namespace

SourceBar::SourceBar(Actions& actions, QWidget* parent)
    : QFrame(parent)
    , m_dot(new QLabel(this))
    , m_name(new QLabel(this))
    , m_state(new QLabel(this))
    , m_caption(new QLabel(this))
    , m_servers(new QLabel(this))
    , m_hint(new QLabel(this)) {
    setObjectName(QStringLiteral("sourceBar"));
    setProperty("role", "bar");
    m_name->setObjectName(QStringLiteral("sourceName"));
    m_name->setFont(textFont(TypeSize::large, true));
    m_state->setObjectName(QStringLiteral("sourceState"));
    m_state->setProperty("role", "soft");
    m_caption->setProperty("role", "soft");
    m_servers->setObjectName(QStringLiteral("bootstrapServers"));
    m_servers->setFont(monoFont());
    m_servers->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_hint->setObjectName(QStringLiteral("connectHint"));
    m_hint->setProperty("role", "faint");
    // The hint gives way first when the window is narrow.
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy =
        actionButton(actions.find(QStringLiteral("copy-bootstrap")), QStringLiteral("copyBootstrap"), this);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_name);
    row->addWidget(m_state);
    row->addSpacing(12);
    row->addWidget(m_caption);
    row->addWidget(m_servers);
    row->addWidget(m_copy);
    row->addWidget(m_hint, 1);
    row->addWidget(
        actionButton(actions.find(QStringLiteral("dark-theme")), QStringLiteral("themeButton"), this));
    retranslate();
}

void SourceBar::add(QWidget* widget) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->count() - 1, widget);
}

void SourceBar::setSource(app::Source* source) {
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    if (m_source)
        connect(m_source, &app::Source::stateChanged, this, &SourceBar::refresh);
    refresh();
}

void SourceBar::retranslate() {
    m_caption->setText(tr("Clients connect to"));
    m_hint->setText(tr("with any Kafka client, in any language"));
    m_copy->setAccessibleName(tr("Copy bootstrap servers"));
    refresh();
}

void SourceBar::refresh() {
    const auto state = m_source ? m_source->state() : app::Source::State::stopped;
    QString words;
    switch (state) {
    case app::Source::State::connecting:
        words = tr("starting");
        break;
    case app::Source::State::live:
        words = tr("live");
        break;
    case app::Source::State::stopped:
        words = tr("stopped");
        break;
    case app::Source::State::failed:
        words = tr("failed");
        break;
    case app::Source::State::recorded:
        words = tr("recorded");
        break;
    }
    const QString servers = m_source ? m_source->bootstrapServers() : QString();
    m_dot->setPixmap(stateDot(state, devicePixelRatioF()));
    m_dot->setAccessibleName(words);
    m_name->setText(m_source ? m_source->displayName() : tr("No cluster"));
    m_state->setText(words);
    m_servers->setText(servers);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_caption, m_servers, m_copy, m_hint})
        widget->setVisible(!servers.isEmpty());
}

void SourceBar::copyBootstrapServers() {
    if (!m_source || m_source->bootstrapServers().isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_source->bootstrapServers());
    emit notice(tr("Copied %1").arg(m_source->bootstrapServers()));
}

void SourceBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

} // namespace partitura::ui
