#include "ui/topics/topics_view.h"

#include "app/metrics/rates.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/operate/context_menu.h"
#include "ui/style/elided_label.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/style/tool_row.h"
#include "ui/tables/list_table.h"
#include "ui/tables/table_keys.h"
#include "ui/topics/partition_model.h"
#include "ui/topics/replica_delegate.h"
#include "ui/topics/topic_filter.h"
#include "ui/topics/topic_model.h"

#include <QAction>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace partitura::ui {
namespace {

constexpr qint64 numbersEveryMs = 250;

QToolButton* makeButton(QAction* action, const QString& objectName) {
    auto* button = new QToolButton;
    button->setObjectName(objectName);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

TopicsView::TopicsView(QWidget* parent)
    : View(parent)
    , m_filterText(new QLineEdit)
    , m_topics(new TopicModel(this))
    , m_filter(new TopicFilter(this))
    , m_topicTable(new ListTable)
    , m_partitionTitle(new ElidedLabel)
    , m_partitions(new PartitionModel(this))
    , m_partitionOrder(new QSortFilterProxyModel(this))
    , m_partitionTable(new ListTable)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_empty(new EmptyState(QStringLiteral("topics")))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("topicsView"));
    buildActions();

    m_filterText->setObjectName(QStringLiteral("topicFilter"));
    m_filterText->setClearButtonEnabled(true);
    auto* bar = new ToolRow;
    bar->add(m_filterText);
    bar->add(makeButton(m_showInternal, QStringLiteral("showInternal")));
    bar->addStretch();
    bar->add(makeButton(m_create, QStringLiteral("createTopic")));
    m_filterText->setMaximumWidth(QFontMetrics(textFont()).averageCharWidth() * 32);

    m_filter->setSourceModel(m_topics);
    m_topicTable->setObjectName(QStringLiteral("topicTable"));
    m_topicTable->setModel(m_filter);
    m_topicTable->setSortingEnabled(true);
    m_topicTable->sortByColumn(TopicModel::name, Qt::AscendingOrder);
    m_topicTable->setColumns({{16}, {3}, {2}, {8}, {8, 3}, {7}, {9}, {9, 1}, {8, 2}}, TopicModel::name);

    m_partitionTitle->setObjectName(QStringLiteral("partitionTitle"));
    m_partitionTitle->setFont(textFont(TypeSize::large, true));
    m_partitionTitle->setMinimumWidth(typePx(120));
    m_partitionTitle->setElideMode(Qt::ElideMiddle);
    auto* topicBar = new ToolRow;
    topicBar->layout()->setContentsMargins(paddingSmall, gridStep, paddingSmall, gridStep);
    topicBar->add(m_partitionTitle);
    topicBar->add(makeButton(m_produce, QStringLiteral("produceRecord")));
    topicBar->add(makeButton(m_addPartitions, QStringLiteral("addPartitions")));
    topicBar->add(makeButton(m_delete, QStringLiteral("deleteTopic")));
    m_partitionOrder->setSortRole(PartitionModel::sortRole);
    m_partitionOrder->setSourceModel(m_partitions);
    m_partitionTable->setObjectName(QStringLiteral("partitionTable"));
    m_partitionTable->setModel(m_partitionOrder);
    m_partitionTable->setSortingEnabled(true);
    m_partitionTable->sortByColumn(PartitionModel::partition, Qt::AscendingOrder);
    m_partitionTable->setItemDelegateForColumn(PartitionModel::replicas, new ReplicaDelegate(this));
    m_partitionTable->setColumns(
        {{3}, {3}, {3, 5}, {15}, {5, 2}, {5, 6}, {5}, {5}, {7, 4}, {9, 1}, {9, 3}, {7, 7}},
        PartitionModel::replicas);

