// Which groups are shown, and in what order.
#pragma once

#include <QSortFilterProxyModel>

namespace partitura::ui {

/// Over a GroupModel. Sorts by bare values; keeps groups that read a topic or have committed offsets in it.
/// Thread: the user interface's.
class GroupFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit GroupFilter(QObject* parent = nullptr);

    /// Empty: of all topics.
    void setTopic(const QString& topic);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::string m_topic;
};

} // namespace partitura::ui
