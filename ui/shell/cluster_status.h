// The figures at the bottom: is the cluster well, and how much flows.
#pragma once

#include "ui/view.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;

namespace partitura::ui {

/// What the status line says; exact counts out of one snapshot.
struct ClusterHealth {
    int brokersUp = 0;
    int brokers = 0;
    int underReplicated = 0; ///< partitions with fewer in-sync replicas than assigned
    int withoutLeader = 0;   ///< offline partitions
};
ClusterHealth clusterHealth(const observe::ClusterSnapshot& snapshot);

/// Thread: the user interface's.
class ClusterStatus : public QWidget {
    Q_OBJECT

public:
    explicit ClusterStatus(QWidget* parent = nullptr);

    void showFrame(const Frame& frame);
    void retranslate();
    /// A narrow window may cut it.
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QWidget::minimumSizeHint().height()}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void keepRoom();
    QLabel* add(const QString& name, QLabel*& caption);

    QElapsedTimer m_sinceShown;
    bool m_ratesShown = false;
    QLabel* m_asOf; ///< only while the past is shown
    QLabel *m_brokersCaption, *m_underCaption, *m_offlineCaption, *m_messagesCaption, *m_bytesCaption,
        *m_droppedCaption;
    QLabel *m_brokers, *m_under, *m_offline, *m_messages, *m_bytes, *m_dropped;
};

} // namespace partitura::ui
