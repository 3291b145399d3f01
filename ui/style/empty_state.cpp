#include "ui/style/empty_state.h"

#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace partitura::ui {

namespace {
constexpr int lowHeight = 220; ///< in the type's scale
}

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel(this))
    , m_headline(new QLabel(this))
    , m_teaching(new QLabel(this))
    , m_action(new QPushButton(this)) {
    setObjectName(QStringLiteral("emptyState"));
    m_action->setObjectName(QStringLiteral("emptyStateAction"));
    m_action->setProperty("primary", true);
    m_action->setVisible(false);
    m_headline->setFont(textFont(TypeSize::large, true));
    m_headline->setAlignment(Qt::AlignCenter);
    m_headline->setWordWrap(true);
    m_teaching->setProperty("role", "soft");
    m_teaching->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_teaching->setWordWrap(true);
    // A line of text longer than this is hard to read.
    m_teaching->setMaximumWidth(fontMetrics().averageCharWidth() * 64);
    m_icon->setAlignment(Qt::AlignCenter);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * padding, 2 * padding, 2 * padding, 2 * padding);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_headline);
    auto* teachingRow = new QHBoxLayout;
    teachingRow->addStretch();
    teachingRow->addWidget(m_teaching, 4);
    teachingRow->addStretch();
    column->addLayout(teachingRow);
    column->addSpacing(4);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);

    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    refreshIcon();
}

void EmptyState::setTexts(const QString& headline, const QString& teaching, const QString& action) {
    m_headline->setText(headline);
    m_teaching->setText(teaching);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(teaching);
}

void EmptyState::setActionEnabled(bool enabled, const QString& reason) {
    m_action->setEnabled(enabled);
    m_action->setToolTip(enabled ? QString() : reason);
}

void EmptyState::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // In a low view the words and the action come first.
    const bool isLow = height() < typePx(lowHeight);
    const int margin = isLow ? paddingSmall : 2 * padding;
    m_icon->setVisible(!isLow);
    layout()->setContentsMargins(2 * padding, margin, 2 * padding, margin);
}

void EmptyState::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        refreshIcon();
    QWidget::changeEvent(event);
}

void EmptyState::refreshIcon() {
    m_icon->setPixmap(iconPixmap(m_iconName, 32, theme().inkFaint, devicePixelRatioF()));
}

} // namespace partitura::ui
