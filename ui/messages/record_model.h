// The records of a topic as rows that are fetched when they are looked at.
#pragma once

#include "app/source.h"
#include "ui/messages/record_row.h"
#include "ui/messages/row_ranges.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

#include <unordered_map>

namespace partitura::ui {

/// One row for every offset between log start and high watermark of the partitions shown. Partition and
/// offset are known at once; the rest of a row is a placeholder until its page has been read. Pages are read
/// when a view asks for one of their rows, newest wish first, a few at a time, and the least recently seen
/// ones are forgotten: memory does not depend on the topic's size.
/// An offset without a record (compacted away, or a control record) says so. Thread: the user interface's.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr std::int64_t pageRecords = 256;
    static constexpr std::size_t mostPages = 128;
    static constexpr int mostReads = 4;
    static constexpr std::size_t mostWishes = 16;

    explicit RecordModel(QObject* parent = nullptr);

    void setSource(app::Source* source);
    /// Shows all partitions, or one. Rows appear with the next update.
    void setTopic(const QString& topic, std::optional<PartitionIndex> only);
    /// Takes the present bounds of the topic's partitions; nullptr if it is gone.
    void update(const observe::TopicSnapshot* topic);
    /// Forgets what was read, failures included, and reads again what is looked at.
    void reload();
    void retranslate();

    [[nodiscard]] const RowRanges& ranges() const { return m_ranges; }
    [[nodiscard]] QString topic() const { return m_topic; }
    /// Where a row lies.
    [[nodiscard]] TopicPartition partitionAt(int row) const;
    [[nodiscard]] Offset offsetAt(int row) const;
    /// The row of an offset, moved into the partition's bounds; -1 if the partition is not shown or empty.
    [[nodiscard]] int rowOf(PartitionIndex partition, Offset offset) const;
    /// The row's content if it has been read.
    [[nodiscard]] const RecordRow* recordAt(int row) const;
    [[nodiscard]] std::size_t cachedPages() const { return m_pages.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// A page could not be read.
    void readFailed(const partitura::Error& error);

private:
    struct PageKey {
        std::int32_t partition;
        std::int64_t number; ///< offset / pageRecords
        bool operator==(const PageKey&) const = default;
    };
    struct PageKeyHash {
        std::size_t operator()(const PageKey& key) const noexcept {
            return std::hash<std::int64_t>{}(key.number) * 1000003u ^ std::size_t(key.partition);
        }
    };
    struct Page {
        std::vector<RecordRow> rows; ///< by offset
        Offset readTo;               ///< all below it has been read
        bool reading = false;
        bool stalled = false; ///< the last read got nothing; tried again when the log has moved
        std::optional<Error> error;
        mutable std::uint64_t lastUsed = 0;
    };

    [[nodiscard]] const Page* pageOf(const RowRanges::Place& place) const;
    [[nodiscard]] static const RecordRow* find(const Page& page, Offset offset);
    void wish(const PageKey& key) const;
    void readNext();
    void read(const PageKey& key);
    void take(const PageKey& key, const Result<std::shared_ptr<const app::RecordPage>>& answer);
    void announce(const PageKey& key);
    void forgetOldest();
    void updateSlot(std::size_t slot, Offset start, Offset end);

    QPointer<app::Source> m_source;
    QString m_topic;
    std::optional<PartitionIndex> m_only;
    RowRanges m_ranges;
    std::unordered_map<PageKey, Page, PageKeyHash> m_pages;
    // Painting asks for rows through a const function; what it asks for is noted here.
    mutable std::vector<PageKey> m_wishes; ///< the newest last
    mutable std::uint64_t m_clock = 0;
    mutable QTimer m_readSoon;
    int m_reads = 0;
    std::uint64_t m_generation = 0; ///< answers to an earlier topic or source are dropped
};

} // namespace partitura::ui
