#include "ui/messages/record_model.h"

#include "ui/dialogs/error_note.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>
#include <limits>

namespace partitura::ui {

RecordModel::RecordModel(QObject* parent)
    : QAbstractTableModel(parent) {
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(0);
    connect(&m_readSoon, &QTimer::timeout, this, &RecordModel::readNext);
}

void RecordModel::setSource(app::Source* source) {
    setTopic({}, {});
    m_source = source;
}

void RecordModel::setTopic(const QString& topic, std::optional<PartitionIndex> only) {
    beginResetModel();
    m_topic = topic;
    m_only = only;
    m_ranges.assign({});
    m_pages.clear();
    m_wishes.clear();
    m_reads = 0;
    ++m_generation;
    endResetModel();
}

void RecordModel::reload() {
    m_pages.clear();
    m_wishes.clear();
    m_reads = 0;
    ++m_generation;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, RecordColumns::count - 1));
}

void RecordModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, RecordColumns::count - 1);
}

void RecordModel::update(const observe::TopicSnapshot* topic) {
    if (!topic || topic->name != m_topic.toStdString()) {
        if (m_ranges.rows() > 0 && !topic)
            setTopic(m_topic, m_only);
        return;
    }
    std::vector<RowRanges::Range> wanted;
    for (const auto& partition : topic->partitions) {
        if (!m_only || *m_only == partition.index)
            wanted.push_back(
                {partition.index, partition.logStart, std::max(partition.logStart, partition.highWatermark)});
    }
    // Models count rows in int: a list longer than that shows its first two thousand million.
    std::int64_t room = std::numeric_limits<int>::max();
    for (auto& range : wanted) {
        range.end = range.start + std::min(range.rows(), room);
        room -= range.rows();
    }

    const auto& shown = m_ranges.ranges();
    const bool samePartitions =
        wanted.size() == shown.size() &&
        std::equal(wanted.begin(), wanted.end(), shown.begin(),
                   [](const auto& a, const auto& b) { return a.partition == b.partition; });
    if (!samePartitions) {
        beginResetModel();
        m_ranges.assign(std::move(wanted));
        endResetModel();
        return;
    }
    // From the last to the first, so that what is yet to come keeps its rows.
    for (std::size_t slot = wanted.size(); slot-- > 0;) {
        if (shown[slot].start != wanted[slot].start || shown[slot].end != wanted[slot].end)
            updateSlot(slot, wanted[slot].start, wanted[slot].end);
    }
}

void RecordModel::updateSlot(std::size_t slot, Offset start, Offset end) {
    const auto before = m_ranges.ranges()[slot];
    if (start > before.end || end < before.start || start < before.start) {
        // Truncated or made anew: nothing of what was shown is certain.
        beginResetModel();
        std::erase_if(m_pages,
                      [&](const auto& entry) { return entry.first.partition == before.partition.value(); });
        m_ranges.setEnd(slot, std::max(before.start, end));
        m_ranges.setStart(slot, start);
        m_ranges.setEnd(slot, end);
        endResetModel();
        return;
    }
    const auto first = m_ranges.firstRow(slot);
    if (end > before.end) {
        const auto at = first + before.rows();
        beginInsertRows({}, int(at), int(at + (end - before.end) - 1));
        m_ranges.setEnd(slot, end);
        endInsertRows();
        const PageKey last{before.partition.value(), before.end.value() / pageRecords};
        if (const auto page = m_pages.find(last); page != m_pages.end())
            page->second.stalled = false;
    } else if (end < before.end) {
        beginRemoveRows({}, int(first + (end - before.start)), int(first + before.rows() - 1));
        m_ranges.setEnd(slot, end);
        endRemoveRows();
        std::erase_if(m_pages, [&](const auto& entry) {
            return entry.first.partition == before.partition.value() &&
                   (entry.first.number + 1) * pageRecords > end.value();
        });
    }
    if (start > before.start) {
        beginRemoveRows({}, int(first), int(first + (start - before.start) - 1));
        m_ranges.setStart(slot, start);
        endRemoveRows();
    }
}

TopicPartition RecordModel::partitionAt(int row) const {
    const auto place = m_ranges.placeOf(row);
    return {m_topic.toStdString(), m_ranges.ranges()[place.slot].partition};
}

Offset RecordModel::offsetAt(int row) const {
    return m_ranges.placeOf(row).offset;
}

int RecordModel::rowOf(PartitionIndex partition, Offset offset) const {
    const auto slot = m_ranges.slotOf(partition);
    if (!slot)
        return -1;
    const auto& range = m_ranges.ranges()[*slot];
    if (range.rows() == 0)
        return -1;
    const Offset inside = std::clamp(offset, range.start, range.end - 1);
    return int(m_ranges.firstRow(*slot) + (inside - range.start));
}

const RecordModel::Page* RecordModel::pageOf(const RowRanges::Place& place) const {
    const PageKey key{m_ranges.ranges()[place.slot].partition.value(), place.offset.value() / pageRecords};
    const auto it = m_pages.find(key);
    const Page* page = it == m_pages.end() ? nullptr : &it->second;
    if (page)
        page->lastUsed = ++m_clock;
    if (!page || (place.offset >= page->readTo && !page->reading && !page->stalled && !page->error))
        wish(key);
    return page;
}

const RecordRow* RecordModel::find(const Page& page, Offset offset) {
    const auto it = std::lower_bound(page.rows.begin(), page.rows.end(), offset,
                                     [](const RecordRow& row, Offset wanted) { return row.offset < wanted; });
    return it != page.rows.end() && it->offset == offset ? &*it : nullptr;
}

