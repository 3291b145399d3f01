// The Topics view: all topics, and the partitions of the one selected.
#pragma once

#include "ui/view.h"

#include <QPointer>

class QAction;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QToolButton;

namespace partitura::ui {

class ElidedLabel;

class CommandDialog;
class EmptyState;
class ListTable;
class PartitionModel;
class TopicFilter;
class TopicModel;

/// Entry point of the folder. Actions go through the source; what it cannot do is greyed, saying why.
/// Thread: the user interface's.
class TopicsView : public View {
    Q_OBJECT

public:
    explicit TopicsView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override;
    [[nodiscard]] QString title() const override;
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;

private:
    void selectRow(const QString& topic);
    void topicChosen();
    void partitionChosen();
    void buildActions();
    void refreshActions();
    void refreshPartitions();
    void currentChanged();
    [[nodiscard]] QString currentTopic() const;
    void openDialog(CommandDialog* dialog);
    void createTopic();
    void deleteTopic();
    void addPartitions();
    void produce();

    QPointer<app::Source> m_source;
    Frame m_frame;
    qint64 m_lastNumbersMs = 0; ///< when numbers were last refreshed: people read four a second, not sixty
    bool m_selecting = false;   ///< the view selects, not the reader: nobody is told
    QString m_wantedTopic;      ///< selected elsewhere before it was in a snapshot

    QAction* m_create;
    QAction* m_delete;
    QAction* m_addPartitions;
    QAction* m_produce;
    QAction* m_showInternal;
    QLineEdit* m_filterText;
    TopicModel* m_topics;
    TopicFilter* m_filter;
    ListTable* m_topicTable;
    ElidedLabel* m_partitionTitle;
    PartitionModel* m_partitions;
    QSortFilterProxyModel* m_partitionOrder;
    ListTable* m_partitionTable;
    QSplitter* m_splitter;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
