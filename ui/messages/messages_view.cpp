#include "ui/messages/messages_view.h"

#include "ui/dialogs/error_note.h"
#include "ui/messages/live_tail.h"
#include "ui/messages/record_detail.h"
#include "ui/messages/record_model.h"
#include "ui/messages/record_table.h"
#include "ui/messages/tail_model.h"
#include "ui/style/combo_box.h"
#include "ui/style/elided_label.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/style/tool_row.h"
#include "ui/tables/table_keys.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr qint64 boundsEveryMs = 250; // the list grows four times a second
constexpr qint64 tailEveryMs = 100;   // and what is followed ten times
constexpr int allPartitions = -1;

} // namespace

MessagesView::MessagesView(QWidget* parent)
    : View(parent)
    , m_topicBox(new ComboBox)
    , m_partitionBox(new ComboBox)
    , m_seekText(new QLineEdit)
    , m_status(new ElidedLabel)
    , m_bar(new ToolRow)
    , m_error(new ErrorNote)
    , m_records(new RecordModel(this))
    , m_tailRows(new TailModel(this))
    , m_tail(new LiveTail(this))
    , m_table(new RecordTable)
    , m_detail(new RecordDetail)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_empty(new EmptyState(QStringLiteral("messages")))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("messagesView"));
    buildBar();
    m_table->setObjectName(QStringLiteral("recordTable"));
    m_table->setModel(m_records);
    m_table->setColumns({{3}, {6}, {27, 1}, {16}, {36}, {16, 3}, {7, 5}, {7, 2}, {6, 4}},
                        RecordColumns::value);
    m_detail->setObjectName(QStringLiteral("recordDetail"));
    m_error->setContentsMargins(paddingSmall, 0, paddingSmall, gridStep);

    auto* upper = new QWidget;
    auto* upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(m_error);
    upperLayout->addWidget(m_table, 1);
    m_splitter->setObjectName(QStringLiteral("messagesSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(upper);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto* body = new QWidget;
    body->setLayout(m_stack);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_stack->setCurrentWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(body, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &MessagesView::currentChanged);
    connect(m_records, &RecordModel::readFailed, this,
            [this](const Error& error) { m_error->showError(error); });
    connect(m_tail, &LiveTail::readFailed, this, [this](const Error& error) { m_error->showError(error); });
    connect(m_tail, &LiveTail::arrived, m_tailRows, &TailModel::append);
    connect(m_detail, &RecordDetail::decodersChosen, this, &MessagesView::rememberDecoders);
    connect(m_detail, &RecordDetail::notice, this, &View::notice);
    MessagesView::retranslate();
}

void MessagesView::buildBar() {
    m_topicBox->setObjectName(QStringLiteral("topicChooser"));
    m_partitionBox->setObjectName(QStringLiteral("partitionChooser"));
    m_seekText->setObjectName(QStringLiteral("seekBox"));
    m_seekText->setClearButtonEnabled(true);
    m_seekText->setFont(monoFont());
    const int unit = QFontMetrics(textFont()).averageCharWidth();
    m_topicBox->setCharacters(10, 16);
    m_partitionBox->setCharacters(10, 10);
    m_seekText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_seekText->setMinimumWidth(unit * 12);
    m_seekText->setMaximumWidth(unit * 32);
    m_status->setObjectName(QStringLiteral("recordStatus"));
    m_status->setProperty("role", "soft");
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_follow = new QAction(this);
    m_follow->setCheckable(true);
    m_follow->setIcon(icon(u"play"));
    m_pause = new QAction(this);
    m_pause->setCheckable(true);
    m_pause->setEnabled(false);
    m_pause->setIcon(icon(u"pause"));
    m_reload = new QAction(this);
    m_reload->setIcon(icon(u"refresh"));
    m_reload->setShortcut(QKeySequence::Refresh);
    m_reload->setShortcutContext(Qt::WidgetWithChildrenShortcut);

    m_bar->add(m_topicBox);
    m_bar->add(m_partitionBox);
    m_bar->add(m_seekText);
    const std::pair<QAction*, const char*> buttons[] = {
        {m_follow, "follow"}, {m_pause, "pause"}, {m_reload, "reload"}};
    for (const auto& [action, name] : buttons) {
        addAction(action);
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(name));
        button->setDefaultAction(action);
        button->setToolButtonStyle(action == m_follow ? Qt::ToolButtonTextBesideIcon
                                                      : Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        m_bar->add(button);
    }
    m_bar->add(m_status);

    connect(m_topicBox, &QComboBox::currentIndexChanged, this, &MessagesView::topicChosen);
    for (QComboBox* box : {m_topicBox, m_partitionBox})
        connect(box, &QComboBox::activated, this, &MessagesView::chooseHere);
    connect(m_partitionBox, &QComboBox::currentIndexChanged, this, &MessagesView::partitionChosen);
    connect(m_seekText, &QLineEdit::textChanged, this, &MessagesView::seekEdited);
    connect(m_seekText, &QLineEdit::returnPressed, this, &MessagesView::seek);
    connect(m_follow, &QAction::toggled, this, &MessagesView::setFollowing);
    connect(m_pause, &QAction::toggled, this, [this](bool paused) {
        m_tail->setPaused(paused);
        refreshStatus();
    });
    connect(m_reload, &QAction::triggered, this, [this] {
        m_error->clear();
        m_records->reload();
        readSelected();
    });
}

QString MessagesView::key() const {
    return QStringLiteral("messages");
}

QString MessagesView::title() const {
    return tr("Messages");
}

void MessagesView::setSource(app::Source* source) {
    ++m_generation;
    ++m_seekGeneration;
    m_readingSelected = false;
    m_follow->setChecked(false);
    m_source = source;
    m_frame = {};
    m_lastUpdateMs = 0;
    m_wantedTopic = m_topic.isEmpty() ? m_wantedTopic : m_topic;
    m_topic.clear();
    m_selected.reset();
    m_records->setSource(source);
    m_error->clear();
    m_detail->showMessage(QString());
    {
        const QSignalBlocker quiet(m_topicBox);
        m_topicBox->clear();
    }
    m_stack->setCurrentWidget(m_empty);
    refreshStatus();
}

void MessagesView::showFrame(const Frame& frame) {
    m_frame = frame;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (m_follow->isChecked() && (now - m_lastTailMs >= tailEveryMs || now < m_lastTailMs)) {
        m_lastTailMs = now;
        if (const auto* topic = shownTopic())
            m_tail->pump(*topic);
    }
    if (now - m_lastUpdateMs < boundsEveryMs && now >= m_lastUpdateMs && !m_pendingGo)
        return;
    m_lastUpdateMs = now;
    refreshChoosers();
    m_records->update(shownTopic());
    goAfterFrame();
    showSomething();
    refreshStatus();
}

const observe::TopicSnapshot* MessagesView::shownTopic() const {
    return m_frame.snapshot && !m_topic.isEmpty() ? m_frame.snapshot->topic(m_topic.toStdString()) : nullptr;
}

void MessagesView::refreshChoosers() {
    QStringList names;
    QStringList internal;
    for (const auto& topic : m_frame.snapshot->topics)
        (topic->isInternal ? internal : names) << QString::fromStdString(topic->name);
    names += internal; // Kafka's own come last
    QStringList shown;
    for (int i = 0; i < m_topicBox->count(); ++i)
        shown << m_topicBox->itemText(i);
    if (shown != names) {
        const QSignalBlocker quiet(m_topicBox);
        m_topicBox->clear();
        m_topicBox->addItems(names);
        m_topicBox->setCurrentIndex(int(names.indexOf(m_topic)));
    }
    m_stack->setCurrentWidget(names.isEmpty() ? static_cast<QWidget*>(m_empty) : m_splitter);
    const bool canRead = m_source && m_source->capabilities().readRecords;
    const QString reason = m_source ? m_source->capabilities().reason : QString();
    m_follow->setEnabled(canRead);
    m_seekText->setEnabled(canRead);
    m_follow->setToolTip(canRead ? tr("Show records as they arrive") : reason);
    m_table->setEmptyText(!canRead ? reason
                          : m_follow->isChecked()
                              ? tr("Waiting for records\u2026")
                              : tr("This topic holds no records now. Produce one, and it appears here."));
    if (!m_wantedTopic.isEmpty() && names.contains(m_wantedTopic))
        m_topicBox->setCurrentText(std::exchange(m_wantedTopic, QString()));
    else if (m_topicBox->currentIndex() < 0 && !names.isEmpty())
        m_topicBox->setCurrentIndex(0);
    refreshPartitionChooser();
}

void MessagesView::refreshPartitionChooser() {
    const auto* topic = shownTopic();
    const int count = topic ? int(topic->partitions.size()) : 0;
    if (m_partitionBox->count() == count + 1)
        return;
    const QSignalBlocker quiet(m_partitionBox);
    const int chosen =
        m_partitionBox->currentData().isValid() ? m_partitionBox->currentData().toInt() : allPartitions;
    m_partitionBox->clear();
    m_partitionBox->addItem(tr("All partitions"), allPartitions);
    for (int partition = 0; partition < count; ++partition)
        m_partitionBox->addItem(tr("Partition %1").arg(partition), partition);
    m_partitionBox->setCurrentIndex(std::max(0, m_partitionBox->findData(chosen)));
}

void MessagesView::refreshStatus() {
    if (m_topic.isEmpty()) {
        m_status->clear();
        return;
    }
    if (m_follow->isChecked()) {
        QString text = m_tail->isPaused() ? tr("Paused") : tr("Following");
        text += QStringLiteral(" \u00b7 ") + tr("newest %1 rec").arg(countText(m_tailRows->rowCount()));
        if (m_tail->skipped() > 0)
            text += QStringLiteral(" \u00b7 ") + tr("%1 rec skipped").arg(countText(m_tail->skipped()));
        m_status->setText(text);
        m_status->setToolTip(text);
        return;
    }
    m_status->setText(tr("%1 offsets").arg(countText(m_records->ranges().rows())));
    m_status->setToolTip(tr("Offsets between log start and high watermark of the partitions shown"));
}

std::optional<PartitionIndex> MessagesView::onlyPartition() const {
    const int chosen =
        m_partitionBox->currentData().isValid() ? m_partitionBox->currentData().toInt() : allPartitions;
    return chosen == allPartitions ? std::nullopt : std::optional(PartitionIndex(chosen));
}

PartitionIndex MessagesView::lookedAtPartition() const {
    if (const auto only = onlyPartition())
        return *only;
    if (m_records->rowCount() == 0)
        return PartitionIndex(0);
    const QModelIndex current = m_table->currentIndex();
    const int row = current.isValid() && current.model() == m_records ? current.row() : m_table->topRow();
    return m_records->partitionAt(std::min(row, m_records->rowCount() - 1)).partition;
}

void MessagesView::topicChosen() {
    const QString topic = m_topicBox->currentText();
    if (topic == m_topic)
        return;
    m_topic = topic;
    {
        const QSignalBlocker quiet(m_partitionBox);
        m_partitionBox->clear();
    }
    refreshPartitionChooser();
    const QStringList decoders = m_decoders.value(m_topic).toStringList();
    m_detail->setDecoders(decoders.value(0), decoders.value(1));
    partitionChosen();
}

void MessagesView::partitionChosen() {
    ++m_seekGeneration;
    m_error->clear();
    m_selected.reset();
    m_chosenByReader = false;
    m_detail->showMessage(tr("Select a record to see its fields and bytes."));
    m_records->setTopic(m_topic, onlyPartition());
    m_records->update(shownTopic());
    if (m_follow->isChecked()) {
        m_tailRows->clear();
        m_tail->start(m_source, m_topic, onlyPartition());
        m_pause->setChecked(false);
    }
    refreshStatus();
}

void MessagesView::setFollowing(bool following) {
    m_error->clear();
    m_pause->setChecked(false);
    m_pause->setEnabled(following);
    m_tailRows->clear();
    m_selected.reset();
    m_detail->showMessage(tr("Select a record to see its fields and bytes."));
    // A selection model belongs to a view's model: setting another makes another.
    if (following)
        m_tail->start(m_source, m_topic, onlyPartition());
    else
        m_tail->stop();
    m_table->setModel(following ? static_cast<QAbstractItemModel*>(m_tailRows) : m_records);
    m_table->setStickToEnd(following);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &MessagesView::currentChanged);
    if (m_frame.snapshot)
        refreshChoosers();
    refreshStatus();
}