const RecordRow* RecordModel::recordAt(int row) const {
    const auto place = m_ranges.placeOf(row);
    const Page* page = pageOf(place);
    return page ? find(*page, place.offset) : nullptr;
}

void RecordModel::wish(const PageKey& key) const {
    if (!m_source || std::find(m_wishes.begin(), m_wishes.end(), key) != m_wishes.end())
        return;
    // Scrolled past: the oldest wishes are no longer looked at.
    if (m_wishes.size() >= mostWishes)
        m_wishes.erase(m_wishes.begin());
    m_wishes.push_back(key);
    if (!m_readSoon.isActive())
        m_readSoon.start();
}

void RecordModel::readNext() {
    while (m_source && m_reads < mostReads && !m_wishes.empty()) {
        const PageKey key = m_wishes.back();
        m_wishes.pop_back();
        read(key);
    }
}

void RecordModel::read(const PageKey& key) {
    const auto slot = m_ranges.slotOf(PartitionIndex(key.partition));
    if (!slot)
        return;
    const auto& range = m_ranges.ranges()[*slot];
    const Offset begin = std::max(range.start, Offset(key.number * pageRecords));
    Page& page = m_pages[key];
    page.lastUsed = ++m_clock;
    page.readTo = std::max(page.readTo, begin);
    if (page.reading || page.error ||
        page.readTo >= std::min(range.end, Offset((key.number + 1) * pageRecords)))
        return;
    page.reading = true;
    ++m_reads;
    app::RecordQuery query;
    query.topicPartition = {m_topic.toStdString(), range.partition};
    query.from = page.readTo;
    query.maxRecords = std::size_t((key.number + 1) * pageRecords - page.readTo.value());
    forgetOldest();
    m_source->readRecords(query, [self = QPointer<RecordModel>(this), key, generation = m_generation](
                                     Result<std::shared_ptr<const app::RecordPage>> answer) {
        if (self && self->m_generation == generation)
            self->take(key, answer);
    });
}

void RecordModel::take(const PageKey& key, const Result<std::shared_ptr<const app::RecordPage>>& answer) {
    --m_reads;
    const auto found = m_pages.find(key);
    if (found == m_pages.end()) { // the log was truncated meanwhile
        readNext();
        return;
    }
    Page& page = found->second;
    page.reading = false;
    const Offset from = page.readTo;
    const Offset pageEnd((key.number + 1) * pageRecords);
    if (!answer.ok()) {
        page.error = answer.error();
        emit readFailed(answer.error());
    } else {
        for (const app::Record& record : (*answer)->records) {
            if (record.offset >= from && record.offset < pageEnd &&
                (page.rows.empty() || record.offset > page.rows.back().offset))
                page.rows.push_back(makeRow(record));
        }
        page.readTo = std::clamp((*answer)->nextOffset, from, pageEnd);
        page.stalled = page.readTo == from;
    }
    announce(key);
    readNext();
}

void RecordModel::announce(const PageKey& key) {
    const PartitionIndex partition(key.partition);
    const auto slot = m_ranges.slotOf(partition);
    if (!slot)
        return;
    const auto& range = m_ranges.ranges()[*slot];
    const Offset begin = std::max(range.start, Offset(key.number * pageRecords));
    const Offset end = std::min(range.end, Offset((key.number + 1) * pageRecords));
    if (begin >= end)
        return;
    emit dataChanged(index(rowOf(partition, begin), 0),
                     index(rowOf(partition, end - 1), RecordColumns::count - 1));
}

void RecordModel::forgetOldest() {
    while (m_pages.size() > mostPages) {
        auto oldest = m_pages.end();
        for (auto it = m_pages.begin(); it != m_pages.end(); ++it) {
            if (!it->second.reading &&
                (oldest == m_pages.end() || it->second.lastUsed < oldest->second.lastUsed))
                oldest = it;
        }
        if (oldest == m_pages.end())
            return;
        m_pages.erase(oldest);
    }
}

int RecordModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_ranges.rows());
}

int RecordModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : RecordColumns::count;
}

QVariant RecordModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(RecordColumns::alignment(index.column()));
    if (role != Qt::DisplayRole && role != Qt::ForegroundRole && role != Qt::FontRole &&
        role != Qt::DecorationRole && role != Qt::ToolTipRole)
        return {};
    const auto place = m_ranges.placeOf(index.row());
    const Page* page = pageOf(place);
    if (const RecordRow* row = page ? find(*page, place.offset) : nullptr)
        return RecordColumns::data(*row, index.column(), role);

    // Not read, not there, or not readable: partition and offset are facts all the same.
    const bool gap = page && place.offset < page->readTo;
    const bool failed = page && page->error && !gap;
    if (role == Qt::ForegroundRole)
        return failed && index.column() == RecordColumns::value ? theme().danger : theme().inkFaint;
    if (role == Qt::ToolTipRole)
        return failed ? QVariant(errorText(*page->error)) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case RecordColumns::partition:
        return countText(m_ranges.ranges()[place.slot].partition.value());
    case RecordColumns::offset:
        return countText(place.offset.value());
    case RecordColumns::value:
        return failed ? tr("could not be read")
               : gap  ? tr("no record: compacted away, or a control record")
                      : QStringLiteral("\u2026");
    case RecordColumns::timestamp:
    case RecordColumns::key:
        return gap || failed ? QString() : QStringLiteral("\u2026");
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(RecordColumns::alignment(section));
    return role == Qt::DisplayRole ? QVariant(RecordColumns::title(section)) : QVariant();
}

} // namespace partitura::ui
