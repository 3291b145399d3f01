// The events of a cluster as a table, newest first.
#pragma once

#include <QAbstractTableModel>

#include "broker/observe/event.h"

#include <deque>

namespace partitura::ui {

/// Keeps the last `capacity` events. Thread: the user interface's.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { timeColumn, kindColumn, brokerColumn, subjectColumn, detailColumn, columnCount_ };

    explicit EventsModel(std::size_t capacity = 5000, QObject* parent = nullptr);

    /// `events`: oldest first, all newer than those here.
    void append(std::vector<observe::Event> events);
    void clear();
    [[nodiscard]] std::uint64_t lastSequence() const {
        return m_events.empty() ? 0 : m_events.front().sequence;
    }
    void retranslate();

    /// The kind in the user's language.
    static QString kindText(observe::EventKind kind);
    [[nodiscard]] const observe::Event& eventAt(int row) const {
        return m_events[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::size_t m_capacity;
    std::deque<observe::Event> m_events; ///< newest first
};

} // namespace partitura::ui