void MessagesView::seekEdited() {
    const auto parsed = parseSeek(m_seekText->text(), QDateTime::currentMSecsSinceEpoch());
    const auto* problem = std::get_if<QString>(&parsed);
    const char* state = !problem ? "valid" : problem->isEmpty() ? "" : "invalid";
    m_seekText->setProperty("state", state);
    m_seekText->style()->unpolish(m_seekText);
    m_seekText->style()->polish(m_seekText);
    m_seekText->setToolTip(problem && !problem->isEmpty() ? *problem : m_seekText->placeholderText());
}

void MessagesView::seek() {
    const auto parsed = parseSeek(m_seekText->text(), QDateTime::currentMSecsSinceEpoch());
    if (const auto* problem = std::get_if<QString>(&parsed)) {
        if (!problem->isEmpty())
            m_error->showText(*problem);
        return;
    }
    m_error->clear();
    m_follow->setChecked(false);
    const auto& target = std::get<SeekTarget>(parsed);
    const PartitionIndex partition = target.partition.value_or(lookedAtPartition());
    const auto* topic = shownTopic();
    const auto found = topic ? std::find_if(topic->partitions.begin(), topic->partitions.end(),
                                            [&](const auto& p) { return p.index == partition; })
                             : decltype(topic->partitions.begin()){};
    if (!topic || found == topic->partitions.end()) {
        m_error->showText(tr("There is no partition %1 here; choose one of the topic's partitions.")
                              .arg(partition.value()));
        return;
    }
    if (onlyPartition() && *onlyPartition() != partition)
        m_partitionBox->setCurrentIndex(m_partitionBox->findData(partition.value()));
    if (std::holds_alternative<SeekEarliest>(target.place)) {
        go(partition, found->logStart);
    } else if (std::holds_alternative<SeekLatest>(target.place)) {
        go(partition, found->highWatermark - 1);
    } else if (const auto* offset = std::get_if<SeekOffset>(&target.place)) {
        if (offset->offset < found->logStart || offset->offset >= found->highWatermark)
            m_error->showText(
                tr("Partition %1 holds offsets %2 to %3; the nearest is shown.")
                    .arg(partition.value())
                    .arg(countText(found->logStart.value()), countText(found->highWatermark.value() - 1)));
        go(partition, offset->offset);
    } else {
        const auto timeMs = std::get<SeekTime>(target.place).timeMs;
        m_status->setText(tr("Searching for %1\u2026").arg(timestampText(timeMs)));
        m_source->findOffset({m_topic.toStdString(), partition}, timeMs,
                             [self = QPointer<MessagesView>(this), partition,
                              generation = ++m_seekGeneration](Result<Offset> answer) {
                                 if (!self || self->m_seekGeneration != generation)
                                     return;
                                 if (answer.ok())
                                     self->go(partition, *answer);
                                 else
                                     self->m_error->showError(answer.error());
                                 self->refreshStatus();
                             });
    }
}

