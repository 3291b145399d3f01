#include "ui/shell/source_bar.h"

#include "ui/shell/actions.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/timebar/moment_text.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace partitura::ui {

namespace {

constexpr int dotSidePx = 12;

/// Live is a full dot, connecting a ring, stopped a square, failed a cross, recorded a
/// frame: readable without colour.
QPixmap stateDot(app::Source::State state, qreal ratio) {
    const int dotSide = typePx(dotSidePx);
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
    , m_actions(actions)
    , m_dot(new QLabel(this))
    , m_name(new QToolButton(this))
    , m_state(new QLabel(this))
    , m_caption(new QLabel(this))
    , m_servers(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_layout(new QToolButton(this)) {
    m_layout->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setObjectName(QStringLiteral("sourceBar"));
    setProperty("role", "bar");
    m_name->setObjectName(QStringLiteral("sourceName"));
    m_name->setFont(textFont(TypeSize::large, true));
    m_name->setPopupMode(QToolButton::InstantPopup);
    m_name->setMenu(new QMenu(m_name));
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
    m_layout->setObjectName(QStringLiteral("layoutButton"));
    m_layout->setIcon(icon(u"layout"));
    m_layout->setPopupMode(QToolButton::InstantPopup);
    m_layout->setMenu(actions.layoutMenu());
    m_toLive = actionButton(actions.find(QStringLiteral("time-live")), QStringLiteral("sourceToLive"), this);
    m_toLive->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy =
        actionButton(actions.find(QStringLiteral("copy-bootstrap")), QStringLiteral("copyBootstrap"), this);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_name);
    row->addWidget(m_state);
    row->addWidget(m_toLive);
    row->addSpacing(12);
    row->addWidget(m_caption);
    row->addWidget(m_servers);
    row->addWidget(m_copy);
    row->addWidget(m_hint, 1);
    row->addWidget(m_layout);
    row->addWidget(
        actionButton(actions.find(QStringLiteral("command-palette")), QStringLiteral("paletteButton"), this));
    row->addWidget(
        actionButton(actions.find(QStringLiteral("dark-theme")), QStringLiteral("themeButton"), this));
    retranslate();
}

void SourceBar::add(QWidget* widget) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->indexOf(m_layout), widget);
}

QSize SourceBar::minimumSizeHint() const {
    return {0, layout()->minimumSize().height()};
}

void SourceBar::setSource(app::Source* source) {
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    if (m_source)
        connect(m_source, &app::Source::stateChanged, this, &SourceBar::refresh);
    refresh();
}

void SourceBar::showPast(bool isPast, TimestampMs wallMs) {
    if (isPast == m_isPast && wallMs == m_pastMs)
        return;
    m_isPast = isPast;
    m_pastMs = wallMs;
    refresh();
}

void SourceBar::setChoices(std::vector<SourceChoice> choices) {
    m_choices = std::move(choices);
    fillMenu();
}

void SourceBar::setLayoutText(const QString& text) {
    m_layout->setText(text);
    m_layout->setAccessibleName(tr("Layout: %1").arg(text));
    m_layout->setToolTip(m_layout->accessibleName());
    fit();
}

void SourceBar::fillMenu() {
    QMenu* menu = m_name->menu();
    menu->clear();
    for (const SourceChoice& choice : m_choices) {
        QAction* action =
            menu->addAction(icon(QString::fromLatin1(choice.icon)), choice.text(), choice.choose);
        action->setObjectName(QStringLiteral("source-") + choice.key);
    }
    if (!m_choices.empty())
        menu->addSeparator();
    for (const char* key : {"cluster-settings", "copy-bootstrap"})
        menu->addAction(m_actions.find(QString::fromLatin1(key)));
}

void SourceBar::retranslate() {
    m_caption->setText(tr("Clients connect to"));
    fillMenu();
    m_copy->setAccessibleName(tr("Copy bootstrap servers"));
    refresh();
}

void SourceBar::refresh() {
    const auto own = m_source ? m_source->state() : app::Source::State::stopped;
    // What is looked back at is a recording, whatever the source does meanwhile.
    const bool isLookedBackAt = m_isPast && own != app::Source::State::recorded;
    const auto state = isLookedBackAt ? app::Source::State::recorded : own;
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
    if (isLookedBackAt)
        words = asOfText(m_pastMs);
    m_toLive->setVisible(isLookedBackAt);
    const QString servers = m_source ? m_source->bootstrapServers() : QString();
    m_dot->setPixmap(stateDot(state, devicePixelRatioF()));
    m_dot->setAccessibleName(words);
    const QString name = m_source ? m_source->displayName() : tr("No cluster");
    m_name->setText(name + QStringLiteral(" \u25BE"));
    m_name->setAccessibleName(name);
    m_name->setToolTip(tr("Sources and settings"));
    m_state->setText(words);
    if (servers.isEmpty())
        m_caption->hide();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_servers, m_copy, m_hint})
        widget->setVisible(!servers.isEmpty());
    fit();
}

void SourceBar::fit() {
    const QString servers = m_source ? m_source->bootstrapServers() : QString();
    const auto widthOf = [](const QLabel* label, const QString& text) {
        return label->fontMetrics().horizontalAdvance(text);
    };
    const bool captionShown = !m_caption->isHidden();
    const bool wordsShown = m_layout->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
    const int caption = m_caption->sizeHint().width() + layout()->spacing();
    const int words = m_layout->fontMetrics().horizontalAdvance(m_layout->text()) + paddingSmall;
    const int all = widthOf(m_servers, servers);
    // What the rest needs, then what there is room for besides.
    int room = width() - (layout()->minimumSize().width() - (captionShown ? caption : 0) -
                          (wordsShown ? words : 0) - widthOf(m_servers, m_servers->text()));
    const QString shown =
        room >= all ? servers : m_servers->fontMetrics().elidedText(servers, Qt::ElideRight, room);
    room -= all;
    const bool showWords = room >= words;
    if (showWords)
        room -= words;
    const bool showCaption = room >= caption;
    if (showCaption)
        room -= caption;
    // Whole or not at all.
    const QString hint = tr("with any Kafka client, in any language");
    const QString shownHint = room >= widthOf(m_hint, hint) + layout()->spacing() ? hint : QString();
    if (m_hint->text() != shownHint)
        m_hint->setText(shownHint);
    // Only what changes is touched, or a change of layout would follow each.
    if (const bool show = !servers.isEmpty() && showCaption; show != captionShown)
        m_caption->setVisible(show);
    if (showWords != wordsShown)
        m_layout->setToolButtonStyle(showWords ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    if (m_servers->text() != shown)
        m_servers->setText(shown);
    m_servers->setToolTip(shown == servers ? QString() : servers);
}

bool SourceBar::event(QEvent* event) {
    const bool done = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return done;
}

void SourceBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fit();
}

void SourceBar::copyBootstrapServers() {
    if (!m_source || m_source->bootstrapServers().isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_source->bootstrapServers());
    emit notice(tr("Copied %1").arg(m_source->bootstrapServers()));
}

void SourceBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        refresh();
    QFrame::changeEvent(event);
}

} // namespace partitura::ui
