// Which events are shown.
#pragma once

#include "broker/observe/event.h"
#include "ui/selection.h"

#include <QSortFilterProxyModel>

namespace partitura::ui {

/// Over an EventsModel: keeps events of one kind and those that concern what is selected. Where a topic, a
/// group and a broker are, these are the events that speak of one of them and of no other. Thread: the user
/// interface's.
class EventFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// Below 0: all kinds.
    void setKind(int kind);
    void setSelection(const Selection& selection);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    int m_kind = -1;
    Selection m_selection;
};

} // namespace partitura::ui