void MessagesView::go(PartitionIndex partition, Offset offset) {
    const int row = m_records->rowOf(partition, offset);
    if (row < 0) {
        emit notice(tr("Partition %1 holds no records now.").arg(partition.value()));
        return;
    }
    const QModelIndex index = m_records->index(row, RecordColumns::offset);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    emit notice(tr("Partition %1, offset %2.")
                    .arg(partition.value())
                    .arg(countText(m_records->offsetAt(row).value())));
}

void MessagesView::showOffset(const QString& topic, PartitionIndex partition, Offset offset) {
    m_pendingGo = {partition, offset};
    m_follow->setChecked(false);
    selectTopic(topic);
    if (onlyPartition() && *onlyPartition() != partition)
        m_partitionBox->setCurrentIndex(0);
    goAfterFrame();
}

void MessagesView::goAfterFrame() {
    if (!m_pendingGo || !m_wantedTopic.isEmpty() || m_records->rowCount() == 0)
        return;
    const auto [partition, offset] = *m_pendingGo;
    m_pendingGo.reset();
    go(partition, offset);
}

void MessagesView::showSomething() {
    // Fields and bytes teach more than the advice to select a record. Until the reader chooses one it is the
    // topmost, also when records of an earlier partition come in above it.
    if (m_follow->isChecked() || m_chosenByReader || m_records->rowCount() == 0)
        return;
    const int row = std::min(m_table->topRow(), m_records->rowCount() - 1);
    if (m_table->currentIndex().isValid() && (m_table->currentIndex().row() == row || m_table->topRow() > 0))
        return;
    m_table->setCurrentIndex(m_records->index(row, RecordColumns::offset));
    m_chosenByReader = false;
}