    auto* below = new QWidget;
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addWidget(topicBar);
    belowLayout->addWidget(m_partitionTable, 1);
    m_splitter->setObjectName(QStringLiteral("topicsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_topicTable);
    m_splitter->addWidget(below);
    m_splitter->setSizes({500, 700}); // shares of whatever there is
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 7);

    auto* body = new QWidget;
    body->setLayout(m_stack);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(body, 1);

    connect(m_filterText, &QLineEdit::textChanged, m_filter, &TopicFilter::setText);
    connect(m_showInternal, &QAction::toggled, m_filter, &TopicFilter::setShowInternal);
    connect(m_topicTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TopicsView::currentChanged);
    // By the reader: rows that come and go change the current one, too.
    for (const auto signal : {&QAbstractItemView::clicked, &QAbstractItemView::activated}) {
        connect(m_topicTable, signal, this, &TopicsView::topicChosen);
        connect(m_partitionTable, signal, this, &TopicsView::partitionChosen);
    }
    const auto source = [this] { return m_source.data(); };
    giveContextMenu(*m_topicTable, *this, source,
                    [this](const QModelIndex& index) -> std::optional<MenuTarget> {
                        const auto topic = m_topics->topicAt(m_filter->mapToSource(index).row());
                        return topic ? std::optional(topicTarget(topic->name)) : std::nullopt;
                    },
                    {m_produce});
    giveContextMenu(
        *m_partitionTable, *this, source, [this](const QModelIndex& index) -> std::optional<MenuTarget> {
            const int row = m_partitionOrder->mapToSource(index).row();
            return partitionTarget({currentTopic().toStdString(), m_partitions->partitionAt(row).index});
        });
    connect(m_empty, &EmptyState::actionTriggered, this, &TopicsView::createTopic);
    TopicsView::retranslate();
    refreshActions();
}

void TopicsView::buildActions() {
    const auto make = [this](const char* iconName, auto slot) {
        auto* action = new QAction(this);
        action->setIcon(icon(QString::fromLatin1(iconName)));
        connect(action, &QAction::triggered, this, slot);
        addAction(action); // found by the command palette
        return action;
    };
    m_create = make("plus", &TopicsView::createTopic);
    m_produce = make("send", &TopicsView::produce);
    m_addPartitions = make("edit", &TopicsView::addPartitions);
    m_delete = make("delete", &TopicsView::deleteTopic);
    m_showInternal = new QAction(this);
    m_showInternal->setCheckable(true);
    m_showInternal->setIcon(icon(u"eye"));
    addAction(m_showInternal);
}

QString TopicsView::key() const {
    return QStringLiteral("topics");
}

QString TopicsView::title() const {
    return tr("Topics");
}

void TopicsView::setSource(app::Source* source) {
    m_source = source;
    m_frame = {};
    m_lastNumbersMs = 0;
    m_topics->show({}, std::make_shared<app::Rates>());
    refreshPartitions();
    refreshActions();
}

void TopicsView::showFrame(const Frame& frame) {
    const bool structure =
        !m_frame.snapshot || m_frame.snapshot->topics.size() != frame.snapshot->topics.size();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!structure && now - m_lastNumbersMs < numbersEveryMs && now >= m_lastNumbersMs)
        return;
    m_lastNumbersMs = now;
    m_frame = frame;
    const QScopedValueRollback selecting(m_selecting, true);
    m_topics->show(*frame.snapshot, frame.rates);
    if (!m_wantedTopic.isEmpty())
        selectRow(std::exchange(m_wantedTopic, QString()));
    else if (!m_topicTable->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_topicTable->selectRow(0);
    refreshPartitions();
    refreshActions();
}

void TopicsView::refreshPartitions() {
    const QModelIndex current = m_filter->mapToSource(m_topicTable->currentIndex());
    auto topic = current.isValid() ? m_topics->topicAt(current.row()) : nullptr;
    m_partitionTitle->setText(topic ? tr("%1: partitions").arg(QString::fromStdString(topic->name))
                                    : QString());
    m_partitions->show(std::move(topic), m_frame.rates ? m_frame.rates : std::make_shared<const app::Rates>(),
                       m_frame.snapshot ? m_frame.snapshot->takenAtMs : noTimestamp);
    // Kafka's own topics alone are not "something to see" until they are asked for.
    bool any = m_showInternal->isChecked() && m_topics->rowCount() > 0;
    for (int row = 0; row < m_topics->rowCount() && !any; ++row)
        any = !m_topics->topicAt(row)->isInternal;
    m_stack->setCurrentWidget(any ? static_cast<QWidget*>(m_splitter) : m_empty);
}

void TopicsView::refreshActions() {
    const auto capabilities = m_source ? m_source->capabilities() : app::Capabilities{};
    const QString noSource = m_source ? capabilities.reason : tr("No cluster is open.");
    const QString topic = currentTopic();
    const auto set = [&](QAction* action, bool can, bool needsTopic, const QString& what) {
        const bool enabled = m_source && can && (!needsTopic || !topic.isEmpty());
        action->setEnabled(enabled);
        action->setToolTip(enabled                         ? what
                           : m_source && can && needsTopic ? tr("Select a topic first.")
                                                           : noSource);
    };
    set(m_create, capabilities.createTopics, false, tr("Create a topic"));
    set(m_produce, capabilities.produce, false, tr("Produce a record to the selected topic"));
    set(m_addPartitions, capabilities.addPartitions, true, tr("Add partitions to the selected topic"));
    set(m_delete, capabilities.deleteTopics, true, tr("Delete the selected topic"));
    m_empty->setActionEnabled(m_create->isEnabled(), m_create->toolTip());
}

void TopicsView::currentChanged() {
    refreshPartitions();
    refreshActions();
    if (!m_selecting)
        topicChosen();
}

void TopicsView::topicChosen() {
    Selection wanted = selection();
    if (const QString topic = currentTopic(); !topic.isEmpty() && topic != wanted.topic)
        wanted.setTopic(topic);
    choose(wanted);
}

void TopicsView::partitionChosen() {
    const QModelIndex current = m_partitionOrder->mapToSource(m_partitionTable->currentIndex());
    if (!current.isValid())
        return;
    Selection wanted = selection();
    wanted.setPartition(currentTopic(), m_partitions->partitionAt(current.row()).index);
    choose(wanted);
}

QString TopicsView::currentTopic() const {
    const QModelIndex current = m_filter->mapToSource(m_topicTable->currentIndex());
    const auto topic = current.isValid() ? m_topics->topicAt(current.row()) : nullptr;
    return topic ? QString::fromStdString(topic->name) : QString();
}

void TopicsView::showSelection() {
    {
        const QScopedValueRollback selecting(m_selecting, true);
        m_filter->setBroker(selection().broker);
    }
    selectRow(selection().topic);
    m_partitionTable->clearSelection();
    for (int row = 0; row < m_partitions->rowCount(); ++row)
        if (m_partitions->partitionAt(row).index == selection().partition)
            m_partitionTable->selectRow(m_partitionOrder->mapFromSource(m_partitions->index(row, 0)).row());
}

void TopicsView::selectRow(const QString& topic) {
    const QScopedValueRollback selecting(m_selecting, true);
    m_wantedTopic.clear();
    if (topic.isEmpty() || topic == currentTopic())
        return;
    const int row = m_topics->rowOf(topic);
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_topics->index(row, 0));
    if (index.isValid()) {
        m_topicTable->selectRow(index.row());
        m_topicTable->scrollTo(index);
    } else if (row < 0) {
        m_wantedTopic = topic; // it may be on its way: just created
    }
}

