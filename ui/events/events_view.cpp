#include "ui/events/events_view.h"

#include "app/recording/moment.h"
#include "ui/events/event_filter.h"
#include "ui/events/events_model.h"
#include "ui/style/combo_box.h"
#include "ui/style/empty_state.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/tables/list_table.h"
#include "ui/tables/table_keys.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {

namespace {
constexpr int kinds = static_cast<int>(observe::EventKind::last) + 1;
}

EventsView::EventsView(QWidget* parent)
    : View(parent)
    , m_model(new EventsModel(5000, this))
    , m_filtered(new EventFilter(this))
    , m_kind(new ComboBox(this))
    , m_count(new QLabel(this))
    , m_table(new ListTable(this))
    , m_empty(new EmptyState(QStringLiteral("events"), this))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("eventsView"));
    m_kind->setObjectName(QStringLiteral("eventKindFilter"));
    m_table->setObjectName(QStringLiteral("eventsTable"));
    m_count->setObjectName(QStringLiteral("eventCount"));
    m_count->setProperty("role", "soft");

    m_filtered->setSourceModel(m_model);
    m_table->setModel(m_filtered);
    m_table->setColumns({{12}, {16}, {4, 1}, {12}, {16}}, EventsModel::detailColumn);

    m_kind->addItem(QString(), -1);
    for (int kind = 0; kind < kinds; ++kind)
        m_kind->addItem(QString(), kind);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(paddingSmall, paddingSmall, paddingSmall, paddingSmall);
    bar->addWidget(m_kind);
    bar->addStretch();
    bar->addWidget(m_count);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addLayout(m_stack, 1);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &EventsView::filter);
    connect(m_table, &ListTable::clicked, this, [this](const QModelIndex& index) {
        const observe::Event& event = m_model->eventAt(m_filtered->mapToSource(index).row());
        Selection wanted = selection();
        if (!event.topic.empty())
            wanted.setPartition(QString::fromStdString(event.topic), event.partition);
        if (!event.group.empty())
            wanted.group = QString::fromStdString(event.group);
        choose(wanted);
    });
    connect(m_table, &ListTable::activated, this, [this](const QModelIndex& index) {
        emit momentWanted(m_model->eventAt(m_filtered->mapToSource(index).row()).timeMs);
    });
    EventsView::retranslate();
}

void EventsView::setSource(app::Source* source) {
    m_source = source;
    m_past.reset();
    m_model->clear();
}

void EventsView::showFrame(const Frame& frame) {
    if (!m_source)
        return;
    const bool same = frame.isLive() ? !m_past : m_past && m_past->events == frame.past->events;
    if (!same)
        m_model->clear(); // sequences count anew between now and the past
    m_past = frame.past;
    if (same && !frame.isLive())
        return;
    std::vector<observe::Event> events =
        frame.isLive() ? m_source->events(m_model->lastSequence()) : *frame.past->events;
    if (events.empty() && same)
        return;
    m_model->append(std::move(events));
    filter();
}

void EventsView::showSelection() {
    m_filtered->setSelection(selection());
    filter();
}

void EventsView::filter() {
    m_filtered->setKind(m_kind->currentData().toInt());
    const int shown = m_filtered->rowCount();
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
    const int all = m_model->rowCount();
    m_count->setText(shown == all ? tr("%1 events", nullptr, shown).arg(countText(shown))
                                  : tr("%1 of %2 events").arg(countText(shown), countText(all)));
}

void EventsView::retranslate() {
    m_kind->setItemText(0, tr("All kinds"));
    for (int kind = 0; kind < kinds; ++kind)
        m_kind->setItemText(kind + 1, EventsModel::kindText(static_cast<observe::EventKind>(kind)));
    m_kind->setAccessibleName(tr("Kind of event"));
    m_table->setAccessibleName(tr("Events, newest first"));
    m_table->setToolTip(tr("Double-click or Enter: the whole window shows that moment"));
    m_empty->setTexts(
        tr("Nothing has happened yet"),
        tr("Leader changes, ISR changes, elections and rebalances appear here as they happen."));
    m_model->retranslate();
    m_table->refitColumns();
    filter();
}

std::vector<KeyHint> EventsView::keys() const {
    return tableKeys();
}

QVariantMap EventsView::saveState() const {
    return {{QStringLiteral("kind"), m_kind->currentData()},
            {QStringLiteral("columns"), m_table->saveColumns()}};
}

void EventsView::restoreState(const QVariantMap& state) {
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(state.value(QStringLiteral("kind"), -1))));
    m_table->restoreColumns(state.value(QStringLiteral("columns")));
}

} // namespace partitura::ui