void MessagesView::chooseHere() {
    Selection wanted = selection();
    wanted.setPartition(m_topic, onlyPartition().value_or(PartitionIndex()));
    choose(wanted);
}

void MessagesView::showSelection() {
    const Selection& wanted = selection();
    if (wanted.topic.isEmpty())
        return;
    if (wanted.offset)
        return showOffset(wanted.topic, wanted.partition, *wanted.offset);
    selectTopic(wanted.topic);
    if (const int row = m_partitionBox->findData(wanted.partition.value());
        m_topic == wanted.topic && m_partitionBox->currentIndex() != std::max(0, row))
        m_partitionBox->setCurrentIndex(std::max(0, row));
}

void MessagesView::selectTopic(const QString& topic) {
    if (topic.isEmpty() || topic == m_topic)
        return;
    if (const int found = m_topicBox->findText(topic); found >= 0)
        m_topicBox->setCurrentIndex(found);
    else
        m_wantedTopic = topic;
}

void MessagesView::currentChanged(const QModelIndex& current) {
    if (!current.isValid()) {
        m_selected.reset();
        m_chosenByReader = false;
        return;
    }
    m_chosenByReader = true;
    if (current.model() == m_tailRows) {
        const RecordRow& row = m_tailRows->recordAt(current.row());
        m_selected = {TopicPartition{m_topic.toStdString(), row.partition}, row.offset};
    } else {
        m_selected = {m_records->partitionAt(current.row()), m_records->offsetAt(current.row())};
    }
    readSelected();
}

