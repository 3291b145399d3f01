// Which topics are shown, and in what order.
#pragma once

#include "broker/base/strong.h"

#include <QSortFilterProxyModel>

namespace partitura::ui {

/// Over a TopicModel. Sorts by bare values; keeps topics whose name holds the text and that have a replica on
/// the broker, and Kafka's own only when asked to. Thread: the user interface's.
class TopicFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TopicFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    void setShowInternal(bool show);
    /// BrokerId() for those of all brokers.
    void setBroker(BrokerId broker);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    bool m_showInternal = false;
    BrokerId m_broker;
};

} // namespace partitura::ui
