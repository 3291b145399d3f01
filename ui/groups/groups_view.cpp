#include "ui/groups/groups_view.h"

#include "app/recording/moment.h"
#include "ui/groups/group_filter.h"
#include "ui/groups/group_model.h"
#include "ui/groups/lag_chart.h"
#include "ui/groups/member_model.h"
#include "ui/groups/offset_model.h"
#include "ui/operate/context_menu.h"
#include "ui/style/elided_label.h"
#include "ui/style/empty_state.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/list_table.h"
#include "ui/tables/mark_delegate.h"
#include "ui/tables/sparkline_delegate.h"
#include "ui/tables/table_keys.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace partitura::ui {
namespace {

constexpr qint64 numbersEveryMs = 250;
/// The oldest of a recording has a frame a minute.
constexpr auto recordedGap = std::chrono::seconds(90);

} // namespace

GroupsView::GroupsView(QWidget* parent)
    : View(parent)
    , m_groups(new GroupModel(&m_pace, this))
    , m_order(new GroupFilter(this))
    , m_groupTable(new ListTable)
    , m_groupTitle(new ElidedLabel)
    , m_offsets(new OffsetModel(&m_pace, this))
    , m_offsetOrder(new QSortFilterProxyModel(this))
    , m_offsetTable(new ListTable)
    , m_members(new MemberModel(this))
    , m_memberTable(new ListTable)
    , m_chart(new LagChart)
    , m_tabs(new QTabWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_empty(new EmptyState(QStringLiteral("groups")))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("groupsView"));

    m_order->setSourceModel(m_groups);
    m_groupTable->setObjectName(QStringLiteral("groupTable"));
    m_groupTable->setModel(m_order);
    m_groupTable->setSortingEnabled(true);
    m_groupTable->sortByColumn(GroupModel::id, Qt::AscendingOrder);
    m_groupTable->setItemDelegateForColumn(GroupModel::state, new MarkDelegate(GroupModel::markRole, this));
    m_groupTable->setItemDelegateForColumn(
        GroupModel::trend, new SparklineDelegate(GroupModel::trendRole, app::GroupPace::samples, this));
    m_groupTable->setColumns({{12}, {14}, {16, 4}, {3}, {3, 3}, {4, 5}, {8}, {7}, {8, 2}, {14, 1}},
                             GroupModel::id);

    m_offsetOrder->setSortRole(OffsetModel::sortRole);
    m_offsetOrder->setSourceModel(m_offsets);
    m_offsetTable->setObjectName(QStringLiteral("offsetTable"));
    m_offsetTable->setModel(m_offsetOrder);
    m_offsetTable->setSortingEnabled(true);
    m_offsetTable->sortByColumn(OffsetModel::topic, Qt::AscendingOrder);
    m_offsetTable->setItemDelegateForColumn(
        OffsetModel::trend, new SparklineDelegate(GroupModel::trendRole, app::GroupPace::samples, this));
    m_offsetTable->setColumns({{8}, {3}, {7}, {7}, {8}, {7, 1}, {8, 3}, {14, 4}, {12, 2}, {27, 5}},
                              OffsetModel::topic);

    m_memberTable->setObjectName(QStringLiteral("memberTable"));
    m_memberTable->setModel(m_members);
    m_memberTable->setColumns({{14}, {12, 1}, {24, 2}, {3}, {20}}, MemberModel::assignment);

    m_tabs->setObjectName(QStringLiteral("groupTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_offsetTable, QString());
    m_tabs->addTab(m_memberTable, QString());
    m_tabs->addTab(m_chart, QString());

    m_groupTitle->setObjectName(QStringLiteral("groupTitle"));
    m_groupTitle->setFont(textFont(TypeSize::large, true));
    m_groupTitle->setContentsMargins(paddingSmall, paddingSmall, paddingSmall, 0);
    auto* below = new QWidget;
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addWidget(m_groupTitle);
    belowLayout->addWidget(m_tabs, 1);

    m_splitter->setObjectName(QStringLiteral("groupsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_groupTable);
    m_splitter->addWidget(below);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
    m_stack->setCurrentWidget(m_empty);

    connect(m_groupTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &GroupsView::refreshSelected);
    // By the reader: rows that come and go change the current one, too.
    for (const auto signal : {&QAbstractItemView::clicked, &QAbstractItemView::activated}) {
        connect(m_groupTable, signal, this, &GroupsView::groupChosen);
        connect(m_offsetTable, signal, this, &GroupsView::offsetChosen);
    }
    const auto source = [this] { return m_source.data(); };
    giveContextMenu(*m_groupTable, *this, source,
                    [this](const QModelIndex& index) -> std::optional<MenuTarget> {
                        const auto group = m_groups->groupAt(m_order->mapToSource(index).row());
                        return group ? std::optional(groupTarget(group->id)) : std::nullopt;
                    });
    giveContextMenu(
        *m_offsetTable, *this, source, [this](const QModelIndex& index) -> std::optional<MenuTarget> {
            const auto group = m_groups->groupAt(m_order->mapToSource(m_groupTable->currentIndex()).row());
            if (!group)
                return std::nullopt;
            const auto& offset = m_offsets->offsetAt(m_offsetOrder->mapToSource(index).row());
            auto target = groupTarget(group->id);
            target.known.emplace("topic", offset.topic);
            target.known.emplace("partition", std::int64_t(offset.partition.value()));
            return target;
        });
    GroupsView::retranslate();
}

QString GroupsView::key() const {
    return QStringLiteral("groups");
}

QString GroupsView::title() const {
    return tr("Groups");
}

void GroupsView::setSource(app::Source* source) {
    m_source = source;
    m_pastShown.reset();
    m_pace.clear();
    m_meanwhile.clear();
    m_lastNumbersMs = 0;
    m_groups->show({});
    refreshSelected();
    m_stack->setCurrentWidget(m_empty);
}

bool GroupsView::sample(const Frame& frame) {
    const Frame& now = frame.now ? *frame.now : frame;
    return now.isLive() && (m_pastShown ? m_meanwhile : m_pace).sample(*now.snapshot);
}

void GroupsView::showFrame(const Frame& frame) {
    const bool sampled = sample(frame);
    if (!frame.isLive()) {
        if (frame.snapshot == m_pastShown)
            return;
        if (!m_pastShown)
            m_meanwhile = std::exchange(m_pace, {});
        m_pastShown = frame.snapshot;
        m_pace.clear();
        for (const auto& second : frame.past->groups)
            m_pace.sample(*second, recordedGap);
        m_lastNumbersMs = 0;
    } else if (m_pastShown) {
        m_pastShown.reset();
        m_pace = std::exchange(m_meanwhile, {});
        m_lastNumbersMs = 0;
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!sampled && now - m_lastNumbersMs < numbersEveryMs && now >= m_lastNumbersMs)
        return;
    m_lastNumbersMs = now;
    m_groups->show(*frame.snapshot);
    m_stack->setCurrentWidget(m_groups->rowCount() > 0 ? static_cast<QWidget*>(m_splitter) : m_empty);
    restoreSelection();
    refreshSelected();
}

void GroupsView::restoreSelection() {
    if (m_groupTable->currentIndex().isValid() || m_order->rowCount() == 0)
        return;
    int wanted = 0;
    for (int row = 0; row < m_order->rowCount() && !m_wantedGroup.isEmpty(); ++row) {
        if (m_order->index(row, GroupModel::id).data().toString() == m_wantedGroup)
            wanted = row;
    }
    m_wantedGroup.clear();
    m_groupTable->selectRow(wanted);
}

void GroupsView::groupChosen() {
    Selection wanted = selection();
    wanted.group = m_groupTable->currentIndex().siblingAtColumn(GroupModel::id).data().toString();
    choose(wanted);
}

void GroupsView::offsetChosen(const QModelIndex& index) {
    const auto& committed = m_offsets->offsetAt(m_offsetOrder->mapToSource(index).row());
    Selection wanted = selection();
    wanted.setRecord(QString::fromStdString(committed.topic), committed.partition, committed.offset);
    choose(wanted);
}

void GroupsView::showSelection() {
    m_order->setTopic(selection().topic);
    if (selection().group.isEmpty())
        return;
    m_wantedGroup = selection().group;
    m_groupTable->clearSelection();
    m_groupTable->setCurrentIndex({});
    restoreSelection();
}

void GroupsView::refreshSelected() {
    const QModelIndex current = m_order->mapToSource(m_groupTable->currentIndex());
    const auto group = current.isValid() ? m_groups->groupAt(current.row()) : nullptr;
    m_groupTitle->setText(group ? QString::fromStdString(group->id) : QString());
    m_offsets->show(group);
    m_members->show(group);
    if (group) {
        const auto& moments = m_pace.moments(group->id);
        m_chart->show(moments, moments.empty() ? Instant() : moments.back().at);
    } else {
        m_chart->show({}, {});
    }
    m_tabs->setTabText(0, tr("Offsets (%1)").arg(countText(m_offsets->rowCount())));
    m_tabs->setTabText(1, tr("Members (%1)").arg(countText(m_members->rowCount())));
    m_tabs->setTabText(2, tr("Lag over time"));
}

void GroupsView::retranslate() {
    m_groupTable->setAccessibleName(tr("Consumer groups"));
    m_offsetTable->setAccessibleName(tr("Committed offsets of the selected group"));
    m_offsetTable->setEmptyText(tr("This group has committed no offsets yet."));
    m_memberTable->setAccessibleName(tr("Members of the selected group"));
    m_memberTable->setEmptyText(tr("No member is connected. The group keeps its offsets until they expire."));
    m_empty->setTexts(
        tr("No consumer groups yet"),
        tr("Consumers that share a group id divide a topic's partitions among them and remember how far "
           "they have read. Start a consumer with a group id, and its members, assignment and lag "
           "appear here."));
    m_groups->retranslate();
    m_offsets->retranslate();
    m_members->retranslate();
    m_chart->retranslate();
    for (ListTable* table : {m_groupTable, m_offsetTable, m_memberTable})
        table->refitColumns();
    refreshSelected();
}

void GroupsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        m_chart->refreshTheme();
    View::changeEvent(event);
}

std::vector<KeyHint> GroupsView::keys() const {
    return tableKeys();
}

QVariantMap GroupsView::saveState() const {
    return {{QStringLiteral("group"), m_groupTitle->text()},
            {QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("groupColumns"), m_groupTable->saveColumns()},
            {QStringLiteral("offsetColumns"), m_offsetTable->saveColumns()},
            {QStringLiteral("memberColumns"), m_memberTable->saveColumns()}};
}

void GroupsView::restoreState(const QVariantMap& state) {
    const auto bytes = [&](const char* name) {
        return QByteArray::fromBase64(state.value(QString::fromLatin1(name)).toString().toLatin1());
    };
    m_wantedGroup = state.value(QStringLiteral("group")).toString();
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
    m_splitter->restoreState(bytes("splitter"));
    m_groupTable->restoreColumns(state.value(QStringLiteral("groupColumns")));
    m_offsetTable->restoreColumns(state.value(QStringLiteral("offsetColumns")));
    m_memberTable->restoreColumns(state.value(QStringLiteral("memberColumns")));
}

} // namespace partitura::ui