void TopicsView::openDialog(CommandDialog* dialog) {
    connect(dialog, &CommandDialog::done, this, &View::notice);
    dialog->open();
}

void TopicsView::createTopic() {
    if (m_source && m_create->isEnabled()) {
        auto* dialog = new CreateTopicDialog(m_source, this);
        connect(dialog, &CreateTopicDialog::created, this, [this](const QString& topic) {
            Selection wanted = selection();
            wanted.setTopic(topic);
            choose(wanted);
        });
        openDialog(dialog);
    }
}

void TopicsView::deleteTopic() {
    if (!currentTopic().isEmpty())
        emit callRequested({"delete-topic", {{"topic", currentTopic().toStdString()}}});
}

void TopicsView::addPartitions() {
    if (!currentTopic().isEmpty())
        emit callRequested({"add-partitions",
                            {{"topic", currentTopic().toStdString()},
                             {"total", std::int64_t(m_partitions->rowCount() + 1)}}});
}

void TopicsView::produce() {
    if (m_source)
        openDialog(new ProduceDialog(m_source, currentTopic(), this));
}

void TopicsView::retranslate() {
    m_create->setText(tr("Create topic\u2026"));
    m_produce->setText(tr("Produce\u2026"));
    m_addPartitions->setText(tr("Add partitions\u2026"));
    m_delete->setText(tr("Delete\u2026"));
    m_showInternal->setText(tr("Internal topics"));
    m_showInternal->setToolTip(tr("Show Kafka's own topics, such as __consumer_offsets"));
    m_filterText->setPlaceholderText(tr("Find topics"));
    m_filterText->setAccessibleName(tr("Find topics by name"));
    m_topicTable->setAccessibleName(tr("Topics"));
    m_topicTable->setEmptyText(tr("No topic's name holds this text, or none has a replica on this broker."));
    m_partitionTable->setAccessibleName(tr("Partitions of the selected topic"));
    m_partitionTable->setEmptyText(tr("Select a topic to see its partitions."));
    m_empty->setTexts(
        tr("No topics yet"),
        tr("A topic is a named log, split into partitions that brokers keep copies of. Producers append "
           "records to it, consumers read them. Here you will see how its partitions are doing."),
        tr("Create a topic\u2026"));
    m_topics->retranslate();
    m_partitions->retranslate();
    m_topicTable->refitColumns();
    m_partitionTable->refitColumns();
    refreshPartitions();
    refreshActions();
}

std::vector<KeyHint> TopicsView::keys() const {
    return tableKeys();
}

QVariantMap TopicsView::saveState() const {
    return {{QStringLiteral("topic"), currentTopic()},
            {QStringLiteral("internal"), m_showInternal->isChecked()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("topicColumns"), m_topicTable->saveColumns()},
            {QStringLiteral("partitionColumns"), m_partitionTable->saveColumns()}};
}

void TopicsView::restoreState(const QVariantMap& state) {
    const auto bytes = [&](const char* name) {
        return QByteArray::fromBase64(state.value(QString::fromLatin1(name)).toString().toLatin1());
    };
    m_showInternal->setChecked(state.value(QStringLiteral("internal")).toBool());
    m_splitter->restoreState(bytes("splitter"));
    m_topicTable->restoreColumns(state.value(QStringLiteral("topicColumns")));
    m_partitionTable->restoreColumns(state.value(QStringLiteral("partitionColumns")));
    m_wantedTopic = state.value(QStringLiteral("topic")).toString();
}

} // namespace partitura::ui
