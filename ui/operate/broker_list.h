// Brokers to choose from, in an order: the replicas of a partition.
#pragma once

#include "broker/observe/snapshot.h"

#include <QListWidget>

namespace partitura::ui {

/// Every broker with a check box; dragged, or moved by Alt+Up and Alt+Down, into order. The first that is
/// checked is the preferred leader. Thread: the user interface's.
class BrokerList : public QListWidget {
    Q_OBJECT

public:
    explicit BrokerList(QWidget* parent = nullptr);

    /// All brokers of the cluster; `chosen` are checked and stand first, in their order.
    void show(const observe::ClusterSnapshot& snapshot, const std::vector<std::int64_t>& chosen);
    /// Those checked, in order.
    [[nodiscard]] std::vector<std::int64_t> chosen() const;

signals:
    void changed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace partitura::ui
