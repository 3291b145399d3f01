// Which topics are shown, and in what order.
#pragma once

#include <QSortFilterProxyModel>

namespace partitura::ui {

/// Sorts by bare values; keeps topics whose name holds the text, and Kafka's own only when asked to.
/// Thread: the user interface's.
class TopicFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TopicFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    void setShowInternal(bool show);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    bool m_showInternal = false;
};

} // namespace partitura::ui