void MessagesView::readSelected() {
    if (!m_selected || !m_source || m_readingSelected)
        return;
    m_readingSelected = true;
    app::RecordQuery query;
    query.topicPartition = m_selected->first;
    query.from = m_selected->second;
    query.maxRecords = 1;
    m_source->readRecords(
        query, [self = QPointer<MessagesView>(this), asked = *m_selected,
                generation = m_generation](Result<std::shared_ptr<const app::RecordPage>> answer) {
            if (!self || self->m_generation != generation)
                return;
            self->m_readingSelected = false;
            if (!self->m_selected)
                return;
            if (*self->m_selected != asked) { // moved on meanwhile: only the newest wish matters
                self->readSelected();
                return;
            }
            if (!answer.ok()) {
                self->m_detail->showMessage(errorText(answer.error()));
                return;
            }
            for (const app::Record& record : (*answer)->records) {
                if (record.offset == asked.second) {
                    self->m_detail->showRecord(QString::fromStdString(asked.first.topic), record);
                    return;
                }
            }
            self->m_detail->showMessage(
                tr("Offset %1 holds no record: it was compacted away, or is a control record.")
                    .arg(countText(asked.second.value())));
        });
}

void MessagesView::rememberDecoders(const QString& key, const QString& value) {
    if (!m_topic.isEmpty())
        m_decoders.insert(m_topic, QStringList{key, value});
}

