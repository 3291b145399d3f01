#include "ui/workloads/preset_cards.h"

#include "app/workload/presets.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/workloads/workload_words.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace partitura::ui {

PresetCards::PresetCards(QWidget* parent)
    : QScrollArea(parent)
    , m_headline(new QLabel)
    , m_teaching(new QLabel)
    , m_grid(new QGridLayout) {
    setObjectName(QStringLiteral("presetCards"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_headline->setFont(textFont(TypeSize::large, true));
    m_teaching->setProperty("role", "soft");
    for (QLabel* label : {m_headline, m_teaching})
        label->setWordWrap(true);
    m_grid->setSpacing(padding);
    for (const auto& preset : app::workloadPresets()) {
        auto* frame = new QFrame;
        frame->setProperty("role", "card");
        Card card{std::string(preset.key), frame, new QLabel, new QLabel, new QPushButton};
        const auto key = QString::fromStdString(card.key);
        card.start->setObjectName(QStringLiteral("startPreset-") + key);
        card.name->setFont(textFont(TypeSize::body, true));
        card.lesson->setProperty("role", "soft");
        card.lesson->setWordWrap(true);
        card.lesson->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        auto* layout = new QVBoxLayout(frame);
        layout->setContentsMargins(padding, paddingSmall, padding, padding);
        layout->setSpacing(gridStep);
        layout->addWidget(card.name);
        layout->addWidget(card.lesson, 1);
        layout->addSpacing(gridStep);
        layout->addWidget(card.start, 0, Qt::AlignLeft);
        connect(card.start, &QPushButton::clicked, this, [this, key] { emit presetChosen(key); });
        m_cards.push_back(card);
    }
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(paddingSmall);
    column->addWidget(m_headline);
    column->addWidget(m_teaching);
    column->addSpacing(gridStep);
    column->addLayout(m_grid);
    column->addStretch(1);
    setWidget(page);
    retranslate();
}

void PresetCards::place() {
    const int wanted = std::clamp(
        viewport()->width() / (QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) * 36), 1, 3);
    if (wanted == m_columns)
        return;
    m_columns = wanted;
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < wanted ? 1 : 0);
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[std::size_t(i)].frame, i / wanted, i % wanted);
}

void PresetCards::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    place();
}

void PresetCards::setStartEnabled(bool enabled, const QString& reason) {
    for (const auto& card : m_cards) {
        card.start->setEnabled(enabled);
        card.start->setToolTip(reason);
    }
}

void PresetCards::retranslate() {
    m_headline->setText(tr("No workloads yet"));
    m_teaching->setText(
        tr("A workload is a set of real clients, producers or consumers, that connect to the cluster "
           "over TCP. Start with a preset, on a topic of its own, or make one with New."));
    for (const auto& card : m_cards) {
        card.name->setText(presetName(card.key));
        card.lesson->setText(presetLesson(card.key));
        card.start->setText(tr("Start"));
        card.start->setAccessibleName(tr("Start the preset %1").arg(presetName(card.key)));
    }
}

} // namespace partitura::ui
