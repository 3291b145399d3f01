// The Messages view: the records of a topic, any size of it, down to the byte.
#pragma once

#include "ui/messages/seek_target.h"
#include "ui/view.h"

#include <QPointer>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedLayout;
class QToolButton;

namespace partitura::ui {

class ComboBox;
class ToolRow;

class EmptyState;
class ErrorNote;
class LiveTail;
class RecordDetail;
class RecordModel;
class RecordTable;
class TailModel;

/// Entry point of the folder: a topic's records in a list, the selected one below. Browsing shows every
/// offset, partition after partition; following shows what arrives. Thread: the user interface's.
class MessagesView : public View {
    Q_OBJECT

public:
    explicit MessagesView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override;
    [[nodiscard]] QString title() const override;
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

    /// Goes to an offset of a topic and selects its record: from a committed offset to the record.
    void showOffset(const QString& topic, PartitionIndex partition, Offset offset);

protected:
    void showSelection() override;

private:
    void selectTopic(const QString& topic);
    void chooseHere();
    void buildBar();
    void refreshChoosers();
    void refreshPartitionChooser();
    void refreshStatus();
    void topicChosen();
    void partitionChosen();
    void setFollowing(bool following);
    void seekEdited();
    void seek();
    void go(PartitionIndex partition, Offset offset);
    void goAfterFrame();
    void showSomething();
    void currentChanged(const QModelIndex& current);
    void readSelected();
    void rememberDecoders(const QString& key, const QString& value);
    [[nodiscard]] std::optional<PartitionIndex> onlyPartition() const;
    [[nodiscard]] PartitionIndex lookedAtPartition() const;
    [[nodiscard]] const observe::TopicSnapshot* shownTopic() const;

    QPointer<app::Source> m_source;
    Frame m_frame;
    qint64 m_lastUpdateMs = 0;
    qint64 m_lastTailMs = 0;
    QString m_topic;
    QString m_wantedTopic; ///< asked for before it was in a snapshot
    std::optional<std::pair<PartitionIndex, Offset>> m_pendingGo;
    QVariantMap m_decoders; ///< topic → [key decoder, value decoder]

    // The record being looked at: one read at a time, and only the newest wish after it.
    std::optional<std::pair<TopicPartition, Offset>> m_selected;
    bool m_readingSelected = false;
    bool m_chosenByReader = false; ///< not by showSomething
    std::uint64_t m_generation = 0;
    std::uint64_t m_seekGeneration = 0;

    ComboBox* m_topicBox;
    ComboBox* m_partitionBox;
    QLineEdit* m_seekText;
    QAction* m_follow;
    QAction* m_pause;
    QAction* m_reload;
    QLabel* m_status;
    ToolRow* m_bar;
    ErrorNote* m_error;
    RecordModel* m_records;
    TailModel* m_tailRows;
    LiveTail* m_tail;
    RecordTable* m_table;
    RecordDetail* m_detail;
    QSplitter* m_splitter;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