void MessagesView::retranslate() {
    m_topicBox->setAccessibleName(tr("Topic"));
    m_topicBox->setPlaceholderText(tr("Topic"));
    m_partitionBox->setAccessibleName(tr("Partition"));
    if (m_partitionBox->count() > 0) {
        m_partitionBox->setItemText(0, tr("All partitions"));
        for (int i = 1; i < m_partitionBox->count(); ++i)
            m_partitionBox->setItemText(i, tr("Partition %1").arg(i - 1));
    }
    m_seekText->setAccessibleName(tr("Go to"));
    m_seekText->setPlaceholderText(tr("Go to p3@1204, -1h, 2026-11-22T10:00, latest"));
    m_follow->setText(tr("Follow"));
    m_pause->setText(tr("Pause"));
    m_pause->setToolTip(tr("Stop taking records in; nothing is lost that the log still holds"));
    m_reload->setText(tr("Load again"));
    m_reload->setToolTip(tr("Read the records in sight again"));
    m_table->setAccessibleName(tr("Records"));
    m_empty->setTexts(
        tr("No topics yet"),
        tr("Records live in topics. Create one in the Topics view, or let a client do it: what it "
           "produces appears here, down to the byte."));
    m_records->retranslate();
    m_tailRows->retranslate();
    m_table->refitColumns();
    m_detail->retranslate();
    m_error->retranslate();
    if (!m_detail->record())
        m_detail->showMessage(tr("Select a record to see its fields and bytes."));
    if (m_frame.snapshot)
        refreshChoosers();
    refreshStatus();
}

std::vector<KeyHint> MessagesView::keys() const {
    std::vector<KeyHint> keys = tableKeys();
    keys.insert(keys.begin(), {m_reload->shortcut().toString(QKeySequence::NativeText), tr("Read anew")});
    keys.push_back({QStringLiteral("\u2190 \u2192"), tr("In the bytes: the byte before, the byte after")});
    keys.push_back({QStringLiteral("Home End"), tr("In the bytes: the first, the last")});
    return keys;
}

QVariantMap MessagesView::saveState() const {
    return {{QStringLiteral("topic"), m_topic},
            {QStringLiteral("decoders"), m_decoders},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("detail"), QString::fromLatin1(m_detail->saveLayout().toBase64())},
            {QStringLiteral("columns"), m_table->saveColumns()}};
}

void MessagesView::restoreState(const QVariantMap& state) {
    const auto bytes = [&](const char* name) {
        return QByteArray::fromBase64(state.value(QString::fromLatin1(name)).toString().toLatin1());
    };
    m_decoders = state.value(QStringLiteral("decoders")).toMap();
    m_splitter->restoreState(bytes("splitter"));
    m_detail->restoreLayout(bytes("detail"));
    m_table->restoreColumns(state.value(QStringLiteral("columns")));
    const QStringList decoders = m_decoders.value(m_topic).toStringList();
    m_detail->setDecoders(decoders.value(0), decoders.value(1));
    selectTopic(state.value(QStringLiteral("topic")).toString());
}

} // namespace partitura::ui
